import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'

import { isNews, judgeOrder, type Kept, type Said, type Verdict } from './order-state.ts'

const kept: Kept = { amount: 1_000, currency: 'CNY', keepsSeats: true, isFulfilled: false, cancelAsked: false, isReturning: false, hasUnpriced: false, isShort: false, holdUntil: 100 }
const said: Said = { session: 'open', isPaid: false, attempt: 'none', amount: 1_000, currency: 'CNY', received: 0, refunded: 0, dispute: 'none' }
const paid: Said = { ...said, session: 'complete', isPaid: true, attempt: 'succeeded', received: 1_000 }

describe('an order', () => {
  test.each<[string, Partial<Kept>, Said | null, number, Partial<Verdict>]>([
    ['without a session is held', {}, null, 50, { state: 'held', seats: 'as_they_are' }],
    ['without a session ends with its hold', {}, null, 100, { state: 'expired', seats: 'free' }],
    ['whose session is open is held', {}, said, 50, { state: 'held' }],
    ['whose session is open ends with its hold', {}, said, 100, { state: 'expired', seats: 'free' }],
    ['is not held again when the clock goes back', { keepsSeats: false }, said, 50, { state: 'expired', seats: 'free' }],
    ['that the buyer left is cancelled', { cancelAsked: true }, said, 50, { state: 'cancelled', seats: 'free' }],
    ['that somebody on it has left ends as cancelled', { isShort: true }, said, 50, { state: 'cancelled', seats: 'free' }],
    ['that somebody on it has left and that was paid is given out', { isShort: true }, paid, 100, { state: 'paid', isDue: true, seats: 'as_they_are' }],
    ['whose session ended has ended', {}, { ...said, session: 'expired' }, 50, { state: 'expired', seats: 'free' }],
    ['paid by a slow method is pending and keeps its seats beyond the hold', {}, { ...said, session: 'complete', attempt: 'processing' }, 500, { state: 'pending', seats: 'as_they_are', isDue: false }],
    ['whose slow payment failed has failed', {}, { ...said, session: 'complete', attempt: 'failed' }, 500, { state: 'failed', seats: 'free' }],
    ['paid in time is given out', {}, paid, 50, { state: 'paid', isDue: true, seats: 'as_they_are' }],
    ['paid late wants its seats back first', { keepsSeats: false }, paid, 500, { state: 'paid', isDue: true, seats: 'wanted' }],
    ['paid and given out stays as it is', { isFulfilled: true }, paid, 500, { state: 'paid', isDue: false }],
    ['paid after the buyer left gets the money back', { cancelAsked: true }, paid, 50, { state: 'returning', givesBack: true, isDue: false, seats: 'free' }],
    ['whose money is on its way back takes no seat that comes free', { keepsSeats: false, isReturning: true }, paid, 500, { state: 'returning', givesBack: true, seats: 'free' }],
    ['of which another amount was paid waits for a person', {}, { ...paid, amount: 1 }, 50, { state: 'review', problem: 'amount_mismatch', isDue: false }],
    ['of which another currency was paid waits for a person', {}, { ...paid, currency: 'HKD' }, 50, { state: 'review', problem: 'amount_mismatch', isDue: false }],
    ['paid, given out and cancelled by the buyer gives its seat back, whatever the policy returns', { isFulfilled: true, cancelAsked: true }, { ...paid, refunded: 500 }, 50, { state: 'cancelled', seats: 'free' }],
    ['of which a part went back keeps its ticket', { isFulfilled: true }, { ...paid, refunded: 1 }, 50, { state: 'part_refunded', seats: 'as_they_are' }],
    ['of which all went back has none', { isFulfilled: true }, { ...paid, refunded: 1_000 }, 50, { state: 'refunded', seats: 'free' }],
    ['of which all went back keeps what cost nothing', { isFulfilled: true, hasUnpriced: true }, { ...paid, refunded: 1_000 }, 50, { state: 'refunded', seats: 'unpriced' }],
    ['of which all went back before it was given out gives out what cost nothing', { hasUnpriced: true }, { ...paid, refunded: 1_000 }, 50, { state: 'refunded', seats: 'unpriced', isDue: true }],
    ['that the buyer gave up keeps nothing, free or not', { isFulfilled: true, hasUnpriced: true, cancelAsked: true }, { ...paid, refunded: 1_000 }, 50, { state: 'refunded', seats: 'free' }],
    ['whose money had no seat to buy keeps nothing, free or not', { hasUnpriced: true, keepsSeats: false, isReturning: true }, { ...paid, refunded: 1_000 }, 50, { state: 'refunded', seats: 'free' }],
    ['of which all went back before it was given out is never given out', {}, { ...paid, refunded: 1_000 }, 50, { state: 'refunded', isDue: false }],
  ])('%s', (_name, mine, theirs, now, verdict) => {
    expect(judgeOrder({ ...kept, ...mine }, theirs, now)).toMatchObject(verdict)
  })
})

/** The desk as it keeps an order: what the commands around the rule do, without a database. */
type Desk = { kept: Kept; state: string; heard: number; given: number; returned: number; freeSeats: number }

function take(desk: Desk, asked: number, theirs: Said, now: number): void {
  if (!isNews(asked, desk.heard)) return
  desk.heard = asked
  let verdict = judgeOrder(desk.kept, theirs, now)
  if (verdict.seats === 'wanted') {
    if (desk.freeSeats > 0) {
      desk.freeSeats -= 1
      desk.kept = { ...desk.kept, keepsSeats: true }
    } else verdict = { ...verdict, state: 'returning', isDue: false, givesBack: true, seats: 'free' }
  }
  if (verdict.seats === 'free' && desk.kept.keepsSeats) {
    desk.freeSeats += 1
    desk.kept = { ...desk.kept, keepsSeats: false }
  }
  if (verdict.isDue && !desk.kept.isFulfilled) {
    desk.given += 1
    desk.kept = { ...desk.kept, isFulfilled: true }
  }
  if (verdict.givesBack) desk.returned = theirs.received
  desk.state = verdict.state
}

const open = said
const slow: Said = { ...said, session: 'complete', attempt: 'processing' }
const part: Said = { ...paid, refunded: 400 }
const full: Said = { ...paid, refunded: 1_000 }
const disputed: Said = { ...paid, dispute: 'open' }
const failed: Said = { ...said, session: 'complete', attempt: 'failed' }
const ended: Said = { ...said, session: 'expired' }
const lives: [string, Said[], string, number][] = [
  ['a card', [open, paid], 'paid', 1],
  ['a slow method', [open, slow, paid], 'paid', 1],
  ['a slow method that fails', [open, slow, failed], 'failed', 0],
  ['nobody pays', [open, ended], 'expired', 0],
  ['a part goes back', [open, paid, part], 'part_refunded', 1],
  ['all goes back', [open, slow, paid, part, full], 'refunded', 1],
  ['a dispute', [open, paid, disputed], 'paid', 1],
]

describe('however what happened is told', () => {
  // Each telling makes us look; the look sees what is so then, which may be later than what was told. Answers may arrive in another order than they were asked for.
  it.each(lives)('%s: every order, late and doubled, ends in the same state', (_name, life, state, given) => {
    const tellings = fc.array(fc.record({ sees: fc.nat({ max: life.length - 1 }), answeredAfter: fc.nat({ max: 6 }) }), { maxLength: 12 })
    fc.assert(fc.property(tellings, fc.nat({ max: 6 }), (earlier, lastDelay) => {
      const desk: Desk = { kept, state: 'held', heard: 0, given: 0, returned: 0, freeSeats: 0 }
      // What is asked later can't see less.
      let seen = 0
      const looks = earlier.map(({ sees, answeredAfter }, at) => ({ asked: at + 1, sees: (seen = Math.max(seen, sees)), answeredAt: at + answeredAfter }))
      looks.push({ asked: looks.length + 1, sees: life.length - 1, answeredAt: looks.length + lastDelay })
      looks.sort((a, b) => a.answeredAt - b.answeredAt || b.asked - a.asked)
      for (const look of looks) take(desk, look.asked, life[look.sees] ?? open, 50)
      expect(desk.state).toBe(state)
      expect(desk.given).toBeLessThanOrEqual(1)
      if (state === 'paid' || state === 'part_refunded') expect(desk.given).toBe(given)
      expect(desk.freeSeats).toBe(desk.kept.keepsSeats ? 0 : 1)
      expect(desk.kept.keepsSeats).toBe(['paid', 'part_refunded'].includes(state))
    }), { numRuns: 400 })
  })

  it('without the numbers of the questions an old answer would undo a newer one', () => {
    const desk: Desk = { kept, state: 'held', heard: 0, given: 0, returned: 0, freeSeats: 0 }
    take(desk, 2, full, 50)
    take({ ...desk, heard: 0 }, 1, paid, 50)
    const careless = { ...desk, heard: 0 }
    take(careless, 1, paid, 50)
    expect([desk.state, careless.state]).toEqual(['refunded', 'paid'])
  })

  it('a payment after the hold gets the seat if it is free, and else the money back', () => {
    const late = (freeSeats: number): Desk => {
      const desk: Desk = { kept: { ...kept, keepsSeats: false }, state: 'expired', heard: 0, given: 0, returned: 0, freeSeats }
      take(desk, 1, paid, 500)
      return desk
    }
    expect(late(1)).toMatchObject({ state: 'paid', given: 1, returned: 0, freeSeats: 0 })
    expect(late(0)).toMatchObject({ state: 'returning', given: 0, returned: 1_000, freeSeats: 0 })
  })
})
