import { z } from 'zod'

import { system } from '#server/domain/access/actor.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import { nudgeDue, nudgeDays, type NudgeDay } from '#server/domain/followup/nudges.ts'
import { ok } from '#server/domain/shared/result.ts'
import type { OutcomeReader } from '#server/features/outcomes/store.ts'
import { endless } from '#server/jobs/failure.ts'
import { enqueue, type JobOrigin, type JobRequest } from '#server/jobs/outbox.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'

import { eventsEnded, insertNudge, nudgedBefore, nudgeKey, type PastEvent } from './store.ts'

export const nudgeJob = defineJob('outcomes:look', z.strictObject({}), { patience: endless })

type Asked = { readersToAsk(sql: SyncSql, eventId: string, nowMs: number): OutcomeReader[] }
type Parts = { db: Database; asked: Asked; clock: Clock; ids: Ids; quick: RunQuickWork; mailDomain: string; sendJob: (mailId: string) => JobRequest }
type Due = { to: OutcomeReader; days: NudgeDay }

const hourMs = 3_600_000
const dayMs = 24 * hourMs
// A day more on either side than any zone is away, and the days for which a late nudge is still sent.
const soonestMs = (Math.min(...nudgeDays) - 2) * dayMs
const latestMs = (Math.max(...nudgeDays) + 10) * dayMs

/** One look at each full hour and no more, however many servers there are: the hour is its key. */
const lookAt = (at: number): JobRequest => nudgeJob.request({}, { runAt: at, dedupeKey: `outcomes:look:${Math.floor(at / hourMs)}` })
const nextHour = (now: number): number => (Math.floor(now / hourMs) + 1) * hourMs

/** Some mornings after the event, everybody whose side has said nothing of a meeting of hers is asked, once each; whatever runs twice. */
export function createOutcomeNudges({ db, asked, clock, ids, quick, mailDomain, sendJob }: Parts) {
  const origin = (): JobOrigin => ({ now: clock.now(), newId: () => ids.newId() })

  const dueAt = (event: PastEvent, now: number): Due[] =>
    db.read((sql) => asked.readersToAsk(sql, event.id, now).flatMap((to) => {
      const days = nudgeDue(now, event, to.zone ?? event.zone)
      return days === null || nudgedBefore(sql, nudgeKey(event.id, days, to.personId)) ? [] : [{ to, days }]
    }))

  async function ask(event: PastEvent, due: readonly Due[]): Promise<void> {
    await quick(system, (held) => {
      for (const { to, days } of due) {
        const id = held.newId()
        if (insertNudge(held.sql, { id, eventId: event.id, days, to, mailDomain, now: held.now })) held.job(sendJob(id))
      }
      return ok()
    })
  }

  const jobHandlers: JobHandler[] = [
    handle(nudgeJob, async (_payload, { finish }) => {
      const now = clock.now()
      for (const event of db.read((sql) => eventsEnded(sql, now - latestMs, now - soonestMs))) {
        // An event that never went live, or was taken back, has nothing to follow up.
        const due = isOpen('outcome:record', event.phase) ? dueAt(event, now) : []
        if (due.length > 0) await ask(event, due)
      }
      await finish((tx) => enqueue(tx, lookAt(nextHour(now)), origin()))
    }),
  ]
  return {
    jobHandlers,
    /** At start: asks for this hour's look; asked for already, nothing changes. */
    schedule: (): Promise<void> => db.transaction((tx) => enqueue(tx, lookAt(clock.now()), origin())),
  }
}
