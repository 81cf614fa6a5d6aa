import { err, ok, type Result } from '../shared/result.ts'

export type SeatPlan = { seats: number; offerMinutes: number; isOpen: boolean }

export const mostSeats = 500
export const offerMinutesRange = { least: 5, most: 2_880 } as const
export const newPlan: SeatPlan = { seats: 30, offerMinutes: 120, isOpen: false }

/** Nobody loses a seat by a smaller plan: refused with `seat.below_taken` below those taken and offered. */
export function fitsTaken(plan: SeatPlan, taken: number): Result<undefined> {
  return plan.seats < taken ? err('seat.below_taken', { params: { taken } }) : ok()
}
