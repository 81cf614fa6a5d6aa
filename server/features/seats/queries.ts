import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { answersFor, type GuestState, type SeatAnswer } from '#server/domain/seats/guest.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { countGuests, countTaken, findGuestOf, findSeatEvent, listEventPeople, listGuests, placeInLine, readPlan, type EventPerson, type GuestCounts, type ListedGuest, type PlanRow } from './store.ts'

export type SeatList = {
  plan: PlanRow | null
  taken: number
  counts: GuestCounts
  guests: (ListedGuest & { organizationZh: string; organizationEn: string })[]
  /** People of the event who aren't on the list. */
  others: EventPerson[]
  mayEdit: boolean
}

/** A guest's own page. `state` null: not on the list; `place`: in line. */
export type OwnSeat = { state: GuestState | null; offeredUntil: number | null; place: number | null; answers: SeatAnswer[]; seats: number; free: number; isOver: boolean }

/** Seats as the organizer and as a guest may see them: reads only. */
export function createSeatsQueries({ db, now }: { db: Database; now: () => number }) {
  return {
    /** Plan, list and whom else one could invite. */
    async forOrganizer(actor: Actor, eventId: string): Promise<Result<SeatList>> {
      if (!can(actor, 'seat:watch', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return db.read((sql) => {
        if (findSeatEvent(sql, eventId) === null) return err('record.not_found')
        const people = listEventPeople(sql, eventId)
        const byId = new Map(people.map((one) => [one.personId, one]))
        const guests = listGuests(sql, eventId)
        const listed = new Set(guests.map((one) => one.personId))
        return ok({
          plan: readPlan(sql, eventId),
          taken: countTaken(sql, eventId),
          counts: countGuests(sql, eventId),
          guests: guests.map((one) => ({ ...one, organizationZh: byId.get(one.personId)?.organizationZh ?? '', organizationEn: byId.get(one.personId)?.organizationEn ?? '' })),
          others: people.filter((one) => !listed.has(one.personId)),
          mayEdit: can(actor, 'seat:set_up', { eventId: eventId as EventId }),
        })
      })
    },

    /** The own seat; null where there is no plan, or none for somebody who isn't invited. */
    async forGuest(actor: Actor, eventId: string): Promise<Result<OwnSeat | null>> {
      if (actor.kind !== 'person') return err('auth.required')
      const id = eventId as EventId
      const own = delegationAt(actor, id)
      if (!can(actor, 'seat:answer', { eventId: id, delegationIds: own === null ? [] : [own.delegationId] })) return err('auth.forbidden')
      return db.read((sql) => {
        const [event, plan] = [findSeatEvent(sql, eventId), readPlan(sql, eventId)]
        if (event === null) return err('record.not_found')
        const guest = findGuestOf(sql, eventId, actor.personId)
        if (plan === null || (guest === null && !plan.isOpen)) return ok(null)
        const isOver = event.phase === 'closed' || now() >= event.endsAtMs
        const state = guest?.state ?? null
        return ok({
          state, offeredUntil: guest?.offeredUntil ?? null,
          place: guest?.state === 'waiting' ? placeInLine(sql, guest) : null,
          answers: isOver ? [] : answersFor(state),
          seats: plan.seats, free: Math.max(0, plan.seats - countTaken(sql, eventId)), isOver,
        })
      })
    },
  }
}
