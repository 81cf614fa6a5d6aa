import { z } from 'zod'

import type { RobotFact } from '#server/domain/messages/robots.ts'
import { clockRange, dayLabel } from '#server/domain/shared/time.ts'
import type { RobotRow } from '#server/features/robots/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { enqueue, type JobRequest } from '#server/jobs/outbox.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findEventOfStage, findNamed, findPair, lastMinutes, nameOfRelease, stageAbout } from './store.ts'

const instant = z.number().int()
const eventId = z.string()
const heard = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stage'), eventId, stageId: z.string(), minutes: z.number().int() }),
  z.strictObject({ kind: z.literal('meeting'), eventId, meetingId: z.string(), state: z.string(), startsAt: instant, endsAt: instant }),
  z.strictObject({ kind: z.literal('timetable'), eventId, number: z.number().int() }),
  z.strictObject({ kind: z.literal('programme'), eventId, number: z.number().int() }),
  z.strictObject({ kind: z.literal('phase'), eventId, phase: z.string() }),
  z.strictObject({ kind: z.literal('clearing'), eventId }),
])
/** One piece of news: ids, codes and instants. Names are read when it is said. */
export type Heard = z.infer<typeof heard>

/** News of one change, `at` in ms. */
export const robotNewsJob = defineJob('robots:hear', z.strictObject({ at: instant, news: z.array(heard) }))

export const factOf = ({ kind }: Heard): RobotFact => (kind === 'meeting' ? 'meetings' : kind)

/** A stage is late from so many minutes on, and worth saying again after as many more. */
const lateStep = 5

/** Whether a stage's lateness is news for somebody who last heard of `said` minutes. */
export const isStageNews = (minutes: number, said: number): boolean => (minutes >= lateStep && Math.abs(minutes - said) >= lateStep) || (minutes === 0 && said > 0)

/** What a robot says of what came `at` (ms); null where there is nothing to say. */
export function sentenceOf(sql: SyncSql, { news, at }: { news: Heard; at: number }, locale: Locale): string | null {
  const event = findNamed(sql, news.eventId)
  if (event === null) return null
  const t = translator(locale)
  const name = (one: { nameZh: string; nameEn: string }): string => pickText(locale, one.nameZh, one.nameEn)
  const say = (key: string, values: Record<string, string | number> = {}): string => t(`mailing:robots.say.${key}`, { event: name(event), ...values })
  switch (news.kind) {
    case 'stage': {
      const stage = findEventOfStage(sql, news.stageId)
      return stage === null ? null : say(news.minutes === 0 ? 'onTime' : 'late', { stage: name(stage), count: news.minutes })
    }
    case 'meeting': {
      const pair = findPair(sql, news.meetingId)
      if (pair === null) return null
      // Fixed where it stands, or put at another table, nobody's time has moved.
      if (news.state === 'scheduled' && (pair.sequence === 0 || pair.updatedAt < at || pair.was === news.startsAt)) return null
      const when = `${dayLabel(news.startsAt, event.zone, locale)} ${clockRange(news.startsAt, news.endsAt, event.zone)}`
      return say(news.state === 'cancelled' ? 'cancelled' : 'moved', { a: pickText(locale, pair.aZh, pair.aEn), b: pickText(locale, pair.bZh, pair.bEn), when })
    }
    case 'phase':
      return say('phase', { phase: t(`events:phases.${news.phase}.name`) })
    case 'clearing':
      return say('clearing')
    default:
      return say(news.kind, { name: nameOfRelease(sql, news.kind, news.eventId, news.number) })
  }
}

type Parts = { db: Database; newId: () => string; listRobots: (sql: SyncSql, eventId: string) => RobotRow[]; sayJob: (robotId: string) => JobRequest }
type Message = { robotId: string; fact: RobotFact; about: string; text: string }

/** Writes what each robot is to say; once, whatever crashes. */
export function createRobotNewsJobs({ db, newId, listRobots, sayJob }: Parts): JobHandler[] {
  function messageOf(sql: SyncSql, { news, at }: { news: Heard; at: number }, robot: RobotRow): Message | null {
    if (news.kind === 'stage' && !isStageNews(news.minutes, lastMinutes(sql, robot.id, news.stageId))) return null
    const text = sentenceOf(sql, { news, at }, robot.locale)
    return text === null ? null : { robotId: robot.id, fact: factOf(news), about: news.kind === 'stage' ? stageAbout(news.stageId, news.minutes) : '', text }
  }

  return [
    handle(robotNewsJob, async ({ at, news }, { finish }) => {
      const messages = db.read((sql) => news.flatMap((one) => listRobots(sql, one.eventId).filter((robot) => robot.isOn && robot.facts.includes(factOf(one))).flatMap((robot) => messageOf(sql, { news: one, at }, robot) ?? [])))
      await finish(async (tx) => {
        for (const message of messages) await tx.robotMessage.create({ data: { ...message, id: newId(), createdAt: new Date(at) }, select: { id: true } })
        for (const robotId of new Set(messages.map((one) => one.robotId))) await enqueue(tx, sayJob(robotId))
      })
    }),
  ]
}
