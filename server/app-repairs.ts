import type { Ground } from '#server/app.ts'
import { createAbsencesApi } from '#server/features/absences/api.ts'
import { createAbsenceCommands } from '#server/features/absences/commands.ts'
import { createAbsenceQueries } from '#server/features/absences/queries.ts'
import { agendaNews } from '#server/features/agenda/socket.ts'
import { diary } from '#server/features/diary/store.ts'
import type { createMatchIndex } from '#server/features/match-index/queries.ts'
import { booking } from '#server/features/meetings/store.ts'
import { occupancy } from '#server/features/occupancy/store.ts'
import { createRepairTaking } from '#server/features/repair-taking/commands.ts'
import { createRepairsApi } from '#server/features/repairs/api.ts'
import { createRepairCommands } from '#server/features/repairs/commands.ts'
import { createRepairQueries } from '#server/features/repairs/queries.ts'
import * as repairStore from '#server/features/repairs/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import { timetableFacts } from '#server/features/timetable-facts/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import { startRepair } from '#server/platform/repairer.ts'

/** What repairs get from the rest of the application. */
export type RepairParts = {
  matchIndex: ReturnType<typeof createMatchIndex>
  tellByMail: TellByMail
  tellPromoted(held: QuickWork, eventId: string, requestIds: readonly string[]): void
}

const improveMs = 2000

/** Mending the timetable on the day. */
export function createRepairSide({ db, clock, ids, logger, quick }: Ground, { matchIndex, tellByMail, tellPromoted }: RepairParts) {
  const scoreOf = async (eventId: string) => (await matchIndex.of(eventId)?.table())?.totalOf ?? (() => -1)
  const { apply } = createRepairTaking({ diary, facts: timetableFacts, booking, placing: { occupancy, diary }, store: repairStore, news: agendaNews, tellByMail, tellPromoted })
  const repairs = {
    ...createRepairQueries({ db, facts: timetableFacts }),
    ...createRepairCommands({ quick, db, now: () => clock.now(), newId: ids.newId, logger, diary, facts: timetableFacts, scoreOf, startRepair, apply, improveMs }),
  }
  const absences = {
    ...createAbsenceQueries({ db, now: () => clock.now(), diary, personResource: occupancy.personResource }),
    ...createAbsenceCommands({ quick, diary, occupancy, repairs: repairStore }),
  }
  return { features: { repairs, absences }, endpoints: [...createRepairsApi(repairs), ...createAbsencesApi(absences)] }
}
