import { presenterTicks } from '#server/domain/pitching/claims.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Party } from '#server/features/diary/store.ts'
import type { Occupancy } from '#server/features/occupancy/store.ts'
import type { PitchEvent, PitchSession, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'

export type BookingOrigin = 'booked' | 'offered' | 'ranked' | 'assigned' | 'swapped' | 'moved'

export type Taking = {
  event: PitchEvent
  session: PitchSession
  slot: PitchSlot
  party: Party
  personIds: readonly string[]
  origin: BookingOrigin
  bookedById: string | null
  /** The delegation's place in the session, where it is known: that of the slot it gives up. */
  place?: number
}

export const pitchOwner = (itemId: string): string => `pitch:${itemId}`

type Parts = {
  occupancy: Occupancy
  /** Tells people's own days that they appear in an item, or no longer do. */
  tellAppearance(held: QuickWork, eventId: string, itemId: string, personIds: readonly string[]): void
}

/** Writes a slot's owner down. The unique keys of PitchBooking decide who gets it: nothing is looked up first. */
function insert({ sql, now }: QuickWork, taking: Taking, state: 'booked' | 'offered'): Result<undefined> {
  const { event, session, slot, party, personIds, origin, bookedById } = taking
  const place = taking.place ?? freePlace(sql, session, party.delegationId)
  const written = sql.run(
    `INSERT INTO "PitchBooking" ("itemId", "eventId", "sessionId", "delegationId", "place", "state", "origin", "personIds", "bookedById", "bookedAt", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`,
    slot.itemId, event.id, session.id, party.delegationId, place, state, origin, JSON.stringify(personIds), bookedById, now,
  )
  if (written === 1) return ok()
  const owner = sql.get(`SELECT "itemId" FROM "PitchBooking" WHERE "itemId" = ?`, slot.itemId)
  return owner === undefined ? err('pitch.limit_reached', { params: { max: session.rules.perDelegation } }) : err('pitch.slot_taken')
}

/** The lowest place that the delegation doesn't use; the last where it uses all, for the index to refuse. */
function freePlace(sql: QuickWork['sql'], session: PitchSession, delegationId: string): number {
  const most = Math.max(1, session.rules.perDelegation)
  if (most === 1) return 1
  const used = new Set(sql.all<{ place: number }>(`SELECT "place" FROM "PitchBooking" WHERE "sessionId" = ? AND "delegationId" = ?`, session.id, delegationId).map((row) => row.place))
  return Array.from({ length: most }, (_, at) => at + 1).find((place) => !used.has(place)) ?? most
}

export function createSlotStore({ occupancy, tellAppearance }: Parts) {
  /** Takes the people's time and says in the programme who pitches. */
  function settle(held: QuickWork, { event, session, slot, party, personIds, bookedById }: Taking): Result<undefined> {
    const { sql, now } = held
    const ticks = presenterTicks(slot, session.rules, event.bufferMinutes)
    const clashes = occupancy.take(sql, pitchOwner(slot.itemId), personIds.map((id) => ({ resource: occupancy.personResource(id), ticks })))
    if (clashes.length > 0) return err('pitch.people_busy')
    sql.run(`UPDATE "ProgrammeItem" SET "delegationId" = ?, "bookedById" = ?, "bookedAt" = ?, "calendarSequence" = "calendarSequence" + 1, "updatedAt" = ? WHERE "id" = ?`, party.delegationId, bookedById, now, now, slot.itemId)
    personIds.forEach((personId, position) => {
      sql.run(`INSERT INTO "ProgrammePerson" ("id", "itemId", "personId", "name", "organization", "role", "position") VALUES (?, ?, ?, '', '', 'speaker', ?)`, held.newId(), slot.itemId, personId, position)
    })
    tellAppearance(held, event.id, slot.itemId, personIds)
    return ok()
  }

  return {
    /** A slot kept for somebody in line: nobody else can take it, its people's time is still their own. */
    hold: (held: QuickWork, taking: Omit<Taking, 'personIds'>): Result<undefined> => insert(held, { ...taking, personIds: [] }, 'offered'),

    /**
     * Gives a slot to a delegation with its people, or fails: `pitch.slot_taken` and `pitch.limit_reached` by the unique
     * keys of PitchBooking, `pitch.people_busy` by the primary key of Occupancy. After a failure the caller must undo its
     * transaction.
     */
    take(held: QuickWork, taking: Taking): Result<undefined> {
      const inserted = insert(held, taking, 'booked')
      return inserted.ok ? settle(held, taking) : inserted
    },

    /** Makes a booking of an offer: the slot is the delegation's already. */
    takeOffered(held: QuickWork, taking: Taking): Result<undefined> {
      const changed = held.sql.run(
        `UPDATE "PitchBooking" SET "state" = 'booked', "origin" = ?, "personIds" = ?, "bookedById" = ?, "bookedAt" = ?, "version" = "version" + 1 WHERE "itemId" = ? AND "delegationId" = ? AND "state" = 'offered'`,
        taking.origin, JSON.stringify(taking.personIds), taking.bookedById, held.now, taking.slot.itemId, taking.party.delegationId,
      )
      return changed === 0 ? err('pitch.offer_over') : settle(held, taking)
    },

    /** Gives a slot back: its row, its people's time and its name in the programme; the stage stays taken. False where it wasn't that delegation's. */
    free(held: QuickWork, slot: Pick<PitchSlot, 'itemId' | 'eventId' | 'personIds' | 'state'>, delegationId: string): boolean {
      const { sql, now } = held
      if (sql.run(`DELETE FROM "PitchBooking" WHERE "itemId" = ? AND "delegationId" = ?`, slot.itemId, delegationId) === 0) return false
      if (slot.state !== 'booked') return true
      sql.run(`DELETE FROM "Occupancy" WHERE "owner" = ? AND "resource" LIKE 'person:%'`, pitchOwner(slot.itemId))
      sql.run(`DELETE FROM "ProgrammePerson" WHERE "itemId" = ?`, slot.itemId)
      sql.run(`UPDATE "ProgrammeItem" SET "delegationId" = NULL, "bookedById" = NULL, "bookedAt" = NULL, "calendarSequence" = "calendarSequence" + 1, "updatedAt" = ? WHERE "id" = ?`, now, slot.itemId)
      tellAppearance(held, slot.eventId, slot.itemId, slot.personIds)
      return true
    },

    /** After a release of the programme: people are wanted before the start too, where nothing else holds them then. */
    keepArrival({ sql }: QuickWork, slot: PitchSlot, session: PitchSession, bufferMinutes: number): void {
      if (slot.state === 'booked') occupancy.take(sql, pitchOwner(slot.itemId), slot.personIds.map((id) => ({ resource: occupancy.personResource(id), ticks: presenterTicks(slot, session.rules, bufferMinutes) })))
    },
  }
}

export type SlotStore = ReturnType<typeof createSlotStore>
