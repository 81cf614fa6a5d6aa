import { expect, it } from 'vitest'

import { timedOfferEnds } from '../shared/timed-offer.ts'

import { answersFor, answerStep, guestStates, seatAnswers } from './guest.ts'
import { fitsTaken } from './plan.ts'

it('whatever a guest’s page offers is possible, and the same answer again changes nothing', () => {
  for (const state of guestStates) for (const answer of answersFor(state)) expect([state, answer, answerStep(state, answer).ok]).toEqual([state, answer, true])
  expect(answerStep('going', 'go')).toEqual({ ok: true, value: 'stay' })
  expect(answerStep('waiting', 'go')).toEqual({ ok: true, value: 'stay' })
  expect(answerStep('declined', 'decline')).toEqual({ ok: true, value: 'stay' })
})

it('who was taken off the list can answer nothing, and an offer that is over can’t be taken', () => {
  expect(seatAnswers.map((answer) => answerStep('removed', answer))).toEqual(seatAnswers.map(() => ({ ok: false, error: { code: 'seat.not_invited' } })))
  expect(answerStep('lapsed', 'take')).toEqual({ ok: false, error: { code: 'seat.offer_over' } })
  expect(answerStep('going', 'leave')).toEqual({ ok: false, error: { code: 'seat.not_waiting' } })
})

it('a plan may not be smaller than what is taken, and an offer ends with the event', () => {
  const plan = { seats: 5, offerMinutes: 30, isOpen: false }
  expect(fitsTaken(plan, 5).ok).toBe(true)
  expect(fitsTaken(plan, 6)).toEqual({ ok: false, error: { code: 'seat.below_taken', params: { taken: 6 } } })
  expect(timedOfferEnds(0, 30, 100_000_000)).toBe(1_800_000)
  expect(timedOfferEnds(0, 30, 600_000)).toBe(600_000)
  expect(timedOfferEnds(0, 30, 0)).toBe(60_000)
})
