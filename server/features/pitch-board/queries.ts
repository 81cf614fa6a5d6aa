import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { nearestSlots, presenterTicks } from '#server/domain/pitching/claims.ts'
import { whyNotBook, whyNotSlot, type PitchReason } from '#server/domain/pitching/may-book.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { PitchCase, PitchFacts, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { OwnPitch, PitchingSnapshot } from '#server/protocol/pitching.ts'
import { pitchingRoom, pitchRoom } from '#server/protocol/rooms.ts'

import { listTechCards, ownPitch, sessionCard, slotCards } from './store.ts'

type Named = { id: string; nameZh: string; nameEn: string }

export type FreeSlotsFor = (sql: SyncSql, about: PitchCase, personIds: readonly string[], wantedMs: number, most: number) => PitchSlot[]

type Parts = { db: Database; diary: Diary; facts: PitchFacts; freeSlotsFor: FreeSlotsFor; now: () => number }

/** So many slots on either side of the wanted time are looked at first; all of them only where these are not enough. */
const nearby = 24

/** Open slots that a delegation can really have, with everybody who presents free, nearest to a time first. */
export function createFreeSlotsFor(facts: PitchFacts): FreeSlotsFor {
  function fitting(sql: SyncSql, { event, session, facts: own }: PitchCase, people: readonly string[], open: readonly PitchSlot[]): PitchSlot[] {
    const allowed = open.filter((slot) => whyNotSlot(own, slot) === null).map((slot) => ({ slot, ticks: presenterTicks(slot, session.rules, event.bufferMinutes) }))
    const ticks = allowed.flatMap((one) => one.ticks)
    if (ticks.length === 0) return []
    const busy = facts.busyTicks(sql, people, { from: Math.min(...ticks), to: Math.max(...ticks) + 1 })
    return allowed.filter((one) => one.ticks.every((tick) => people.every((id) => !busy.get(id)?.has(tick)))).map((one) => one.slot)
  }

  return (sql, about, personIds, wantedMs, most) => {
    const people = personIds.length > 0 ? personIds : about.party.people.slice(0, 1).map((one) => one.personId)
    const near = nearestSlots(fitting(sql, about, people, facts.listOpenSlotsNear(sql, about.session.id, wantedMs, nearby)), wantedMs, most)
    return near.length >= most ? near : nearestSlots(fitting(sql, about, people, facts.listOpenSlots(sql, about.session.id)), wantedMs, most)
  }
}

/** The pitch slots as founders and organizers read them. */
export function createPitchBoardQueries({ db, diary, facts, freeSlotsFor, now }: Parts) {
  const seqOf = (sql: SyncSql, room: string): number => sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, room)?.seq ?? 0
  const at = (eventId: string) => ({ eventId: eventId as EventId })

  return {
    /** Every slot of an event and how each session gives its slots away, with the `seq` of the room. */
    async board(actor: Actor, eventId: string): Promise<Result<{ snapshot: PitchingSnapshot; seq: number }>> {
      if (!can(actor, 'pitch:view', at(eventId))) return err('record.not_found')
      return db.read((sql) => {
        const event = facts.findPitchEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const sessions = facts.listPitchSessions(sql, eventId)
        const stages = sql.all<Named>(`SELECT "id", "nameZh", "nameEn" FROM "Stage" WHERE "eventId" = ? ORDER BY "position", "id"`, eventId)
        const snapshot = {
          eventId, zone: event.zone, stages,
          sessions: sessions.map((session) => sessionCard(sql, session)),
          slots: slotCards(sql, facts.listSlots(sql, eventId), sessions, now()),
          techSlots: listTechCards(sql, eventId),
        }
        return ok({ snapshot, seq: seqOf(sql, pitchingRoom(eventId)) })
      })
    },

    /** The own pitch, or a delegation's for the organizer. */
    async own(actor: Actor, eventId: string, delegationId?: string): Promise<Result<{ snapshot: OwnPitch; seq: number }>> {
      const whose = delegationId ?? delegationAt(actor, eventId as EventId)?.delegationId
      if (whose === undefined) return err('record.not_found')
      if (!can(actor, 'pitch:book', { ...at(eventId), delegationIds: [whose as DelegationId] }) && !can(actor, 'pitch:run', at(eventId))) return err('record.not_found')
      return db.read((sql) => {
        const event = facts.findPitchEvent(sql, eventId)
        const own = event === null ? null : ownPitch(sql, { diary, facts }, event, whose, now())
        return own === null ? err('record.not_found') : ok({ snapshot: own, seq: seqOf(sql, pitchRoom(eventId, whose)) })
      })
    },

    /** Why a slot can't be booked by the own delegation, everything at once; [] where it can. With three slots that could. */
    async whyNot(actor: Actor, eventId: string, itemId: string): Promise<Result<{ reasons: PitchReason[]; alternatives: { itemId: string; startsAt: number; endsAt: number }[] }>> {
      const own = delegationAt(actor, eventId as EventId)
      if (own === null || actor.kind !== 'person') return err('auth.forbidden')
      return db.read((sql) => {
        const slot = facts.findSlot(sql, itemId)
        const about = slot === null || slot.eventId !== eventId ? null : facts.openCase(sql, diary, { sessionId: slot.sessionId, delegationId: own.delegationId, nowMs: now() })
        if (slot === null || about === null) return err('record.not_found')
        const forSlot = whyNotSlot(about.facts, slot)
        const isTaken = slot.state !== null && slot.delegationId !== own.delegationId
        const reasons = [...whyNotBook(about.facts), ...(forSlot === null ? [] : [forSlot]), ...(isTaken ? [{ code: 'pitch.slot_taken' as const, params: {} }] : [])]
        const alternatives = freeSlotsFor(sql, about, [actor.personId], slot.startsAtMs, 3).map((one) => ({ itemId: one.itemId, startsAt: one.startsAtMs, endsAt: one.endsAtMs }))
        return ok({ reasons, alternatives })
      })
    },
  }
}
