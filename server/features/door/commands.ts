import { rolesAt, type Actor, type PersonActor } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { decideAtDoor, type DoorDecision, type DoorReason } from '#server/domain/door/decide.ts'
import { believable, judgeLate } from '#server/domain/door/late.ts'
import { insideSince } from '#server/domain/door/night.ts'
import { undoWithinMs } from '#server/domain/door/settling.ts'
import { readTicketText } from '#server/domain/registration/ticket-code.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type * as guestStore from '#server/features/door-guests/store.ts'
import type { DoorEvent, DoorPerson } from '#server/features/door-guests/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { DoorCard, ScanAnswer } from '#server/protocol/door.ts'
import type { ScanInput, ScansInput } from '#server/protocol/inputs/door.ts'
import { doorRoom } from '#server/protocol/rooms.ts'

import * as book from './store.ts'
import type { ArrivalRow, CheckInRow } from './store.ts'

export type ReturnDeposit = (held: QuickWork, registrationId: string) => 'asked' | 'already' | 'none'
type Parts = { quick: RunQuickWork; guests: typeof guestStore; returnDeposit: ReturnDeposit }

/** Who may do this at this event's door. To strangers the event has none. */
export function atDoor(actor: Actor, action: Action, eventId: string): Result<PersonActor> {
  if (actor.kind !== 'person') return err('auth.required')
  if (can(actor, action, { eventId: eventId as EventId })) return ok(actor)
  return err(rolesAt(actor, eventId as EventId).length > 0 ? 'auth.forbidden' : 'record.not_found')
}

/**
 * The same on a device that says whose it is. A page that somebody left open must neither read nor send in the name of whoever
 * has signed in since: the book says who let somebody in.
 */
export function atOwnDoor(actor: Actor, eventId: string, by: string | undefined): Result<PersonActor> {
  const who = atDoor(actor, 'door:run', eventId)
  return who.ok && by !== undefined && by !== who.value.personId ? err('door.somebody_else') : who
}

type Standing = { held: QuickWork; who: PersonActor; event: DoorEvent; door: DoorCard; scan: ScanInput; at: number }
type Seen = { person: DoorPerson | null; isElsewhere: boolean }
type Passed = { decision: DoorDecision; arrival: ArrivalRow | null; checkInId: string }

/** Scans: who comes in and goes out, and who said so. */
export function createDoorCommands({ quick, guests, returnDeposit }: Parts) {
  function seen(sql: SyncSql, { eventId, code, codeHash, registrationId }: ScanInput & { eventId: string }, now: number): Seen {
    const plain = code === '' ? null : readTicketText(code)
    const found = plain !== null ? guests.findTicketByCode(sql, plain) : codeHash !== '' ? guests.findTicketByHash(sql, eventId, codeHash) : null
    const id = found?.eventId === eventId ? found.registrationId : code === '' && codeHash === '' ? registrationId : ''
    return { person: id === '' ? null : guests.findDoorPerson(sql, eventId, id, now), isElsewhere: found !== null && found.eventId !== eventId }
  }

  /** Through the door, or not: everything but the last word is decided by the domain, the last word by the key of Arrival. */
  function pass({ held, event, door, scan, at }: Standing, { person, isElsewhere }: Seen): Passed {
    const checkInId = held.newId()
    const place = { ticketId: person?.ticketId ?? '', sessionId: door.sessionId }
    const asked = { kind: scan.kind === 'exit' ? ('exit' as const) : ('entry' as const), guest: person?.guest ?? null, isElsewhere, door, hours: event.hours, at }
    if (asked.kind === 'exit') {
      const arrival = book.findArrival(held.sql, place)
      const decision = decideAtDoor({ ...asked, arrived: arrival })
      return { decision: decision.letIn && !book.turn(held, place, false) ? { letIn: false, reason: 'not_inside' } : decision, arrival, checkInId }
    }
    const decision = decideAtDoor({ ...asked, arrived: null })
    if (!decision.letIn || person === null) return { decision, arrival: null, checkInId }
    if (book.takeArrival(held, { ...place, eventId: event.id, registrationId: person.registrationId, checkInId, at })) return { decision, arrival: null, checkInId }
    const before = book.findArrival(held.sql, place)
    const isBack = before !== null && before.at < insideSince(at, event.zone) ? book.comeAgain(held, before, checkInId, at) : book.turn(held, place, true)
    if (isBack) return { decision: { letIn: true, isReentry: true }, arrival: book.findArrival(held.sql, place), checkInId }
    return { decision: { letIn: false, reason: 'already_in' }, arrival: book.findArrival(held.sql, place), checkInId }
  }

  function tell({ held, event }: Pick<Standing, 'held' | 'event'>, row: CheckInRow): void {
    const now = row.ticketId === '' ? null : book.findArrival(held.sql, row)
    held.fact(doorRoom(event.id), 'door:passed', {
      checkInId: row.id, deviceId: row.deviceId, registrationId: row.registrationId, sessionId: row.sessionId, kind: row.kind, outcome: row.outcome, reason: row.reason, at: row.scannedAt,
      presence: now === null ? null : { at: now.at, isInside: now.isInside },
    })
  }

  /** The scan that turns out not to fit, for a person to settle: this one, or the one whose place it takes. */
  function note({ held, event, door }: Standing, row: CheckInRow, reason: DoorReason, arrival: ArrivalRow | null, takesOver: boolean): void {
    const about = { eventId: event.id, sessionId: door.sessionId, registrationId: row.registrationId, reason }
    const conflictId = takesOver && arrival !== null
      ? book.insertConflict(held, { ...about, checkInId: arrival.checkInId, otherId: row.id })
      : book.insertConflict(held, { ...about, checkInId: row.id, otherId: reason === 'already_in' ? (arrival?.checkInId ?? '') : '' })
    held.fact(doorRoom(event.id), 'door:conflict', { conflictId, isSettled: false })
  }

  const blank = ({ held, who, event, door, scan, at }: Standing, id: string): CheckInRow => ({
    id, eventId: event.id, sessionId: door.sessionId, nonce: scan.nonce, deviceId: scan.deviceId, byPersonId: who.personId, kind: scan.kind, registrationId: '', ticketId: '',
    outcome: 'refused', reason: '', isOffline: scan.isOffline, wasLetIn: scan.isOffline && scan.wasLetIn, scannedAt: at, receivedAt: held.now, undoesId: '', isReentry: false, deposit: 'none',
  })

  function enterOrLeave(standing: Standing): Result<CheckInRow> {
    const { held, event, scan, at } = standing
    const found = seen(held.sql, { ...scan, eventId: event.id }, held.now)
    const { decision, arrival, checkInId } = pass(standing, found)
    const plain = blank(standing, checkInId)
    const late = judgeLate({ decision, wasLetIn: plain.wasLetIn && scan.kind === 'entry', scannedAt: at, arrivedAt: arrival?.at ?? null })
    if (late.takesOver && arrival !== null) book.takeOverArrival(held, arrival, checkInId, at)
    const { person } = found
    const comesIn = late.accepted && scan.kind === 'entry' && person !== null
    const row: CheckInRow = {
      ...plain, registrationId: person?.registrationId ?? '', ticketId: person?.ticketId ?? '', outcome: late.accepted ? 'accepted' : 'refused',
      reason: late.accepted || decision.letIn ? '' : decision.reason, isReentry: decision.letIn && decision.isReentry, deposit: comesIn ? returnDeposit(held, person.registrationId) : 'none',
    }
    if (!book.insertCheckIn(held, row)) return err('record.changed')
    if (comesIn) book.markTicket(held, row.ticketId)
    if (late.conflict !== null) note(standing, row, late.conflict, arrival, late.takesOver)
    return ok(row)
  }

  function mayUndo({ held, who, event, at }: Standing, target: CheckInRow | null): DoorReason | '' {
    if (target?.outcome !== 'accepted' || target.kind === 'undo' || book.findUndo(held.sql, event.id, target.registrationId, target.id)) return 'nothing_to_undo'
    if (can(who, 'door:settle', { eventId: event.id as EventId })) return ''
    if (target.byPersonId !== who.personId) return 'not_yours_to_undo'
    return at - target.scannedAt > undoWithinMs ? 'too_late_to_undo' : ''
  }

  /** Takes a scan back. A deposit that went back with it stays with its owner: the line says so. */
  function undo(standing: Standing): Result<CheckInRow> {
    const { held, event, scan } = standing
    const target = book.findByNonce(held.sql, event.id, scan.undoes)
    const refusal = mayUndo(standing, target)
    const place = { ticketId: target?.ticketId ?? '', sessionId: target?.sessionId ?? '' }
    const undone = refusal === '' && target !== null && (target.kind === 'exit' ? book.turn(held, place, true) : target.isReentry ? book.turn(held, place, false) : book.dropArrival(held, place, target.id))
    const row: CheckInRow = {
      ...blank(standing, held.newId()), sessionId: place.sessionId || standing.door.sessionId, registrationId: target?.registrationId ?? '', ticketId: place.ticketId,
      outcome: undone ? 'accepted' : 'refused', reason: undone ? '' : refusal || 'nothing_to_undo', undoesId: undone ? target.id : '', deposit: target?.deposit === 'asked' ? 'already' : 'none',
    }
    if (!book.insertCheckIn(held, row)) return err('record.changed')
    if (undone) {
      if (target.kind === 'entry' && !target.isReentry) book.unmarkTicket(held, place.ticketId)
      held.audit('door:undone', `check_in:${target.id}`, { eventId: event.id, registrationId: row.registrationId })
    }
    return ok(row)
  }

  function answer({ held, event }: Pick<Standing, 'held' | 'event'>, row: CheckInRow, isReplay: boolean): ScanAnswer {
    const { id, nonce, kind, sessionId, outcome, reason, isReentry, deposit, scannedAt } = row
    const person = row.registrationId === '' ? null : guests.findDoorPerson(held.sql, event.id, row.registrationId, held.now)
    const { card } = person ?? {}
    return {
      nonce, checkInId: id, kind, sessionId, outcome, reason, isReplay, isReentry, deposit, at: scannedAt, isConflict: book.hasConflict(held.sql, event.id, id),
      since: reason === 'already_in' ? (book.findArrival(held.sql, row)?.at ?? null) : null,
      guest: card === undefined ? null : { id: card.id, nameZh: card.nameZh, nameEn: card.nameEn, organizationZh: card.organizationZh, organizationEn: card.organizationEn, kind: card.kind },
    }
  }

  /** One scan inside the caller's transaction. The same nonce again gives the answer of the first time. */
  function scanOnce(held: QuickWork, who: PersonActor, event: DoorEvent, scan: ScanInput): Result<ScanAnswer> {
    const before = book.findByNonce(held.sql, event.id, scan.nonce)
    if (before !== null) return ok(answer({ held, event }, before, true))
    // A session that is gone, perhaps since an offline phone stood at its door, is one that nobody else has booked: one such scan must not hold up the rest.
    const gone: DoorCard = { sessionId: scan.sessionId, nameZh: '', nameEn: '', startsAt: 0, endsAt: 0, isBooked: true }
    const door = guests.listDoors(held.sql, event).find(({ sessionId }) => sessionId === scan.sessionId) ?? gone
    const standing = { held, who, event, door, scan, at: believable(scan.scannedAt ?? held.now, held.now) }
    const done = scan.kind === 'undo' ? undo(standing) : enterOrLeave(standing)
    if (!done.ok) return done
    tell(standing, done.value)
    return ok(answer(standing, done.value, false))
  }

  return {
    scanOnce,

    /**
     * Up to a hundred scans, as they happened; each is answered, in the order in which they were given. A refusal at the door is
     * an answer, no error. Errors: `record.not_found` for an event that isn't there for the caller; `door.somebody_else`, of all of
     * them, where they are another person's (`by`).
     */
    scan: (actor: Actor, { eventId, by, scans }: ScansInput): Promise<Result<{ answers: ScanAnswer[]; at: number }>> =>
      quick(actor, (held) => {
        const who = atOwnDoor(actor, eventId, by)
        if (!who.ok) return who
        const event = guests.findDoorEvent(held.sql, eventId)
        if (event === null) return err('record.not_found')
        const answers = new Map<string, ScanAnswer>()
        for (const scan of [...scans].sort((a, b) => (a.scannedAt ?? held.now) - (b.scannedAt ?? held.now))) {
          const done = scanOnce(held, who.value, event, scan)
          if (!done.ok) return done
          answers.set(scan.nonce, done.value)
        }
        return ok({ answers: scans.flatMap(({ nonce }) => answers.get(nonce) ?? []), at: held.now })
      }),
  }
}
