import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { decideAtDoor, doorHours, doorReasons, type AtTheDoor, type DoorGuest } from './decide.ts'
import { believable, judgeLate } from './late.ts'
import { conflictVerdicts, verdictsFor } from './settling.ts'

const guest: DoorGuest = { state: 'confirmed', isRefunded: false, ticket: 'valid', sessionIds: ['s1'], barred: [{ sessionId: 's3', reason: 'not_verified' }, { sessionId: 's4', reason: 'not_admitted' }] }
const at: AtTheDoor = { kind: 'entry', guest, isElsewhere: false, door: { sessionId: '', isBooked: false }, hours: { opensAt: 100, closesAt: 200 }, at: 150, arrived: null }
const reasonOf = (given: Partial<AtTheDoor>): string => {
  const decision = decideAtDoor({ ...at, ...given })
  return decision.letIn ? (decision.isReentry ? 're-entry' : 'in') : decision.reason
}
const guestWith = (given: Partial<DoorGuest>): Partial<AtTheDoor> => ({ guest: { ...guest, ...given } })

describe('the door', () => {
  test('lets in who has a valid ticket, and names the first thing that stands against it', () => {
    const cases: [Partial<AtTheDoor>, string][] = [
      [{}, 'in'],
      [{ guest: null }, 'unknown'],
      [{ guest: null, isElsewhere: true }, 'wrong_event'],
      [guestWith({ ticket: 'void' }), 'void'],
      [guestWith({ state: 'approved', ticket: 'none' }), 'unpaid'],
      [guestWith({ state: 'cancelled', ticket: 'void' }), 'cancelled'],
      [guestWith({ state: 'cancelled', ticket: 'void', isRefunded: true }), 'refunded'],
      [guestWith({ state: 'lapsed', ticket: 'none' }), 'cancelled'],
      [guestWith({ state: 'declined', ticket: 'none' }), 'declined'],
      [guestWith({ state: 'submitted', ticket: 'none' }), 'not_approved'],
      [guestWith({ state: 'waitlisted', ticket: 'none' }), 'not_approved'],
      [{ at: 99 }, 'not_open'],
      [{ at: 100 }, 'in'],
      [{ at: 200 }, 'over'],
      [{ arrived: { at: 120, isInside: true } }, 'already_in'],
      [{ arrived: { at: 120, isInside: false } }, 're-entry'],
    ]
    expect(cases.map(([given]) => reasonOf(given))).toEqual(cases.map(([, said]) => said))
  })

  test('asks at a session’s door whether it was booked and whether the rule of the session admits the organization', () => {
    const door = (sessionId: string, isBooked: boolean): Partial<AtTheDoor> => ({ door: { sessionId, isBooked } })
    expect([reasonOf(door('s1', true)), reasonOf(door('s2', true)), reasonOf(door('s2', false)), reasonOf(door('s3', false)), reasonOf(door('s4', false))]).toEqual(['in', 'wrong_session', 'in', 'not_verified', 'not_admitted'])
  })

  test('lets everybody out who is inside, also after closing and without a ticket', () => {
    const out = { kind: 'exit' as const, at: 999, arrived: { at: 120, isInside: true }, ...guestWith({ state: 'cancelled', ticket: 'void' }) }
    expect([reasonOf(out), reasonOf({ ...out, arrived: null }), reasonOf({ ...out, arrived: { at: 120, isInside: false } })]).toEqual(['in', 'not_inside', 'not_inside'])
  })

  test('opens three hours before the start unless the organizer says otherwise', () => {
    const event = { startsAtMs: 20 * 3_600_000, endsAtMs: 30 * 3_600_000 }
    expect(doorHours(event, null)).toEqual({ opensAt: 17 * 3_600_000, closesAt: 30 * 3_600_000 })
    expect(doorHours(event, { opensAt: 5, closesAt: null })).toEqual({ opensAt: 5, closesAt: 30 * 3_600_000 })
  })
})

describe('a scan of which the server hears late', () => {
  const twice = { decision: { letIn: false, reason: 'already_in' } as const, wasLetIn: true, arrivedAt: 500 }

  test('stands where nothing is against it', () => {
    expect(judgeLate({ decision: { letIn: true, isReentry: false }, wasLetIn: true, scannedAt: 1, arrivedAt: null })).toEqual({ accepted: true, takesOver: false, conflict: null })
  })
  test('wins where it was the earlier of two, and either way a person has to look', () => {
    expect(judgeLate({ ...twice, scannedAt: 499 })).toEqual({ accepted: true, takesOver: true, conflict: 'already_in' })
    expect(judgeLate({ ...twice, scannedAt: 500 })).toEqual({ accepted: false, takesOver: false, conflict: 'already_in' })
  })
  test('is a conflict with the reason where the ticket had been given up meanwhile', () => {
    expect(judgeLate({ decision: { letIn: false, reason: 'refunded' }, wasLetIn: true, scannedAt: 1, arrivedAt: null })).toEqual({ accepted: false, takesOver: false, conflict: 'refunded' })
  })
  test('is none where the crew had turned the person away', () => {
    expect(judgeLate({ ...twice, wasLetIn: false, scannedAt: 1 })).toEqual({ accepted: false, takesOver: false, conflict: null })
  })
  test('of any number of phones that let in one ticket offline, in whatever order they come back, the earliest stands and all others are conflicts', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 8 }), (times) => {
      let arrivedAt: number | null = null
      let conflicts = 0
      for (const scannedAt of times) {
        const outcome = judgeLate({ decision: arrivedAt === null ? { letIn: true, isReentry: false } : { letIn: false, reason: 'already_in' }, wasLetIn: true, scannedAt, arrivedAt })
        if (outcome.conflict !== null) conflicts += 1
        if (outcome.accepted) arrivedAt = scannedAt
      }
      expect([arrivedAt, conflicts]).toEqual([Math.min(...times), times.length - 1])
    }))
  })
  test('is of a time that can be: not after now, not before last week', () => {
    const now = 100 * 86_400_000
    expect([believable(now + 5, now), believable(0, now), believable(now - 5, now)]).toEqual([now, 93 * 86_400_000, now - 5])
  })
})

test('every reason can be settled, each in ways of its own', () => {
  expect(doorReasons.every((reason) => verdictsFor(reason).length === 2)).toBe(true)
  expect([...verdictsFor('already_in'), ...verdictsFor('void')]).toEqual([...conflictVerdicts])
})
