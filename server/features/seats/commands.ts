import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { answerStep, holdsSeat, type GuestState } from '#server/domain/seats/guest.ts'
import { fitsTaken } from '#server/domain/seats/plan.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { timedOfferEnds } from '#server/domain/shared/timed-offer.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { AnswerSeatInput, InviteInput, SavePlanInput, UninviteInput } from '#server/protocol/inputs/seats.ts'
import { agendaRoom, deskRoom } from '#server/protocol/rooms.ts'

import { offerEndsJob } from './jobs.ts'
import type { SeatTemplate } from './mail.ts'
import { countGuests, countTaken, findGuest, findGuestOf, findSeatEvent, freeSeat, headOfLine, insertGuest, listEventPeople, moveDown, moveGuest, readPlan, takeSeat, writePlan, type GuestRow, type PlanRow, type SeatEvent } from './store.ts'

export type SeatAnswered = { guestId: string; state: GuestState; offeredUntil: number | null; version: number }
type Parts = { quick: RunQuickWork; tell: TellByMail<SeatTemplate> }
type House = { event: SeatEvent; plan: PlanRow }

const answered = ({ id, state, offeredUntil, version }: GuestRow): SeatAnswered => ({ guestId: id, state, offeredUntil, version })

/** Who is invited, who comes, who waits and who is offered what became free. */
export function createSeatsCommands({ quick, tell }: Parts) {
  function tellGuest(held: QuickWork, guest: GuestRow, template?: SeatTemplate): void {
    held.fact(agendaRoom(guest.eventId, guest.personId), 'seat:changed', { state: guest.state, offeredUntil: guest.offeredUntil })
    if (template !== undefined) tell(held, { template, eventId: guest.eventId, subjectId: guest.id, revision: guest.version, personIds: [guest.personId] })
  }

  function tellDesk(held: QuickWork, { event, plan }: House): void {
    const { going, offered, waiting } = countGuests(held.sql, event.id)
    held.fact(deskRoom(event.id), 'seats:counted', { seats: plan.seats, going, offered, waiting })
  }

  /** Hands free seats to those in line, inside the transaction that frees them: nobody can come between. */
  function passOn(held: QuickWork, { event, plan }: House): void {
    if (held.now >= event.endsAtMs) return
    for (let next = headOfLine(held.sql, event.id); next !== null && takeSeat(held, event.id, plan.seats, next.id); next = headOfLine(held.sql, event.id)) {
      const offeredUntil = timedOfferEnds(held.now, plan.offerMinutes, event.endsAtMs)
      const guest = moveGuest(held, next, { state: 'offered', offeredUntil })
      if (guest === null) return
      held.job(offerEndsJob.request({ guestId: guest.id, version: guest.version }, { runAt: offeredUntil }))
      held.audit('seat:offered', `seat_guest:${guest.id}`, { eventId: event.id, offeredUntil })
      tellGuest(held, guest, 'seat_offered')
    }
  }

  /** Moves a guest out of her seat or the line; what she held goes to the next. */
  function giveUp(held: QuickWork, house: House, guest: GuestRow, state: 'declined' | 'removed' | 'lapsed'): Result<SeatAnswered> {
    const moved = moveGuest(held, guest, { state, isAnswer: state === 'declined' })
    if (moved === null) return err('record.changed')
    held.audit(`seat:${state}`, `seat_guest:${guest.id}`, { eventId: guest.eventId })
    tellGuest(held, moved, state === 'lapsed' ? 'seat_lapsed' : undefined)
    if (holdsSeat(guest.state) && freeSeat(held, guest.id)) passOn(held, house)
    tellDesk(held, house)
    return ok(answered(moved))
  }

  /** A seat for good, or else a place at the end of the line. */
  function settle(held: QuickWork, house: House, guest: GuestRow, step: 'seat' | 'take'): Result<SeatAnswered> {
    const hasSeat = step === 'take' || takeSeat(held, house.event.id, house.plan.seats, guest.id)
    const moved = moveGuest(held, guest, { state: hasSeat ? 'going' : 'waiting', isAnswer: true })
    if (moved === null) return err('record.changed')
    held.audit(`seat:${moved.state}`, `seat_guest:${guest.id}`, { eventId: guest.eventId })
    tellGuest(held, moved, hasSeat ? 'seat_confirmed' : undefined)
    tellDesk(held, house)
    return ok(answered(moved))
  }

  function openHouse(held: QuickWork, eventId: string): Result<House> {
    const event = findSeatEvent(held.sql, eventId)
    const plan = event === null ? null : readPlan(held.sql, eventId)
    return event === null || plan === null ? err('record.not_found') : ok({ event, plan })
  }

  function answerOnce(held: QuickWork, actor: Actor, input: AnswerSeatInput): Result<SeatAnswered> {
    if (actor.kind !== 'person') return err('auth.required')
    const eventId = input.eventId as EventId
    const own = delegationAt(actor, eventId)
    if (!can(actor, 'seat:answer', { eventId, delegationIds: own === null ? [] : [own.delegationId] })) return err('auth.forbidden')
    const house = openHouse(held, eventId)
    if (!house.ok) return house
    const { event, plan } = house.value
    if (event.phase === 'closed' || held.now >= event.endsAtMs) return err('seat.over')
    const there = findGuestOf(held.sql, eventId, actor.personId)
    if (there === null && !(plan.isOpen && input.answer === 'go')) return err('seat.not_invited')
    const guest = there ?? insertGuest(held, eventId, actor.personId, null)
    if (guest === null) return err('record.changed')
    const step = answerStep(guest.state, input.answer)
    if (!step.ok) return step
    if (step.value === 'stay') return ok(answered(guest))
    if (step.value === 'give_up') return giveUp(held, house.value, guest, 'declined')
    if (step.value === 'take' && (guest.offeredUntil ?? 0) <= held.now) return err('seat.offer_over')
    return settle(held, house.value, guest, step.value)
  }

  function setUp(held: QuickWork, actor: Actor, eventId: string): Result<SeatEvent> {
    if (!can(actor, 'seat:set_up', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    const event = findSeatEvent(held.sql, eventId)
    return event === null ? err('record.not_found') : ok(event)
  }

  function savePlanOnce(held: QuickWork, actor: Actor, { eventId, version, seats, offerMinutes, isOpen }: SavePlanInput): Result<{ version: number }> {
    const event = setUp(held, actor, eventId)
    if (!event.ok) return event
    const plan = { seats, offerMinutes, isOpen }
    const fits = fitsTaken(plan, countTaken(held.sql, eventId))
    if (!fits.ok) return fits
    if (!writePlan(held, eventId, version, plan)) return err('record.changed')
    const house: House = { event: event.value, plan: { ...plan, version: version + 1 } }
    moveDown(held, eventId, seats)
    passOn(held, house)
    held.audit('seat:plan', `event:${eventId}`, plan)
    tellDesk(held, house)
    return ok({ version: version + 1 })
  }

  function inviteOnce(held: QuickWork, actor: Actor, { eventId, personIds, group }: InviteInput): Result<{ invited: number }> {
    const event = setUp(held, actor, eventId)
    if (!event.ok) return event
    const plan = readPlan(held.sql, eventId)
    if (plan === null) return err('seat.no_plan')
    const people = listEventPeople(held.sql, eventId)
    const wanted = new Set(personIds)
    if (personIds.some((id) => !people.some((one) => one.personId === id))) return err('seat.not_of_event')
    const chosen = people.filter((one) => wanted.has(one.personId) || group === one.group || (group === 'everybody' && one.group !== 'staff'))
    let invited = 0
    for (const { personId } of chosen) {
      const there = findGuestOf(held.sql, eventId, personId)
      const guest = there === null ? insertGuest(held, eventId, personId, held.now) : there.state === 'removed' ? moveGuest(held, there, { state: 'invited', isInvited: true }) : null
      if (guest === null) continue
      invited++
      tellGuest(held, guest, 'seat_invited')
    }
    if (invited > 0) {
      held.audit('seat:invited', `event:${eventId}`, { invited })
      tellDesk(held, { event: event.value, plan })
    }
    return ok({ invited })
  }

  return {
    /** Says how many seats there are. Fewer than are taken: `seat.below_taken`; more: those in line are offered them. */
    savePlan: (actor: Actor, input: SavePlanInput): Promise<Result<{ version: number }>> => quick(actor, (held) => savePlanOnce(held, actor, input)),

    /** Puts people of the event on the list. Who is on it already stays as she is; who was taken off is invited again. */
    invite: (actor: Actor, input: InviteInput): Promise<Result<{ invited: number }>> => quick(actor, (held) => inviteOnce(held, actor, input)),

    /** Takes somebody off the list; a seat goes to the next in line. */
    uninvite: (actor: Actor, input: UninviteInput): Promise<Result<SeatAnswered>> =>
      quick(actor, (held) => {
        const event = setUp(held, actor, input.eventId)
        if (!event.ok) return event
        const house = openHouse(held, input.eventId)
        const guest = findGuest(held.sql, input.guestId)
        if (!house.ok || guest === null || guest.eventId !== input.eventId) return err('record.not_found')
        if (guest.state === 'removed') return ok(answered(guest))
        return guest.version === input.version ? giveUp(held, house.value, guest, 'removed') : err('record.changed')
      }),

    /** A guest's answer: a seat, or a place in line where none is left. The same answer again changes nothing. */
    answer: (actor: Actor, input: AnswerSeatInput): Promise<Result<SeatAnswered>> => quick(actor, (held) => answerOnce(held, actor, input)),

    /** For the job at the end of an offer; one that was answered stays as it is. */
    expireOffer: (actor: Actor, input: { guestId: string; version: number }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const guest = findGuest(held.sql, input.guestId)
        if (guest === null || guest.state !== 'offered' || guest.version !== input.version || (guest.offeredUntil ?? 0) > held.now) return ok()
        const house = openHouse(held, guest.eventId)
        if (!house.ok) return ok()
        const ended = giveUp(held, house.value, guest, 'lapsed')
        return ended.ok ? ok() : ended
      }),
  }
}
