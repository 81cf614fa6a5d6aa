import { z } from 'zod'

import { system } from '#server/domain/access/actor.ts'
import { dayToRemind } from '#server/domain/messages/reminders.ts'
import { ok } from '#server/domain/shared/result.ts'
import { instantFromWall, shiftDay } from '#server/domain/shared/time.ts'
import { endless } from '#server/jobs/failure.ts'
import { enqueue, type JobOrigin, type JobRequest } from '#server/jobs/outbox.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'

import { eventsAhead, insertReminder, peopleMeeting } from './store.ts'

export const reminderJob = defineJob('reminders:look', z.strictObject({}), { patience: endless })

type Parts = { db: Database; clock: Clock; ids: Ids; quick: RunQuickWork; mailDomain: string; sendJob: (mailId: string) => JobRequest }

const hourMs = 3_600_000
/** One look an hour and no more, however many servers there are: the hour is its key. */
const lookAt = (at: number): JobRequest => reminderJob.request({}, { runAt: at, dedupeKey: `reminders:look:${Math.floor(at / hourMs)}` })

/** The evening before, everybody who meets somebody the next day is told with whom and when; once, whatever runs twice. */
export function createReminders({ db, clock, ids, quick, mailDomain, sendJob }: Parts) {
  const origin = (): JobOrigin => ({ now: clock.now(), newId: () => ids.newId() })

  async function remindOf(event: { id: string; zone: string }, day: string): Promise<void> {
    // Where clocks go forward at midnight, the day begins an hour later.
    const [from, to] = [day, shiftDay(day, 1)].map((one) => instantFromWall(`${one}T00:00`, event.zone) ?? instantFromWall(`${one}T01:00`, event.zone))
    if (from == null || to == null) return
    await quick(system, (held) => {
      for (const person of peopleMeeting(held.sql, event.id, from, to)) {
        const id = held.newId()
        if (insertReminder(held.sql, { id, eventId: event.id, day, to: person, mailDomain, now: held.now })) held.job(sendJob(id))
      }
      return ok()
    })
  }

  const jobHandlers: JobHandler[] = [
    handle(reminderJob, async (_payload, { finish }) => {
      const now = clock.now()
      for (const event of db.read((sql) => eventsAhead(sql, now))) {
        const day = dayToRemind(now, event.zone)
        if (day !== null) await remindOf(event, day)
      }
      await finish((tx) => enqueue(tx, lookAt(now + hourMs), origin()))
    }),
  ]
  return {
    jobHandlers,
    /** At start: asks for this hour's look; asked for already, nothing changes. */
    schedule: (): Promise<void> => db.transaction((tx) => enqueue(tx, lookAt(clock.now()), origin())),
  }
}
