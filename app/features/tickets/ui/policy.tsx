import { useTranslate } from '#app/ui/translate.tsx'
import type { RefundStep } from '#server/domain/billing/refund-policy.ts'

import { percentText } from '../view.ts'

/** What a cancellation brings back, step by step, in the reader's words. */
export function Policy({ steps, hasDeposit, seller }: { steps: RefundStep[]; hasDeposit: boolean; seller: string }) {
  const t = useTranslate()
  const time = (hours: number): string => (hours % 24 === 0 ? t('tickets:buy.days', { count: hours / 24 }) : t('tickets:buy.hours', { count: hours }))
  return (
    <section aria-labelledby="policy" className="mt-8 text-sm text-ink-2">
      <h2 id="policy" className="font-semibold text-ink">{t('tickets:buy.policy')}</h2>
      <ul>
        {steps.map(({ hoursBefore, shareBp }) => <li key={hoursBefore}>{t('tickets:buy.policyStep', { time: time(hoursBefore), share: percentText(shareBp) })}</li>)}
        <li>{t('tickets:buy.policyLast')}</li>
        {hasDeposit && <li>{t('tickets:buy.policyDeposit')}</li>}
      </ul>
      {seller !== '' && <p className="mt-2">{t('tickets:buy.seller', { name: seller })}</p>}
    </section>
  )
}
