import { system } from '#server/domain/access/actor.ts'
import type { RobotFact } from '#server/domain/messages/robots.ts'
import { ok } from '#server/domain/shared/result.ts'
import { clockRange, dayLabel } from '#server/domain/shared/time.ts'
import type { RobotRow } from '#server/features/robots/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

import { findEventOfStage, findNamed, findPair, type Named } from './store.ts'

type Robots = { listRobots(sql: SyncSql, eventId: string): RobotRow[]; insertMessage(sql: SyncSql, of: { id: string; robotId: string; fact: string; text: string; now: number }): void }
type Parts = { db: Database; quick: RunQuickWork; robots: Robots; sayJob: (robotId: string) => JobRequest }
/** One piece of news: which event, of which kind, and how it is said in a language. */
type News = { eventId: string; fact: RobotFact; say: (locale: Locale, event: Named) => string }

/** A stage is late from so many minutes on, and worth saying again after as many more. */
const lateStep = 5

/** Hears what everybody hears, and passes on what the robots of the event are to say. */
export function createRobotNews({ db, quick, robots, sayJob }: Parts) {
  const lateBy = new Map<string, number>()

  /** Null: nothing to say, or nothing new. */
  function stageNews(stageId: string, fact: Extract<Fact, { name: 'stage:changed' }>): News | null {
    const { head, lines } = fact.payload.patch
    const line = lines.find((one) => one.id === head.current?.lineId && one.startedAt !== null)
    if (head.isRehearsal || line === undefined || line.startedAt === null) return null
    const minutes = Math.max(0, Math.floor((line.startedAt - line.plannedAt) / 60_000))
    const said = lateBy.get(stageId) ?? 0
    const isLate = minutes >= lateStep && Math.abs(minutes - said) >= lateStep
    if (!isLate && !(said > 0 && minutes === 0)) return null
    const stage = db.read((sql) => findEventOfStage(sql, stageId))
    if (stage === null) return null
    lateBy.set(stageId, minutes)
    const words = (locale: Locale, event: Named) => ({ event: pickText(locale, event.nameZh, event.nameEn), stage: pickText(locale, stage.nameZh, stage.nameEn), count: minutes })
    return { eventId: stage.eventId, fact: 'stage', say: (locale, event) => translator(locale)(minutes === 0 ? 'mailing:robots.say.onTime' : 'mailing:robots.say.late', words(locale, event)) }
  }

  function meetingNews(eventId: string, { meeting }: Extract<Fact, { name: 'board:changed' }>['payload']): News | null {
    const pair = db.read((sql) => findPair(sql, meeting.id))
    if (pair === null || (meeting.state === 'scheduled' && pair.sequence === 0)) return null
    const say = (locale: Locale, event: Named): string => translator(locale)(`mailing:robots.say.${meeting.state === 'cancelled' ? 'cancelled' : 'moved'}`, {
      event: pickText(locale, event.nameZh, event.nameEn), a: pickText(locale, pair.aZh, pair.aEn), b: pickText(locale, pair.bZh, pair.bEn),
      when: `${dayLabel(meeting.startsAt, event.zone, locale)} ${clockRange(meeting.startsAt, meeting.endsAt, event.zone)}`,
    })
    return { eventId, fact: 'meetings', say }
  }

  const plain = (eventId: string, fact: RobotFact, say: (locale: Locale, name: string) => string): News => ({ eventId, fact, say: (locale, event) => say(locale, pickText(locale, event.nameZh, event.nameEn)) })

  /** A release moves many at once and is one piece of news. */
  function newsOf(fact: Fact, isRelease: boolean): News | null {
    const [kind = '', id = ''] = fact.room.split(':')
    if (fact.name === 'stage:changed' && kind === 'stage') return stageNews(id, fact)
    if (fact.name === 'board:changed' && kind === 'desk') return isRelease ? null : meetingNews(id, fact.payload)
    if (kind !== 'event') return null
    if (fact.name === 'release:published') return plain(id, 'timetable', (locale, event) => translator(locale)('mailing:robots.say.timetable', { event, name: fact.payload.name }))
    if (fact.name === 'programme:released') return plain(id, 'programme', (locale, event) => translator(locale)('mailing:robots.say.programme', { event, name: fact.payload.name }))
    if (fact.name === 'phase:changed') return plain(id, 'phase', (locale, event) => translator(locale)('mailing:robots.say.phase', { event, phase: translator(locale)(`events:phases.${fact.payload.phase}.name`) }))
    if (fact.name === 'clearing:changed') return plain(id, 'clearing', (locale, event) => translator(locale)('mailing:robots.say.clearing', { event }))
    return null
  }

  return async (facts: readonly Fact[]): Promise<void> => {
    const isRelease = facts.some((fact) => fact.name === 'release:published')
    const news = facts.flatMap((fact) => newsOf(fact, isRelease) ?? [])
    const isHeard = db.read((sql) => news.some((one) => robots.listRobots(sql, one.eventId).some((robot) => robot.isOn && robot.facts.includes(one.fact))))
    if (!isHeard) return
    await quick(system, (held) => {
      for (const one of news) {
        const listening = robots.listRobots(held.sql, one.eventId).filter((robot) => robot.isOn && robot.facts.includes(one.fact))
        const event = listening.length === 0 ? null : findNamed(held.sql, one.eventId)
        if (event === null) continue
        for (const robot of listening) {
          robots.insertMessage(held.sql, { id: held.newId(), robotId: robot.id, fact: one.fact, text: one.say(robot.locale, event), now: held.now })
          held.job(sayJob(robot.id))
        }
      }
      return ok()
    })
  }
}
