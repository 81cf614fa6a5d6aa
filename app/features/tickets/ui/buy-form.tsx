import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { useFocusFirstError } from '#app/ui/focus-first-error.ts'
import { FormError } from '#app/ui/form-error.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Select } from '#app/ui/select.tsx'
import { Status } from '#app/ui/status.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import type { Payable } from '#server/features/orders/store.ts'
import type { TicketOffer } from '#server/features/ticket-types/queries.ts'

import { chosenSums, percentText, saleTones, type ChosenSum } from '../view.ts'
import { Amount } from './amount.tsx'

type Failed = { message: string; fields: Record<string, string> } | null
type Props = { offers: TicketOffer[]; zone: string; onceKey: string; isPerson: boolean; payable: { isHere: boolean; people: Payable[] }; registerTo: string; failed: Failed; fapiaoEmail: string }

/** What is on sale, how many of it, a code and to whom the 发票 is made out. */
export function BuyForm({ offers, zone, onceKey, isPerson, payable, registerTo, failed, fapiaoEmail }: Props) {
  const t = useTranslate()
  const isSending = useNavigation().formMethod === 'POST'
  // Without scripts the fields come with the answer to the first try.
  const [wantsFapiao, setWantsFapiao] = useState(Object.keys(failed?.fields ?? {}).some((path) => path.startsWith('fapiao')))
  const choices = choicesOf(offers, isPerson ? payable.people : null)
  const form = useFocusFirstError<HTMLFormElement>(failed)
  const [sums, setSums] = useState<ChosenSum[]>([])
  const addUp = (): void => setSums(form.current ? chosenSums(new FormData(form.current), offers) : [])
  // The fields keep their own values, which the browser may have filled in again: so they are read, once the page is awake and at every change.
  useEffect(addUp, [form, offers])
  return (
    <Form ref={form} method="post" className="flex flex-col gap-6" onChange={addUp}>
      <input type="hidden" name="onceKey" value={onceKey} />
      <FormError error={failed} />
      <ul className="flex flex-col gap-3">
        {offers.map((offer) => <Offer key={offer.id} offer={offer} choices={choices.filter((one) => one.offerId === offer.id)} isOnly={new Set(choices.map((one) => one.offerId)).size === 1} zone={zone} isHere={payable.isHere} isPerson={isPerson} registerTo={registerTo} />)}
      </ul>
      {choices.length > 0 && (
        <>
          <TextInput name="code" label={t('tickets:buy.code')} optional autoComplete="off" autoCapitalize="characters" maxLength={40} error={failed?.fields['code']} />
          <div>
            <Checkbox name="wantsFapiao" label={t('tickets:buy.wantsFapiao')} checked={wantsFapiao} onChange={(press) => setWantsFapiao(press.currentTarget.checked)} density="touch" />
            {wantsFapiao && <FapiaoFields failed={failed} email={fapiaoEmail} />}
          </div>
          <div>
            <Sums sums={sums} />
            <Button look="primary" wide density="touch" busy={isSending}>{t('tickets:buy.order')}</Button>
          </div>
        </>
      )}
    </Form>
  )
}

/** What it comes to, before a code: what that takes off is known with the order. */
function Sums({ sums }: { sums: readonly ChosenSum[] }) {
  const t = useTranslate()
  const locale = useLocale()
  return (
    <div role="status">
      {sums.map(({ currency, amount, deposit }) => (
        <p key={currency} className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
          <span>{t('tickets:order.total')}{deposit > 0 && <span className="ml-2 text-sm text-ink-2">{t('tickets:buy.depositIn', { amount: amountText(deposit, currency, locale) })}</span>}</span>
          <Amount minor={amount} currency={currency} className="text-base font-semibold" />
        </p>
      ))}
    </div>
  )
}

/** One line of the order that may be: of a ticket as such, or for one of those whom she may pay for. */
type Choice = { offerId: string; at: number; person: Payable | null }

/** People null: nobody is signed in, and nothing can be chosen. */
function choicesOf(offers: readonly TicketOffer[], people: readonly Payable[] | null): Choice[] {
  const open = people === null ? [] : offers.filter((offer) => offer.state === 'open')
  const wanted = open.flatMap((offer): Omit<Choice, 'at'>[] => (offer.needsRegistration ? (people ?? []).filter(({ kind }) => offer.registrationKind === '' || offer.registrationKind === kind).map((person) => ({ offerId: offer.id, person })) : [{ offerId: offer.id, person: null }]))
  return wanted.map((one, at) => ({ ...one, at }))
}

type OfferProps = { offer: TicketOffer; choices: Choice[]; isOnly: boolean; zone: string; isHere: boolean; isPerson: boolean; registerTo: string }

function Offer({ offer, choices, isOnly, zone, isHere, isPerson, registerTo }: OfferProps) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const { currency, price, deposit, taxBp, left, perOrder, state, opensAt, closesAt } = offer
  const when = (instant: number): string => `${wallDay(instant, zone, locale)} ${wallTime(instant, zone)}`
  const note = pick(offer.noteZh, offer.noteEn)
  const needsNote = state === 'open' && offer.needsRegistration && isPerson && choices.length === 0
  const name = pick(offer.nameZh, offer.nameEn)
  return (
    <li className="rounded-md border border-line bg-sheet p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-base font-semibold">{name}</h2>
        <p className="text-base font-semibold">{price === 0 && deposit === 0 ? t('tickets:buy.free') : <Amount minor={price > 0 ? price : deposit} currency={currency} />}</p>
      </div>
      {note !== '' && <p className="mt-1 text-ink-2">{note}</p>}
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-ink-2">
        {state === 'open' ? <span className="figures">{t('tickets:buy.left', { count: left })}</span> : <Status tone={saleTones[state]} plain>{t(`tickets:sale.${state}`)}</Status>}
        {price > 0 && taxBp > 0 && <span>{t('tickets:buy.taxIn', { share: percentText(taxBp) })}</span>}
        {deposit > 0 && price > 0 && <span>{t('tickets:buy.plusDeposit', { amount: amountText(deposit, currency, locale) })}</span>}
        {state === 'not_yet' && opensAt !== null && <span>{t('tickets:buy.opensAt', { time: when(opensAt) })}</span>}
        {state === 'open' && closesAt !== null && <span>{t('tickets:buy.closesAt', { time: when(closesAt) })}</span>}
      </p>
      {needsNote && <p className="mt-3 text-sm">{isHere ? t('tickets:buy.notYet') : <>{t('tickets:buy.needsRegistration')} · <TextLink to={registerTo}>{t('tickets:buy.register')}</TextLink></>}</p>}
      <Choices offer={offer} name={name} choices={choices} most={Math.min(perOrder, left)} isOnly={isOnly} />
    </li>
  )
}

type ChoicesProps = { offer: TicketOffer; name: string; choices: Choice[]; most: number; isOnly: boolean }

/** How many, or for whom: one person has a box, several have their names beside theirs. */
function Choices({ offer, name, choices, most, isOnly }: ChoicesProps) {
  const t = useTranslate()
  const pick = usePick()
  const [first] = choices
  if (first === undefined) return null
  const line = ({ at, person }: Choice) => (
    <>
      <input type="hidden" name={`lines.${at}.ticketTypeId`} value={offer.id} />
      {person !== null && <input type="hidden" name={`lines.${at}.registrationId`} value={person.registrationId} />}
    </>
  )
  if (choices.length > 1) {
    const words = ({ nameZh, nameEn, isOwn }: Payable): string => (isOwn ? t('tickets:buy.forYou', { name: pick(nameZh, nameEn) }) : pick(nameZh, nameEn))
    return (
      <fieldset className="mt-3">
        <legend className="text-sm font-medium">{t('tickets:buy.forWhom')}</legend>
        {choices.map((one) => <div key={one.at}>{line(one)}<Checkbox name={`lines.${one.at}.quantity`} value="1" label={one.person === null ? name : words(one.person)} defaultChecked={isOnly} density="touch" /></div>)}
      </fieldset>
    )
  }
  return (
    <div className="mt-3">
      {line(first)}
      {most === 1
        ? <Checkbox name={`lines.${first.at}.quantity`} value="1" label={t('tickets:buy.choose')} aria-label={`${t('tickets:buy.choose')} ${name}`} defaultChecked={isOnly} density="touch" />
        : <Select name={`lines.${first.at}.quantity`} label={t('tickets:buy.quantity')} defaultValue={isOnly ? '1' : '0'} options={Array.from({ length: most + 1 }, (_one, many) => ({ value: String(many), label: String(many) }))} density="touch" />}
    </div>
  )
}

function FapiaoFields({ failed, email }: { failed: Failed; email: string }) {
  const t = useTranslate()
  return (
    <fieldset className="mt-2 flex flex-col gap-4 border-l-3 border-line pl-4">
      <legend className="sr-only">{t('tickets:fapiao.title')}</legend>
      <RadioGroup name="fapiao.holder" label={t('tickets:fapiao.holder')} look="row" defaultValue="company" density="touch" options={[{ value: 'company', label: t('tickets:fapiao.company') }, { value: 'person', label: t('tickets:fapiao.person') }]} />
      <TextInput name="fapiao.title" label={t('tickets:fapiao.name')} maxLength={120} autoComplete="organization" error={failed?.fields['fapiao.title']} />
      <TextInput name="fapiao.taxNumber" label={t('tickets:fapiao.taxNumber')} hint={t('tickets:fapiao.taxNumberHint')} maxLength={40} autoComplete="off" error={failed?.fields['fapiao.taxNumber']} />
      <TextInput name="fapiao.email" type="email" label={t('tickets:fapiao.email')} defaultValue={email} maxLength={254} error={failed?.fields['fapiao.email']} />
    </fieldset>
  )
}
