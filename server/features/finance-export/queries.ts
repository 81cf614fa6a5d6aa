import type { Actor } from '#server/domain/access/actor.ts'
import { plainAmount } from '#server/domain/billing/currency.ts'
import { ok, type Result } from '#server/domain/shared/result.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import type { DeskOrder, OrderDesk } from '#server/features/orders/queries.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import { writeCsv, writeXlsx, type ExportCell, type ExportTable } from '#server/platform/spreadsheet-write.ts'

export const financeFormats = ['csv', 'xlsx'] as const
export type FinanceFormat = (typeof financeFormats)[number]
const types: Record<FinanceFormat, string> = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
export type FinanceFile = { bytes: Uint8Array; fileName: string; type: string }

type Parts = { quick: RunQuickWork; desk: (actor: Actor, eventId: string) => Promise<Result<OrderDesk>>; zoneOf: (eventId: string) => string }

/** Orders for the finance desk, one a line, with what a 发票 needs. Amounts with two decimals in text files and as numbers in workbooks, never a formula. */
export function createFinanceExport({ quick, desk, zoneOf }: Parts) {
  return {
    async exportOrders(actor: Actor, eventId: string, format: FinanceFormat, locale: Locale): Promise<Result<FinanceFile>> {
      const found = await desk(actor, eventId)
      if (!found.ok) return found
      const noted = await quick(actor, (held) => {
        held.audit('order:exported', `event:${eventId}`, { eventId, rows: found.value.orders.length, format })
        return ok()
      })
      if (!noted.ok) return noted
      const table = tableOf(found.value.orders, zoneOf(eventId), locale, format)
      return ok({ bytes: format === 'csv' ? writeCsv(table) : await writeXlsx(table), fileName: `${table.sheet}.${format}`, type: types[format] })
    },
  }
}

function tableOf(orders: readonly DeskOrder[], zone: string, locale: Locale, format: FinanceFormat): ExportTable {
  const t = translator(locale)
  const money = (minor: number): ExportCell => (format === 'csv' ? plainAmount(minor) : Number(plainAmount(minor)))
  const columns: [string, (order: DeskOrder) => ExportCell][] = [
    [t('tickets:export.number'), ({ number }) => number],
    [t('tickets:export.date'), ({ createdAt }) => wallFromInstant(createdAt, zone).replace('T', ' ')],
    [t('tickets:export.state'), ({ state }) => t(`tickets:state.${state}`)],
    [t('tickets:export.buyer'), ({ buyer }) => pickText(locale, buyer.nameZh, buyer.nameEn)],
    [t('tickets:export.email'), ({ buyer }) => buyer.email],
    [t('tickets:export.what'), ({ lines }) => lines.map((line) => `${pickText(locale, line.nameZh, line.nameEn)} × ${line.quantity}${line.guest === null ? '' : ` (${pickText(locale, line.guest.nameZh, line.guest.nameEn)})`}`).join('; ')],
    [t('tickets:export.currency'), ({ currency }) => currency],
    [t('tickets:export.amount'), ({ amount }) => money(amount)],
    [t('tickets:export.tax'), ({ tax }) => money(tax)],
    [t('tickets:export.deposit'), ({ lines }) => money(lines.reduce((sum, { deposit }) => sum + deposit, 0))],
    [t('tickets:export.discount'), ({ discount }) => money(discount)],
    [t('tickets:export.refunded'), ({ refunded }) => money(refunded)],
    [t('tickets:export.dispute'), ({ dispute }) => (dispute === 'none' ? '' : t(`tickets:dispute.${dispute}`))],
    [t('tickets:export.fapiaoHolder'), ({ fapiao }) => (fapiao === null ? '' : t(`tickets:fapiao.${fapiao.holder}`))],
    [t('tickets:export.fapiaoTitle'), ({ fapiao }) => fapiao?.title ?? ''],
    [t('tickets:export.fapiaoTaxNumber'), ({ fapiao }) => fapiao?.taxNumber ?? ''],
    [t('tickets:export.fapiaoEmail'), ({ fapiao }) => fapiao?.email ?? ''],
    [t('tickets:export.fapiaoIssued'), ({ fapiao }) => fapiao?.issuedNo ?? ''],
  ]
  return { sheet: t('tickets:export.file'), headers: columns.map(([head]) => head), rows: orders.map((order) => columns.map(([, cell]) => cell(order))) }
}
