import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { AudienceRules } from '#server/domain/audience/questions.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { AudienceSnapshot, ModerationSnapshot, PollCard } from '#server/protocol/audience.ts'
import { audienceRoom, moderationRoom } from '#server/protocol/rooms.ts'

import { findHall, listCards, ownPart, readRules, votesOf, type Hall } from './store.ts'

/** What `polls` lends: the polls of a stage, and the reader's own votes in them. */
export type PollReading = {
  listPolls(sql: SyncSql, stageId: string, withDrafts: boolean): PollCard[]
  ownBallots(sql: SyncSql, stageId: string, personId: string): AudienceSnapshot['mine']['ballots']
}

type Parts = { db: Database; polls: PollReading }
export type Numbered<T> = { seq: number; snapshot: T }
export type HallName = { stageId: string; nameZh: string; nameEn: string }

/** Questions and polls of a stage as their readers may see them: reads only. */
export function createQuestionsQueries({ db, polls }: Parts) {
  function mayFollow(actor: Actor, hall: Hall): boolean {
    const own = delegationAt(actor, hall.eventId as EventId)
    return can(actor, 'audience:follow', { eventId: hall.eventId as EventId, delegationIds: own === null ? [] : [own.delegationId] })
  }
  const refused = (actor: Actor) => err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
  const head = (sql: SyncSql, room: string): number => sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, room)?.seq ?? 0

  return {
    mayFollow(actor: Actor, stageId: string): boolean {
      const hall = db.read((sql) => findHall(sql, stageId))
      return hall !== null && mayFollow(actor, hall)
    },

    mayModerate(actor: Actor, stageId: string): boolean {
      const hall = db.read((sql) => findHall(sql, stageId))
      return hall !== null && can(actor, 'audience:moderate', { eventId: hall.eventId as EventId })
    },

    /** What somebody in the hall sees, with the number of the last fact that is in it. */
    async snapshot(actor: Actor, stageId: string): Promise<Result<Numbered<AudienceSnapshot>>> {
      return db.read((sql) => {
        const hall = findHall(sql, stageId)
        if (hall === null) return err('record.not_found')
        if (!mayFollow(actor, hall)) return refused(actor)
        const mine = actor.kind === 'person' ? { ...ownPart(sql, stageId, actor.personId), ballots: polls.ownBallots(sql, stageId, actor.personId) } : { asked: [], upVoted: [], ballots: [] }
        const { rules } = readRules(sql, hall.eventId)
        return ok({ seq: head(sql, audienceRoom(stageId)), snapshot: { stageId, rules, questions: listCards(sql, stageId, false), polls: polls.listPolls(sql, stageId, false), mine } })
      })
    },

    /** What moderators work from: everything, with what waits and what was hidden. Names of those who asked without one aren't in it. */
    async moderation(actor: Actor, stageId: string): Promise<Result<Numbered<ModerationSnapshot>>> {
      return db.read((sql) => {
        const hall = findHall(sql, stageId)
        if (hall === null) return err('record.not_found')
        if (!can(actor, 'audience:moderate', { eventId: hall.eventId as EventId })) return refused(actor)
        return ok({ seq: head(sql, moderationRoom(stageId)), snapshot: { stageId, rules: readRules(sql, hall.eventId).rules, questions: listCards(sql, stageId, true), polls: polls.listPolls(sql, stageId, true) } })
      })
    },

    /** The event's stages, in their order, for those who take part. */
    async listHalls(actor: Actor, eventId: string): Promise<Result<HallName[]>> {
      const own = delegationAt(actor, eventId as EventId)
      if (!can(actor, 'audience:follow', { eventId: eventId as EventId, delegationIds: own === null ? [] : [own.delegationId] })) return refused(actor)
      return ok(db.read((sql) => sql.all<HallName>(`SELECT "id" AS "stageId", "nameZh", "nameEn" FROM "Stage" WHERE "eventId" = ? ORDER BY "position", "id"`, eventId)))
    },

    /** The rules of an event with their version. */
    async rules(actor: Actor, eventId: string): Promise<Result<{ rules: AudienceRules; version: number }>> {
      if (!can(actor, 'audience:moderate', { eventId: eventId as EventId })) return refused(actor)
      return ok(db.read((sql) => readRules(sql, eventId)))
    },
  }
}

/** How a stage's questions stand in votes, told to hall and moderators in one fact each. Runs after the votes were saved. */
export function tellCounts(quick: RunQuickWork) {
  return (stageId: string, questionIds: readonly string[]): Promise<Result<undefined>> =>
    quick({ kind: 'system' }, (held) => {
      const counts = questionIds.map((questionId) => ({ questionId, votes: votesOf(held.sql, questionId) }))
      held.fact(audienceRoom(stageId), 'question:counted', { counts })
      held.fact(moderationRoom(stageId), 'question:counted', { counts })
      return ok()
    })
}
