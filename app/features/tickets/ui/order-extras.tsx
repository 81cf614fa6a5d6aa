import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { OwnOrder } from '#server/features/orders/queries.ts'

import { Amount } from './amount.tsx'

const isOver = ({ state }: OwnOrder): boolean => ['refunded', 'returning', 'failed', 'expired', 'cancelled'].includes(state)

/** What went back, and the 发票. */
export function OrderExtras({ order }: { order: OwnOrder }) {
  const t = useTranslate()
  return (
    <>
      {order.refunds.length > 0 && (
        <section aria-labelledby="refunds" className="mt-6">
          <h2 id="refunds" className="mb-1 text-base font-semibold">{t('tickets:order.refunds')}</h2>
          <ul className="border-b border-line">
            {order.refunds.map((refund) => (
              <li key={refund.id} className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line py-2">
                <span className="min-w-0">{t(`tickets:refundKind.${refund.kind}`)}{refund.reason !== '' && <span className="block text-sm text-ink-2">{refund.reason}</span>}{refund.state === 'failed' && <span className="block text-sm text-ink-2">{t('tickets:order.refundFailed')}</span>}</span>
                <span className="flex items-center gap-3"><Amount minor={refund.amount} currency={order.currency} /><Status tone={refund.state === 'succeeded' ? 'confirmed' : refund.state === 'failed' ? 'live' : 'waiting'} plain>{t(`tickets:refundState.${refund.state}`)}</Status></span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {order.fapiao !== null && (order.fapiao.state === 'issued' || !isOver(order)) && (
        <section aria-labelledby="fapiao" className="mt-6">
          <h2 id="fapiao" className="mb-1 text-base font-semibold">{t('tickets:order.fapiao')}</h2>
          <p className="break-words">{[order.fapiao.title, order.fapiao.taxNumber].filter(Boolean).join(' · ')}</p>
          <p className="text-sm text-ink-2">{order.fapiao.state === 'issued' ? t('tickets:order.fapiaoIssued', { no: order.fapiao.issuedNo }) : t('tickets:order.fapiaoWanted', { email: order.fapiao.email })}</p>
        </section>
      )}
    </>
  )
}
