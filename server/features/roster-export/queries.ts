import type { Actor } from '#server/domain/access/actor.ts'
import { labelOf, type ListName } from '#server/domain/directory/vocabulary.ts'
import { ok, type Result } from '#server/domain/shared/result.ts'
import type { ClaimView, PeopleRow } from '#server/features/directory/queries.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { RunWork } from '#server/jobs/work.ts'
import { writeCsv, writeXlsx, type ExportTable } from '#server/platform/spreadsheet-write.ts'
import type { PeopleInput } from '#server/protocol/inputs/directory.ts'

export const exportFormats = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]
export type ExportedFile = { bytes: Uint8Array; fileName: string; type: string }

type Parts = { work: RunWork; list: (actor: Actor, input: PeopleInput) => Promise<Result<PeopleRow[]>> }

const types: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

/** The roster as a file. Valuation, contact cards and remarks stay in the house; no cell can be a formula. */
export function createRosterExport({ work, list }: Parts) {
  return {
    /** What the same filters show, in the reader's language. That it left is kept in the audit trail. */
    async exportRoster(actor: Actor, input: PeopleInput, format: ExportFormat, locale: Locale): Promise<Result<ExportedFile>> {
      const rows = await list(actor, input)
      if (!rows.ok) return rows
      const noted = await work(actor, async ({ audit }) => {
        audit('roster:exported', `event:${input.eventId}`, { eventId: input.eventId, rows: rows.value.length, format })
        return ok()
      })
      if (!noted.ok) return noted
      const table = tableOf(rows.value, locale)
      return ok({ bytes: format === 'csv' ? writeCsv(table) : await writeXlsx(table), fileName: `${table.sheet}.${format}`, type: types[format] })
    },
  }
}

function tableOf(rows: readonly PeopleRow[], locale: Locale): ExportTable {
  const t = translator(locale)
  const comma = locale === 'en' ? ', ' : '、'
  const label = (list: ListName, code: string): string => (code === '' ? '' : labelOf(list, code, locale))
  const claimsOf = (claims: readonly ClaimView[], isVerified: boolean): string =>
    claims.filter(({ light }) => (light === 'verified') === isVerified && light !== 'ended').map(({ kind, value }) => `${t(`directory:claimKind.${kind}`)} ${kind === 'aum' ? label('aumBands', value) : value}`).join(comma)
  const columns: [string, (row: PeopleRow) => string][] = [
    [t('directory:export.nameZh'), (row) => row.nameZh], [t('directory:export.nameEn'), (row) => row.nameEn], [t('directory:column.side'), (row) => t(`directory:side.${row.side}`)],
    [t('directory:filter.kind'), (row) => label('investorKinds', row.subkind)], [t('directory:column.sectors'), (row) => row.sectors.map((code) => label('sectors', code)).join(comma)],
    [t('directory:filter.stage'), (row) => label('companyStages', row.stage)], [t('directory:profile.round'), (row) => label('rounds', row.round)], [t('directory:column.place'), (row) => row.place || label('regions', row.region)],
    [t('directory:filter.aumBand'), (row) => label('aumBands', row.aumBand)], [t('directory:export.verified'), (row) => claimsOf(row.claims, true)], [t('directory:export.declared'), (row) => claimsOf(row.claims, false)],
    [t('directory:export.people'), (row) => row.people.map((person) => (locale === 'en' ? person.nameEn || person.nameZh : person.nameZh || person.nameEn)).join(comma)],
    [t('directory:export.emails'), (row) => row.people.flatMap((person) => person.email ?? []).join(comma)], [t('directory:export.phones'), (row) => row.people.flatMap((person) => person.phone ?? []).join(comma)],
  ]
  return { sheet: t('directory:export.file'), headers: columns.map(([head]) => head), rows: rows.map((row) => columns.map(([, cell]) => cell(row))) }
}
