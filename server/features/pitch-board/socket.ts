import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { PitchFacts } from '#server/features/pitch-facts/store.ts'
import type { appearanceOf } from '#server/features/programme/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { OwnPitch, PitchingSnapshot } from '#server/protocol/pitching.ts'
import { agendaRoom, deskRoom, pitchingRoom, pitchRoom } from '#server/protocol/rooms.ts'
import type { RoomKind } from '#server/realtime/rooms.ts'

import { findTechCard, ownPitch, sessionCard, slotCards } from './store.ts'

type AppearanceOf = typeof appearanceOf

/** Tells people's own days that they appear in an item of the programme, or no longer do. */
export const createTellAppearance = (appearanceOf: AppearanceOf) => (held: QuickWork, eventId: string, itemId: string, personIds: readonly string[]): void => {
  for (const personId of personIds) {
    const appearance = appearanceOf(held.sql, eventId, itemId, personId)
    if (appearance === null) held.fact(agendaRoom(eventId, personId), 'appearance:cancelled', { itemId })
    else held.fact(agendaRoom(eventId, personId), 'appearance:changed', { appearance })
  }
}

/** Tells founders and organizers what changed; each fact carries all that a screen needs. */
export function createPitchNews(parts: { diary: Diary; facts: PitchFacts }) {
  const { facts } = parts
  return {
    /** Slots have another owner, or other rules. */
    tellSlots(held: QuickWork, eventId: string, itemIds: readonly string[]): void {
      if (itemIds.length === 0) return
      const slots = facts.findSlots(held.sql, itemIds)
      const sessions = [...new Set(slots.map((slot) => slot.sessionId))].flatMap((id) => facts.findPitchSession(held.sql, id) ?? [])
      const cards = slotCards(held.sql, slots, sessions, held.now)
      for (const slot of cards) held.fact(pitchingRoom(eventId), 'slot:changed', { slot })
      for (const itemId of itemIds) if (!cards.some((card) => card.itemId === itemId)) held.fact(pitchingRoom(eventId), 'slot:gone', { itemId })
    },

    /** Rules, line or clearing of a session. */
    tellSession(held: QuickWork, eventId: string, sessionId: string): void {
      const session = facts.findPitchSession(held.sql, sessionId)
      if (session !== null) held.fact(pitchingRoom(eventId), 'pitch_session:changed', { session: sessionCard(held.sql, session) })
    },

    tellTech(held: QuickWork, eventId: string, techSlotId: string): void {
      const slot = findTechCard(held.sql, techSlotId)
      if (slot === null) held.fact(pitchingRoom(eventId), 'tech_check:gone', { id: techSlotId })
      else held.fact(pitchingRoom(eventId), 'tech_check:changed', { slot })
    },

    /** What concerns delegations alone; the desk hears that there is something new. */
    tellOwn(held: QuickWork, eventId: string, delegationIds: readonly string[]): void {
      const event = facts.findPitchEvent(held.sql, eventId)
      if (event === null) return
      for (const delegationId of new Set(delegationIds)) {
        const own = ownPitch(held.sql, parts, event, delegationId, held.now)
        if (own === null) continue
        held.fact(pitchRoom(eventId, delegationId), 'pitch:changed', { own })
        held.fact(deskRoom(eventId), 'pitcher:changed', { delegationId })
      }
    },
  }
}

export type PitchNews = ReturnType<typeof createPitchNews>

type Rooms = {
  board(actor: Actor, eventId: string): Promise<Result<{ snapshot: PitchingSnapshot }>>
  own(actor: Actor, eventId: string, delegationId?: string): Promise<Result<{ snapshot: OwnPitch }>>
}

/** The rooms `pitching:<event>` (founders, organizers, crew) and `pitch:<event>:<delegation>` (its people, organizers). */
export function createPitchRooms(rooms: Rooms): { pitching: RoomKind; pitch: RoomKind } {
  return {
    pitching: {
      mayJoin: async (actor, address) => address.kind === 'pitching' && (await rooms.board(actor, address.eventId)).ok,
      async snapshot(actor, address) {
        const found = address.kind === 'pitching' ? await rooms.board(actor, address.eventId) : null
        return found?.ok ? found.value.snapshot : null
      },
    },
    pitch: {
      mayJoin: async (actor, address) => address.kind === 'pitch' && (await rooms.own(actor, address.eventId, address.delegationId)).ok,
      async snapshot(actor, address) {
        const found = address.kind === 'pitch' ? await rooms.own(actor, address.eventId, address.delegationId) : null
        return found?.ok ? found.value.snapshot : null
      },
    },
  }
}
