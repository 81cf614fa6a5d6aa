import type { RobotFact } from '#server/domain/messages/robots.ts'
import type { RobotRow } from '#server/features/robots/store.ts'
import type { Alongside, PendingFact } from '#server/jobs/following.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { FactPayload } from '#server/protocol/server-to-client.ts'

import { factOf, robotNewsJob, type Heard } from './jobs.ts'
import { findEventOfStage } from './store.ts'

type Parts = { db: Database; listRobots: (sql: SyncSql, eventId: string) => RobotRow[] }

/**
 * Hears what everybody will hear, inside the transaction that makes it so: what robots are to say of it is written down
 * with it or not at all.
 */
export function createRobotEars({ db, listRobots }: Parts): Alongside {
  /** An item has begun; whether that is news is seen when it is said. */
  function stageNews(stageId: string, { patch: { head, lines } }: FactPayload<'stage:changed'>): Heard | null {
    const line = lines.find((one) => one.id === head.current?.lineId)
    if (head.isRehearsal || line === undefined || line.startedAt === null) return null
    const stage = db.read((sql) => findEventOfStage(sql, stageId))
    return stage === null ? null : { kind: 'stage', eventId: stage.eventId, stageId, minutes: Math.max(0, Math.floor((line.startedAt - line.plannedAt) / 60_000)) }
  }

  /** A release moves many at once and is one piece of news. */
  function newsOf({ room, name, payload }: PendingFact, isRelease: boolean): Heard | null {
    const [kind = '', id = ''] = room.split(':')
    if (name === 'stage:changed' && kind === 'stage') return stageNews(id, payload as FactPayload<'stage:changed'>)
    if (name === 'board:changed' && kind === 'desk') {
      const { meeting: { id: meetingId, state, startsAt, endsAt } } = payload as FactPayload<'board:changed'>
      return isRelease ? null : { kind: 'meeting', eventId: id, meetingId, state, startsAt, endsAt }
    }
    if (kind !== 'event') return null
    if (name === 'release:published') return { kind: 'timetable', eventId: id, number: (payload as FactPayload<'release:published'>).number }
    if (name === 'programme:released') return { kind: 'programme', eventId: id, number: (payload as FactPayload<'programme:released'>).number }
    if (name === 'phase:changed') return { kind: 'phase', eventId: id, phase: (payload as FactPayload<'phase:changed'>).phase }
    return name === 'clearing:changed' ? { kind: 'clearing', eventId: id } : null
  }

  return (facts, now) => {
    const isRelease = facts.some((fact) => fact.name === 'release:published')
    const heard = facts.flatMap((fact) => newsOf(fact, isRelease) ?? [])
    if (heard.length === 0) return []
    const listening = (eventId: string): Set<RobotFact> => new Set(db.read((sql) => listRobots(sql, eventId)).filter((robot) => robot.isOn).flatMap((robot) => robot.facts))
    const wanted = new Map([...new Set(heard.map((one) => one.eventId))].map((eventId) => [eventId, listening(eventId)]))
    const news = heard.filter((one) => wanted.get(one.eventId)?.has(factOf(one)))
    return news.length === 0 ? [] : [robotNewsJob.request({ at: now, news })]
  }
}
