import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { ListDesk } from '#server/features/invitations/queries.ts'
import type { ListedInvitation } from '#server/features/invitations/store.ts'
import type { ExportedFile, ExportFormat } from '#server/features/roster-export/queries.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { RunWork } from '#server/jobs/work.ts'
import { writeCsv, writeXlsx, type ExportTable } from '#server/platform/spreadsheet-write.ts'
import type { ListOfEventInput } from '#server/protocol/inputs/invitations.ts'

type Parts = { work: RunWork; listDesk: (actor: Actor, input: ListOfEventInput) => Promise<Result<ListDesk>> }

/** The invited of a list as a file: who, from where, and how far. No address leaves the house, no cell can be a formula. */
export function createInvitationExport({ work, listDesk }: Parts) {
  return {
    async exportList(actor: Actor, input: ListOfEventInput, format: ExportFormat, locale: Locale, labels: Record<string, string>): Promise<Result<ExportedFile>> {
      if (!can(actor, 'invitation:send', { eventId: input.eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const desk = await listDesk(actor, input)
      if (!desk.ok) return desk
      const noted = await work(actor, async ({ audit }) => {
        audit('invitation:exported', `invitation_list:${input.listId}`, { eventId: input.eventId, rows: desk.value.invitations.length, format })
        return ok()
      })
      if (!noted.ok) return noted
      const table = tableOf(desk.value.invitations, locale, labels)
      const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      return ok({ bytes: format === 'csv' ? writeCsv(table) : await writeXlsx(table), fileName: `${table.sheet}.${format}`, type })
    },
  }
}

function tableOf(rows: readonly ListedInvitation[], locale: Locale, labels: Record<string, string>): ExportTable {
  const t = translator(locale)
  const yes = (at: number | null): string => (at === null ? '' : t('invitations:export.yes'))
  const columns: [string, (row: ListedInvitation) => string][] = [
    [t('registration:badge.nameZh'), (row) => row.nameZh], [t('registration:badge.nameEn'), (row) => row.nameEn],
    [t('registration:badge.organizationZh'), (row) => row.organizationZh], [t('registration:badge.organizationEn'), (row) => row.organizationEn],
    [t('invitations:funnel.segment'), (row) => labels[row.segment] ?? row.segment], [t('guests:queue.state'), (row) => t(`invitations:state.${row.state}`)],
    [t('invitations:funnel.opened'), (row) => yes(row.openedAt)], [t('invitations:table.registration'), (row) => (row.registration === null ? '' : t(`registration:state.${row.registration}`))],
    [t('invitations:funnel.arrived'), (row) => yes(row.arrivedAt)], [t('invitations:table.note'), (row) => row.note],
  ]
  return { sheet: t('invitations:title'), headers: columns.map(([head]) => head), rows: rows.map((row) => columns.map(([, cell]) => cell(row))) }
}
