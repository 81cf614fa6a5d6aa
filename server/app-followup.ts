import type { Ground } from '#server/app.ts'
import { mailJobOf } from '#server/features/messages/jobs.ts'
import { createOutcomeExport } from '#server/features/outcome-export/queries.ts'
import { createOutcomeNudges } from '#server/features/outcome-nudges/jobs.ts'
import { createOutcomeNudgeMails } from '#server/features/outcome-nudges/mail.ts'
import { createOutcomesApi } from '#server/features/outcomes/api.ts'
import { createOutcomeCommands } from '#server/features/outcomes/commands.ts'
import { createOutcomeQueries } from '#server/features/outcomes/queries.ts'
import * as asked from '#server/features/outcomes/store.ts'

/** What came of meetings: each side's word, the list of both, and the mails that ask for it. */
export function createFollowUpSide({ db, clock, ids, quick, env: { MAIL_FROM, baseUrl } }: Ground) {
  const now = (): number => clock.now()
  const queries = createOutcomeQueries({ db, now })
  const zoneOf = (eventId: string): string => db.read((sql) => sql.get<{ zone: string }>(`SELECT "zone" FROM "Event" WHERE "id" = ?`, eventId))?.zone ?? 'utc'
  const outcomes = { ...queries, ...createOutcomeCommands({ quick }), ...createOutcomeExport({ quick, watch: queries.watch, zoneOf }) }
  const nudges = createOutcomeNudges({ db, asked, clock, ids, quick, mailDomain: MAIL_FROM.split('@').at(-1) ?? 'touhai.invalid', sendJob: (mailId) => mailJobOf('outcome_nudge').request({ mailId }) })
  return {
    features: { outcomes },
    mails: createOutcomeNudgeMails({ db, asked, now, baseUrl }),
    jobHandlers: nudges.jobHandlers,
    scheduleNudges: nudges.schedule,
    endpoints: createOutcomesApi(outcomes),
  }
}
