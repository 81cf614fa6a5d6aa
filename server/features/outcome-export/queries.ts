import type { Actor } from '#server/domain/access/actor.ts'
import type { OutcomeAnswer } from '#server/domain/followup/outcomes.ts'
import { isMutual } from '#server/domain/followup/outcomes.ts'
import { ok, type Result } from '#server/domain/shared/result.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import type { WatchedOutcomes } from '#server/features/outcomes/queries.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import { writeCsv, writeXlsx, type ExportTable } from '#server/platform/spreadsheet-write.ts'

export type OutcomeFormat = 'csv' | 'xlsx'
const types: Record<OutcomeFormat, string> = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
export type OutcomeFile = { bytes: Uint8Array; fileName: string; type: string }

type Parts = { quick: RunQuickWork; watch: (actor: Actor, eventId: string, wanted: { most: number }) => Promise<Result<WatchedOutcomes>>; zoneOf: (eventId: string) => string }

const mostRows = 100_000

/** What both sides say of an event's meetings, one meeting a line; notes are nobody's but their side's and are not in it. */
export function createOutcomeExport({ quick, watch, zoneOf }: Parts) {
  return {
    async exportList(actor: Actor, eventId: string, format: OutcomeFormat, locale: Locale): Promise<Result<OutcomeFile>> {
      const watched = await watch(actor, eventId, { most: mostRows })
      if (!watched.ok) return watched
      const { lines } = watched.value
      const noted = await quick(actor, (held) => {
        held.audit('outcome:exported', `event:${eventId}`, { eventId, rows: lines.length, format })
        return ok()
      })
      if (!noted.ok) return noted
      const t = translator(locale)
      const zone = zoneOf(eventId)
      const said = (answer: OutcomeAnswer | null): string => (answer === null ? '' : t(`overview:outcomes.answer.${answer}`))
      const table: ExportTable = {
        sheet: t('overview:outcomes.export.file'), headers: ['time', 'a', 'aAnswer', 'b', 'bAnswer', 'mutual'].map((column) => t(`overview:outcomes.export.${column}`)),
        rows: lines.map((line) => [
          wallFromInstant(line.startsAt, zone).replace('T', ' '), pickText(locale, line.aZh, line.aEn), said(line.aAnswer), pickText(locale, line.bZh, line.bEn), said(line.bAnswer),
          isMutual(line.aAnswer, line.bAnswer) ? t('overview:outcomes.export.yes') : '',
        ]),
      }
      return ok({ bytes: format === 'csv' ? writeCsv(table) : await writeXlsx(table), fileName: `${table.sheet}.${format}`, type: types[format] })
    },
  }
}
