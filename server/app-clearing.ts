import type { Ground } from '#server/app.ts'
import { onlyWithPitches } from '#server/app-lines.ts'
import type { createTimetable } from '#server/app-meetings.ts'
import { isHiddenFrom } from '#server/domain/matchmaking/match-view.ts'
import { tellRequests } from '#server/features/agenda/socket.ts'
import { createClearingApi } from '#server/features/clearing/api.ts'
import { createClearingCommands } from '#server/features/clearing/commands.ts'
import { createClearingJobs } from '#server/features/clearing/jobs.ts'
import { createClearingQueries, type HiddenIn } from '#server/features/clearing/queries.ts'
import { diary } from '#server/features/diary/store.ts'
import type { createMatchIndex } from '#server/features/match-index/queries.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import { openKey } from '#server/features/requests/store.ts'
import { drafts } from '#server/features/timetable/store.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import type { JobHandler } from '#server/jobs/registry.ts'

/** What clearing gets from the rest of the application. */
export type ClearingParts = { timetable: Pick<ReturnType<typeof createTimetable>, 'compute' | 'whenComputed' | 'release'>; matchIndex: ReturnType<typeof createMatchIndex> }

/** Interest into meetings after the last pitch. */
export function createClearingSide({ db, clock, quick }: Ground, { timetable, matchIndex }: ClearingParts) {
  const hiddenIn: HiddenIn = (eventId) => {
    const entries = matchIndex.of(eventId)?.entries
    return (viewerId, otherId) => {
      const [viewer, other] = [entries?.get(viewerId), entries?.get(otherId)]
      return viewer !== undefined && other !== undefined && isHiddenFrom(viewer.prepared, other.prepared)
    }
  }
  const clearing = onlyWithPitches(db, { ...createClearingQueries({ db, now: () => clock.now(), hiddenIn }), ...createClearingCommands({ quick, diary, hiddenIn }) })
  const { compute, whenComputed, release } = timetable
  const jobHandlers: JobHandler[] = createClearingJobs({ quick, db, now: () => clock.now(), diary, findDraft: drafts.findDraft, compute, whenComputed, release, tellRequests: (held, requestIds) => tellRequests(held, requestIds, 'changed'), openKeyOf: openKey })
  const mails: MailTemplates = {}
  const endpoints: Endpoint[] = createClearingApi(clearing)
  return { features: { clearing }, mails, jobHandlers, endpoints }
}
