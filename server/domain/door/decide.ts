import type { RegistrationState } from '../registration/standing.ts'

/** Why somebody isn't let in; the sentences are in the locale files under `door:reason`. */
export const doorReasons = [
  'unknown', 'wrong_event', 'void', 'cancelled', 'refunded', 'declined', 'not_approved', 'unpaid', 'not_open', 'over', 'wrong_session', 'not_admitted', 'not_verified',
  'already_in', 'not_inside', 'nothing_to_undo', 'too_late_to_undo', 'not_yours_to_undo',
] as const
export type DoorReason = (typeof doorReasons)[number]

export const scanKinds = ['entry', 'exit', 'undo'] as const
export type ScanKind = (typeof scanKinds)[number]

/** What the door needs to know of a registration. `barred`: sessions whose entry rule refuses this person's organization. */
export type DoorGuest = {
  state: RegistrationState
  isRefunded: boolean
  ticket: 'valid' | 'void' | 'none'
  sessionIds: readonly string[]
  barred: readonly { sessionId: string; reason: 'not_admitted' | 'not_verified' }[]
}

/** One door: of the event (`sessionId` empty) or of a session. `isBooked`: only those come in who chose it when registering. */
export type Door = { sessionId: string; isBooked: boolean }

/** Half-open, in ms. */
export type DoorHours = { opensAt: number; closesAt: number }

/** That somebody has come in at a door, and whether she is there still. */
export type Arrived = { at: number; isInside: boolean }

/** `guest` null: nobody has this code. `isElsewhere`: somebody at another event has. */
export type AtTheDoor = { kind: 'entry' | 'exit'; guest: DoorGuest | null; isElsewhere: boolean; door: Door; hours: DoorHours; at: number; arrived: Arrived | null }

export type DoorDecision = { letIn: true; isReentry: boolean } | { letIn: false; reason: DoorReason }

const before = 3 * 3_600_000

/** When the door is open: as the organizer says, or else from three hours before the start until the end. */
export function doorHours(event: { startsAtMs: number; endsAtMs: number }, set: { opensAt: number | null; closesAt: number | null } | null): DoorHours {
  return { opensAt: set?.opensAt ?? event.startsAtMs - before, closesAt: set?.closesAt ?? event.endsAtMs }
}

/** What is wrong with a registration, whatever door its owner stands at. */
function standing({ state, isRefunded, ticket }: DoorGuest): DoorReason | null {
  switch (state) {
    case 'confirmed':
      return ticket === 'valid' ? null : ticket === 'void' ? 'void' : 'unpaid'
    case 'approved':
      return 'unpaid'
    case 'cancelled':
    case 'lapsed':
      return isRefunded ? 'refunded' : 'cancelled'
    case 'declined':
      return 'declined'
    default:
      return 'not_approved'
  }
}

/**
 * Is somebody let in, or out? The first thing that stands against it is the reason. The same on the server and on a phone
 * that has nobody to ask; the server's last word on `already_in` is the key of Arrival.
 */
export function decideAtDoor({ kind, guest, isElsewhere, door, hours, at, arrived }: AtTheDoor): DoorDecision {
  const no = (reason: DoorReason): DoorDecision => ({ letIn: false, reason })
  if (guest === null) return no(isElsewhere ? 'wrong_event' : 'unknown')
  // Nobody is kept in.
  if (kind === 'exit') return arrived?.isInside === true ? { letIn: true, isReentry: false } : no('not_inside')
  const wrong = standing(guest)
  if (wrong !== null) return no(wrong)
  if (at < hours.opensAt) return no('not_open')
  if (at >= hours.closesAt) return no('over')
  if (door.sessionId !== '') {
    if (door.isBooked && !guest.sessionIds.includes(door.sessionId)) return no('wrong_session')
    const bar = guest.barred.find((one) => one.sessionId === door.sessionId)
    if (bar !== undefined) return no(bar.reason)
  }
  if (arrived?.isInside === true) return no('already_in')
  return { letIn: true, isReentry: arrived !== null }
}
