import type { Ground } from '#server/app.ts'
import { createStudiesApi } from '#server/features/studies/api.ts'
import { createStudyCommands } from '#server/features/studies/commands.ts'
import { createStudyQueries } from '#server/features/studies/queries.ts'
import { drafts } from '#server/features/timetable/store.ts'
import { timetableFacts } from '#server/features/timetable-facts/store.ts'
import { startRehearsal } from '#server/platform/rehearsal.ts'
import { startSolve } from '#server/platform/solver.ts'

/** What is worked out about drafts in the background. */
export function createStudySide({ db, clock, ids, logger, publisher, quick }: Ground) {
  const studies = {
    ...createStudyQueries({ db, drafts, facts: timetableFacts }),
    ...createStudyCommands({ quick, db, now: () => clock.now(), newId: ids.newId, logger, drafts, startSolve, startRehearsal, notify: publisher.notify }),
  }
  return { features: { studies }, endpoints: createStudiesApi(studies) }
}
