import { useFetcher } from '@remix-run/react'
import { ReceiptText, Undo2 } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { Time } from '#app/ui/time.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import type { DeskOrder } from '#server/features/orders/queries.ts'

import { orderTones, type Answer } from '../view.ts'
import { Amount } from './amount.tsx'

/** Of what was given back nothing is invoiced. */
const isSold = ({ state }: DeskOrder): boolean => state === 'paid' || state === 'part_refunded'

type Asked = { order: DeskOrder; about: 'refund' | 'fapiao' }

/** Every order: who, what, how much, how it stands; money back and 发票 from here. */
export function OrderTable({ orders, zone, mayRefund, isFiltered }: { orders: DeskOrder[]; zone: string; mayRefund: boolean; /** Nothing here means that nothing fits. */ isFiltered: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const [asked, setAsked] = useState<Asked | null>(null)
  const sending = useFetcher<Answer>()
  useOncePerAnswer(sending.data, (answer) => {
    if (answer.ok) setAsked(null)
  })
  const columns: Column<DeskOrder>[] = [
    { key: 'number', head: t('tickets:orders.number'), names: true, cell: ({ number }) => <span className="figures">{number}</span> },
    { key: 'buyer', head: t('tickets:orders.buyer'), cell: ({ buyer }) => <><span className="block">{pick(buyer.nameZh, buyer.nameEn)}</span><span className="text-xs text-ink-2 max-md:break-all">{buyer.email}</span></> },
    { key: 'what', head: t('tickets:orders.what'), cell: ({ lines }) => lines.map((line) => <span key={line.id} className="block">{pick(line.nameZh, line.nameEn)}{line.quantity > 1 && ` × ${line.quantity}`}{line.guest !== null && ` · ${pick(line.guest.nameZh, line.guest.nameEn)}`}{line.isGivenUp && ` · ${t('tickets:order.givenUp')}`}</span>) },
    { key: 'amount', head: t('tickets:orders.amount'), align: 'end', cell: (order) => <><Amount minor={order.amount} currency={order.currency} />{order.refunded > 0 && <Refunded order={order} />}</> },
    { key: 'state', head: t('tickets:orders.state'), cell: (order) => <OrderStatus order={order} /> },
    { key: 'at', head: t('tickets:orders.at'), wideOnly: true, cell: ({ createdAt }) => <Time at={createdAt} zone={zone} show="both" className="text-xs text-ink-2" /> },
    ...(mayRefund ? [{ key: 'acts', head: t('tickets:orders.acts'), align: 'end' as const, cell: (order: DeskOrder) => (
      <span className="inline-flex gap-1">
        {order.fapiao?.state === 'wanted' && isSold(order) && <IconButton icon={ReceiptText} label={t('tickets:orders.fapiaoOf', { number: order.number })} onClick={() => setAsked({ order, about: 'fapiao' })} />}
        {order.left > 0 && <IconButton icon={Undo2} label={t('tickets:orders.refundOf', { number: order.number })} onClick={() => setAsked({ order, about: 'refund' })} />}
      </span>
    ) }] : []),
  ]
  const failed = sending.data?.ok === false ? sending.data.error : null
  return (
    <>
      <Table caption={t('tickets:orders.title')} columns={columns} rows={orders} rowKey={(order) => order.id} empty={<EmptyState icon={ReceiptText} title={t(isFiltered ? 'tickets:orders.nothing' : 'tickets:orders.empty')}>{t(isFiltered ? 'tickets:orders.nothingText' : 'tickets:orders.emptyText')}</EmptyState>} />
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={asked === null ? '' : t(`tickets:orders.${asked.about}Of`, { number: asked.order.number })}>
        {asked !== null && (
          <sending.Form method="post" className="flex flex-col gap-4">
            <input type="hidden" name="intent" value={asked.about} />
            <input type="hidden" name="orderId" value={asked.order.id} />
            <FormError error={failed} />
            {asked.about === 'refund' ? <RefundFields order={asked.order} fields={failed?.fields ?? {}} busy={sending.state !== 'idle'} /> : <FapiaoFields order={asked.order} fields={failed?.fields ?? {}} busy={sending.state !== 'idle'} />}
          </sending.Form>
        )}
      </Dialog>
    </>
  )
}

type Fields = { order: DeskOrder; fields: Record<string, string>; busy: boolean }

/** Deposits of an order that haven't gone back and aren't on their way. */
const depositOwed = ({ lines, refunds, left }: DeskOrder): number =>
  Math.min(left, lines.reduce((sum, { deposit, isGivenUp }) => (isGivenUp ? sum : sum + deposit), 0) - refunds.reduce((sum, { kind, state, amount }) => (kind === 'deposit' && state !== 'failed' ? sum + amount : sum), 0))

function RefundFields({ order, fields, busy }: Fields) {
  const t = useTranslate()
  const locale = useLocale()
  const [isDeposit, setDeposit] = useState(false)
  const owed = depositOwed(order)
  const money = (minor: number): string => amountText(minor, order.currency, locale)
  return (
    <>
      <input type="hidden" name="version" value={order.version} />
      <p>{t('tickets:orders.refundText', { amount: money(order.amount), left: money(order.left) })}</p>
      {owed > 0 && <Checkbox name="onlyDeposit" label={t('tickets:orders.onlyDeposit', { amount: money(owed) })} hint={t('tickets:orders.onlyDepositHint')} checked={isDeposit} onChange={(change) => setDeposit(change.currentTarget.checked)} />}
      {!isDeposit && <TextInput name="amount" inputMode="decimal" label={t('tickets:orders.refundAmount')} hint={t('tickets:orders.refundAmountHint')} error={fields['amount']} optional />}
      <TextInput name="reason" label={t('tickets:orders.reason')} hint={t('tickets:orders.reasonHint')} error={fields['reason']} required maxLength={200} />
      <Button look="danger" busy={busy}>{t('tickets:orders.refundDo')}</Button>
    </>
  )
}

function FapiaoFields({ order, fields, busy }: Fields) {
  const t = useTranslate()
  return (
    <>
      <input type="hidden" name="version" value={order.fapiao?.version ?? 1} />
      <p className="break-all">{[order.fapiao?.title, order.fapiao?.taxNumber, order.fapiao?.email].filter(Boolean).join(' · ')}</p>
      <TextInput name="issuedNo" label={t('tickets:orders.fapiaoNo')} error={fields['issuedNo']} required maxLength={40} />
      <Button look="primary" busy={busy}>{t('tickets:orders.fapiaoIssue')}</Button>
    </>
  )
}

function Refunded({ order }: { order: DeskOrder }) {
  const t = useTranslate()
  const locale = useLocale()
  return <span className="block text-xs text-ink-2">{t('tickets:orders.refunded', { amount: amountText(order.refunded, order.currency, locale) })}</span>
}

function OrderStatus({ order }: { order: DeskOrder }) {
  const t = useTranslate()
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 max-md:justify-end">
      <Status tone={orderTones[order.state]} plain>{t(`tickets:state.${order.state}`)}</Status>
      {order.dispute !== 'none' && <Status tone={order.dispute === 'open' ? 'live' : 'neutral'} plain>{t(`tickets:dispute.${order.dispute}`)}</Status>}
      {order.refunds.some((one) => one.state === 'failed') && <Status tone="live" plain>{t('tickets:refundState.failed')}</Status>}
      {order.state === 'review' && <span className="text-xs text-ink-2">{t('tickets:orders.mismatch')}</span>}
      {order.fapiao !== null && (order.fapiao.state === 'issued' || isSold(order)) && <span className="text-xs text-ink-2">{order.fapiao.state === 'issued' ? t('tickets:orders.fapiaoIssued', { no: order.fapiao.issuedNo }) : t('tickets:orders.fapiaoWanted')}</span>}
    </span>
  )
}
