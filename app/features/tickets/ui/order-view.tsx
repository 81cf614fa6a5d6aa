import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { buttonClasses } from '#app/ui/button-look.ts'
import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import type { OwnOrder } from '#server/features/orders/queries.ts'

import { orderTones, type Answer } from '../view.ts'
import { Amount } from './amount.tsx'

type ViewProps = { order: OwnOrder; zone: string; payTo: string; minutesLeft: number; looking: 'no' | 'looks' | 'gave_up'; isChecking: boolean }

/** How an order stands, what is in it, and the one thing to do about it. */
export function OrderView({ order, zone, payTo, minutesLeft, looking, isChecking }: ViewProps) {
  const t = useTranslate()
  const locale = useLocale()
  const { state, refunded, currency } = order
  const back = amountText(refunded, currency, locale)
  const key = textOf(order)
  const isHeld = state === 'held' && !order.isEnding
  const again = <p className="mt-2 text-sm"><a href="" className="text-sea-ink underline decoration-line underline-offset-4">{t('tickets:order.lookAgain')}</a></p>
  return (
    <section aria-labelledby="order-state" className="rounded-md border border-line bg-sheet p-4">
      <div role="status"><Status tone={orderTones[state]}>{isChecking ? t('tickets:order.checking') : t(`tickets:state.${state}`)}</Status></div>
      <h2 id="order-state" className="sr-only">{t(`tickets:state.${state}`)}</h2>
      <p className="mt-3">{t(`tickets:orderText.${key}`, { amount: back })}</p>
      {order.dispute === 'open' && <p className="mt-1 text-sm text-ink-2">{t('tickets:orderText.disputed')}</p>}
      {isHeld && <p className="mt-1 text-sm text-ink-2">{t('tickets:order.until', { time: `${wallDay(order.holdUntil, zone, locale)} ${wallTime(order.holdUntil, zone)}` })} · <span className="figures">{minutesLeft > 0 ? t('tickets:order.minutesLeft', { count: minutesLeft }) : t('tickets:order.timeOver')}</span></p>}
      {looking === 'looks' ? <noscript>{again}</noscript> : looking === 'gave_up' && again}
      <Lines order={order} />
      {isHeld && !isChecking && minutesLeft > 0 && (order.mayPay
        ? <a href={payTo} data-density="touch" className={buttonClasses({ look: 'primary', wide: true, className: 'mt-4' })}>{t('tickets:order.pay')}</a>
        : <Notice tone="warn" className="mt-4">{t('tickets:order.notSetUp')}</Notice>)}
      {order.mayCancel && !isChecking && <Cancel order={order} />}
    </section>
  )
}

/** Which sentence says how it stands. */
function textOf({ state, refunded, keepsFree, isEnding, isFulfilled, cancelAsked, lines }: OwnOrder): string {
  const wasLeft = !isFulfilled && !cancelAsked && lines.some(({ isGivenUp }) => isGivenUp)
  if (state === 'held' && isEnding) return wasLeft ? 'leaving' : 'ending'
  if (state === 'cancelled') return wasLeft ? 'left' : refunded > 0 ? 'cancelledBack' : 'cancelled'
  return state === 'refunded' && keepsFree ? 'refundedFree' : state
}

function Lines({ order }: { order: OwnOrder }) {
  const t = useTranslate()
  const pick = usePick()
  const { currency } = order
  const row = (key: string, name: string, minor: number, strong = false) => (
    <div key={key} className={`flex justify-between gap-4 border-t border-line py-2 ${strong ? 'font-semibold' : ''}`}><dt className="min-w-0">{name}</dt><dd><Amount minor={minor} currency={currency} /></dd></div>
  )
  const deposit = order.lines.reduce((sum, line) => sum + line.deposit, 0)
  return (
    <dl className="mt-4 border-b border-line">
      {order.lines.map((line) => row(line.id, [pick(line.nameZh, line.nameEn) + (line.quantity > 1 ? ` × ${line.quantity}` : ''), line.guest === null ? '' : pick(line.guest.nameZh, line.guest.nameEn), line.isGivenUp ? t('tickets:order.givenUp') : ''].filter(Boolean).join(' · '), line.amount + line.discount))}
      {order.discount > 0 && row('discount', t('tickets:order.discount'), -order.discount)}
      {deposit > 0 && row('deposit', t('tickets:order.deposit'), deposit)}
      {row('total', t('tickets:order.total'), order.amount, true)}
      {order.tax > 0 && row('tax', t('tickets:order.tax'), order.tax)}
    </dl>
  )
}

function Cancel({ order }: { order: OwnOrder }) {
  const t = useTranslate()
  const locale = useLocale()
  const [isAsked, setAsked] = useState(false)
  const sending = useFetcher<Answer>()
  useOncePerAnswer(sending.data, (answer) => {
    if (answer.ok) setAsked(false)
  })
  const words = t(order.state === 'held' ? 'tickets:order.cancel' : 'tickets:order.cancelTicket')
  const count = order.lines.reduce((sum, { quantity, isGivenUp }) => (isGivenUp ? sum : sum + quantity), 0)
  const text = order.state === 'held' ? t('tickets:order.cancelText', { count }) : order.cancelBringsBack > 0 ? t('tickets:order.cancelBack', { amount: amountText(order.cancelBringsBack, order.currency, locale) }) : t('tickets:order.cancelNone')
  return (
    <div className="mt-2">
      <Button type="button" look="quiet" wide density="touch" onClick={() => setAsked(true)}>{words}</Button>
      <Dialog open={isAsked} onClose={() => setAsked(false)} title={words}>
        <sending.Form method="post" className="flex flex-col gap-4">
          <input type="hidden" name="version" value={order.version} />
          <FormError error={sending.data?.ok === false ? sending.data.error : null} />
          <p>{text}</p>
          {count > 1 && <p>{t(`tickets:order.${order.state === 'held' ? 'cancelFor' : 'cancelAll'}`, { count })}</p>}
          <Button look="danger" busy={sending.state !== 'idle'}>{words}</Button>
          <Button type="button" look="quiet" onClick={() => setAsked(false)}>{t('tickets:order.keep')}</Button>
        </sending.Form>
      </Dialog>
    </div>
  )
}
