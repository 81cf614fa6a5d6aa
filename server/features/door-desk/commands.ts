import type { Actor } from '#server/domain/access/actor.ts'
import { doorHours } from '#server/domain/door/decide.ts'
import { verdictsFor } from '#server/domain/door/settling.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { atDoor, ReturnDeposit } from '#server/features/door/commands.ts'
import type * as book from '#server/features/door/store.ts'
import type * as guestStore from '#server/features/door-guests/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { DoorHoursInput, SettleInput } from '#server/protocol/inputs/door.ts'
import { doorRoom } from '#server/protocol/rooms.ts'

import { findConflict, settleConflict, writeHours, type ConflictRow } from './store.ts'

type Parts = { quick: RunQuickWork; guests: typeof guestStore; doorBook: typeof book; atDoor: typeof atDoor; returnDeposit: ReturnDeposit }

/** What organizers decide about the door: when it is open, and what becomes of those who should not be inside. */
export function createDoorDeskCommands({ quick, guests, doorBook, atDoor, returnDeposit }: Parts) {
  /** Whoever may stay counts as arrived from now on. */
  function letStay(held: QuickWork, row: ConflictRow): void {
    const person = row.registrationId === '' ? null : guests.findDoorPerson(held.sql, row.eventId, row.registrationId, held.now)
    if (person === null || person.ticketId === '') return
    const { ticketId, registrationId } = person
    if (!doorBook.takeArrival(held, { ticketId, sessionId: row.sessionId, eventId: row.eventId, registrationId, checkInId: row.checkInId, at: held.now })) return
    doorBook.markTicket(held, ticketId)
    returnDeposit(held, registrationId)
  }

  function settleOnce(held: QuickWork, actor: Actor, { eventId, conflictId, version, verdict, note }: SettleInput): Result<{ verdict: string }> {
    const who = atDoor(actor, 'door:settle', eventId)
    if (!who.ok) return who
    const row = findConflict(held.sql, conflictId)
    if (row === null || row.eventId !== eventId) return err('record.not_found')
    if (!verdictsFor(row.reason).includes(verdict)) return err('door.unfit_verdict')
    if (row.version !== version || !settleConflict(held, row, verdict, note, who.value.personId)) return err('door.settled')
    if (verdict === 'let_stay') letStay(held, row)
    held.audit('door:settled', `door_conflict:${conflictId}`, { eventId, verdict, reason: row.reason })
    held.fact(doorRoom(eventId), 'door:conflict', { conflictId, isSettled: true })
    return ok({ verdict })
  }

  function openOnce(held: QuickWork, actor: Actor, { eventId, version, open }: DoorHoursInput): Result<{ opensAt: number; closesAt: number }> {
    const who = atDoor(actor, 'door:set_up', eventId)
    if (!who.ok) return who
    const event = guests.findDoorEvent(held.sql, eventId)
    if (event === null) return err('record.not_found')
    const set = open === 'planned' ? { opensAt: null, closesAt: null } : open === 'now' ? { opensAt: held.now, closesAt: null } : { opensAt: event.opensAt, closesAt: held.now }
    if (!writeHours(held, eventId, version, set)) return err('record.changed')
    const hours = doorHours(event, set)
    held.audit('door:hours', `event:${eventId}`, { eventId, open })
    held.fact(doorRoom(eventId), 'door:hours', hours)
    return ok(hours)
  }

  return {
    /** Settles one entry of the ledger, with a reason, once. Errors: `door.settled`, `door.unfit_verdict`. */
    settle: (actor: Actor, input: SettleInput): Promise<Result<{ verdict: string }>> => quick(actor, (held) => settleOnce(held, actor, input)),

    /** Opens the door now, closes it, or leaves it to the event's times. */
    setHours: (actor: Actor, input: DoorHoursInput): Promise<Result<{ opensAt: number; closesAt: number }>> => quick(actor, (held) => openOnce(held, actor, input)),
  }
}
