import { Link } from '@remix-run/react'

import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnOrder } from '#server/features/orders/queries.ts'

import { orderTones } from '../view.ts'
import { Amount } from './amount.tsx'

/** The reader's orders, each a link to its own page. */
export function OrderList({ orders, base }: { orders: OwnOrder[]; base: string }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <section aria-labelledby="own-orders" className="mt-8">
      <h2 id="own-orders" className="mb-2 text-base font-semibold">{t('tickets:buy.own')}</h2>
      <ul className="border-b border-line">
        {orders.map((order) => (
          <li key={order.id} className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-3 hover:bg-sunk">
            <span className="min-w-0">
              <Link to={`${base}/orders/${order.id}`} className="font-medium after:absolute after:inset-0 hover:underline">{[...new Set(order.lines.map((line) => pick(line.nameZh, line.nameEn)))].join(' · ')}</Link>
              <span className="figures block text-xs text-ink-2">{t('tickets:order.title', { number: order.number })}</span>
            </span>
            <span className="flex flex-col items-end gap-1"><Amount minor={order.amount} currency={order.currency} /><Status tone={orderTones[order.state]}>{t(`tickets:state.${order.state}`)}</Status></span>
          </li>
        ))}
      </ul>
    </section>
  )
}
