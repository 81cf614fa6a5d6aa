import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Qr } from '#app/ui/qr.tsx'
import { Status } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import type { OwnRegistration as Own } from '#server/features/registrations/queries.ts'

import { stateTones, underName, type Answer } from '../view.ts'

type Props = { own: Own & { qr: { size: number; path: string } | null }; zone: string; slug: string; kindLabel: string; reasonText: string }

/** How the reader's registration stands, and the one thing to do about it. */
export function OwnRegistration({ own, zone, slug, kindLabel, reasonText }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const { state, until, place, ticket, qr } = own
  const time = (at: number): string => `${wallDay(at, zone, locale)} ${wallTime(at, zone)}`
  return (
    <section aria-labelledby="own-registration" className="rounded-md border border-line bg-sheet p-4">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-ink-2">
        <Status tone={stateTones[state]}>{t(`registration:state.${state}`)}</Status>
        <span>{kindLabel}</span>
      </p>
      <h2 id="own-registration" className="mt-3 text-lg font-semibold">{t(`registration:own.heading.${state}`)}</h2>
      <p className="mt-1 text-ink-2">{t(`registration:own.text.${state === 'approved' && !own.mayPay ? 'confirmed' : state}`)}</p>
      {until !== null && <p className="mt-1 font-medium">{t('registration:own.until', { time: time(until) })}</p>}
      {place !== null && <p className="mt-1 font-medium">{t('registration:own.place', { place })}</p>}
      {(state === 'declined' || state === 'cancelled') && reasonText !== '' && <p className="mt-2 border-l-2 border-edge pl-3">{reasonText}</p>}
      {ticket?.state === 'valid' && qr !== null && (
        <div className="mt-4 flex flex-wrap items-center gap-5">
          <Qr code={qr} label={t('registration:own.qr')} className="w-44 shrink-0 border border-line" />
          <div className="min-w-0">
            <p className="text-lg font-semibold">{pick(own.badge.nameZh, own.badge.nameEn)}</p>
            <p className="text-ink-2">{underName(own.badge, pick)}</p>
            <p data-ticket-code className="figures mt-2 text-sm break-all text-ink-2">{ticket.code}</p>
            <p className="mt-2 text-sm text-ink-2">{t('registration:own.qrNote')}</p>
          </div>
        </div>
      )}
      <Acts own={own} slug={slug} cancelUntil={time(own.cancelUntil)} />
    </section>
  )
}

function Acts({ own, slug, cancelUntil }: { own: Own; slug: string; cancelUntil: string }) {
  const t = useTranslate()
  const sending = useFetcher<Answer>()
  const [asked, setAsked] = useState(false)
  const locale = useLocale()
  const { state, version } = own
  const isHeld = state === 'confirmed' || state === 'approved'
  const isBound = own.mayCancel && own.leaving?.part != null
  return (
    <div className="mt-4 flex flex-col gap-2" data-density="touch">
      {sending.data?.ok === false && <FormError error={sending.data.error} />}
      {own.mayPay && <LinkButton to={`/events/${slug}/tickets`} look="primary" wide reloadDocument>{t('registration:own.pay')}</LinkButton>}
      {state === 'offered' && (
        <sending.Form method="post" className="flex flex-col gap-2">
          <input type="hidden" name="intent" value="offer" />
          <input type="hidden" name="version" value={version} />
          <Button look="primary" wide name="answer" value="take" busy={sending.state !== 'idle'}>{t('registration:own.take')}</Button>
          <Button look="quiet" wide name="answer" value="decline">{t('registration:own.declineOffer')}</Button>
        </sending.Form>
      )}
      {own.mayReopen && <LinkButton to={`/events/${slug}/register?again=1`} look="secondary" wide>{t('registration:own.again')}</LinkButton>}
      {isBound && <p className="text-sm text-ink-2">{t('registration:own.hasPart')}</p>}
      {own.mayCancel && !isBound && state !== 'offered' && <Button type="button" look="quiet" wide onClick={() => setAsked(true)}>{t(`registration:own.${state === 'waitlisted' ? 'leave' : 'cancel'}`)}</Button>}
      {isHeld && !isBound && own.ticket?.checkedInAt == null && <p className="text-sm text-ink-2">{t(own.mayCancel ? 'registration:own.cancelUntil' : 'registration:own.tooLate', { time: cancelUntil })}</p>}
      <Dialog open={asked} onClose={() => setAsked(false)} title={t('registration:own.cancel')}>
        <sending.Form method="post" onSubmit={() => setAsked(false)} className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="cancel" />
          <input type="hidden" name="version" value={version} />
          <p>{t(`registration:own.${state === 'confirmed' ? 'cancelText' : state === 'approved' ? 'cancelPlace' : 'cancelWish'}`)}</p>
          {own.leaving !== null && own.leaving.kept > 0 && <p>{t('registration:own.keeps', { count: own.leaving.kept })}</p>}
          {own.leaving !== null && own.leaving.cancelled > 0 && <p className="font-medium">{t('registration:own.falls', { count: own.leaving.cancelled })}</p>}
          {own.shared !== null && <p>{t(`registration:own.shared.${own.shared.stage}${own.shared.isOthers ? '' : 'Own'}`, { count: own.shared.others })}</p>}
          {own.bringsBack !== null && <p className="font-medium">{own.bringsBack.amount === 0 ? t('registration:own.bringsNothing') : t(`registration:own.${own.bringsBack.isOthers ? 'bringsOthers' : 'brings'}`, { amount: amountText(own.bringsBack.amount, own.bringsBack.currency, locale) })}</p>}
          <Button look="danger" busy={sending.state !== 'idle'}>{t('registration:own.cancelSure')}</Button>
        </sending.Form>
      </Dialog>
    </div>
  )
}
