import { z } from 'zod'

import { translator } from '#server/i18n/server-messages.ts'
import { errorLabel } from '#server/jobs/failure.ts'
import { enqueue } from '#server/jobs/outbox.ts'
import { defineJob, GiveUp, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Database } from '#server/platform/db.ts'
import type { RobotPost } from '#server/platform/robot-post.ts'

import { findRobot, markMessage, takeNext } from './store.ts'

/** Lets a robot say what waits for it. */
export const robotJob = defineJob('robots:say', z.strictObject({ robotId: z.string() }), { most: 2 })

type Parts = { db: Database; now: () => number; post: RobotPost; open: (sealed: string) => string | null }

const mostTries = 8

/** One message a run, within the product's limits; what is left over gets a run of its own. A message that wasn't acknowledged may come twice. */
export function createRobotJobs({ db, now, post, open }: Parts): JobHandler[] {
  return [
    handle(robotJob, async ({ robotId }, { finish, postpone }) => {
      const robot = db.read((sql) => findRobot(sql, robotId))
      if (robot === null || !robot.isOn) return
      const t = translator(robot.locale)
      const taken = await db.write((sql) => takeNext(sql, robot, now(), (count) => t('mailing:robots.say.more', { count })))
      if (taken.kind === 'none') return
      if (taken.kind === 'wait') return postpone(async () => taken.until)
      const note = (state: 'sent' | 'queued' | 'failed', error: string): Promise<number> => db.write((sql) => markMessage(sql, taken.messageId, { state, error, sentAt: state === 'sent' ? now() : null }))
      const isLast = taken.attempts >= mostTries
      const [address, secret] = [open(robot.address), robot.secret === '' ? '' : open(robot.secret)]
      if (address === null || secret === null) {
        await note('failed', 'robot.sealed')
        throw new GiveUp('robot.sealed')
      }
      try {
        const answer = await post({ product: robot.product, address, secret, text: taken.text, nowMs: now() })
        if (answer.kind === 'ok') await note('sent', '')
        else if (answer.kind === 'refused' || isLast) await note('failed', answer.code)
        else {
          await note('queued', answer.code)
          if (answer.kind === 'away') throw Object.assign(new Error(), { code: answer.code })
        }
      } catch (error) {
        await note(isLast ? 'failed' : 'queued', errorLabel(error))
        if (!isLast) throw error
      }
      // Also after one that was refused: a keyword that one text lacks holds up no other.
      await finish(async (tx) => {
        if (taken.more || (await tx.robotMessage.count({ where: { robotId, state: 'queued' } })) > 0) await enqueue(tx, robotJob.request({ robotId }, { runAt: now() }))
      })
    }),
  ]
}
