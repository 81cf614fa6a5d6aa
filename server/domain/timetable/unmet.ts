import type { Stretch } from '../events/grid.ts'
import { sideIsFree, type BusyTicks } from '../meetings/common-times.ts'

/** What one delegation may know: its own day. Nothing of any other party comes in here, so nothing of them can get out. */
export type OwnDay = {
  isActive: boolean
  /** Those of its people who would attend; all of them must be free. */
  attendees: readonly BusyTicks[]
  unavailable: readonly Stretch[]
  /** Meetings it has that count against its cap, and the cap. */
  received: number
  cap: number | null
}

export type OwnWish = {
  /** Somebody asked this delegation; its cap counts only then. */
  isReceived: boolean
  /** The two have had as many meetings as the event allows; both of them know. */
  hasMet: boolean
}

/** Where meetings of the wish's length may still start, in order of time. */
export type OpenStarts = { starts: readonly { startsAtMs: number }[]; lengthMs: number; bufferMs: number }

export type UnmetCode = 'over' | 'withdrawn' | 'met' | 'nobody' | 'away' | 'full' | 'cap' | 'not_matched'
/** `free`: starts at which this delegation has time, `of`: starts there are. */
export type Unmet = { code: UnmetCode; params: { free: number; of: number } }

/**
 * Why an accepted request has no meeting, as one of its two sides may know it. Causes on its own side are named; all that lies
 * with the other side, the tables, other people's meetings or the weighing of the whole is one and the same answer,
 * `not_matched`, so that it can't be told apart.
 */
export function whyUnmet(own: OwnDay, wish: OwnWish, { starts, lengthMs, bufferMs }: OpenStarts): Unmet {
  const times = starts.map(({ startsAtMs }): Stretch => ({ startsAtMs, endsAtMs: startsAtMs + lengthMs }))
  const present = times.filter((time) => !own.unavailable.some((away) => away.startsAtMs < time.endsAtMs && time.startsAtMs < away.endsAtMs))
  const free = present.filter((time) => sideIsFree({ people: own.attendees, everyone: true, unavailable: [] }, time, bufferMs))
  const answer = (code: UnmetCode): Unmet => ({ code, params: { free: free.length, of: times.length } })
  if (times.length === 0) return answer('over')
  if (!own.isActive) return answer('withdrawn')
  if (wish.hasMet) return answer('met')
  if (own.attendees.length === 0) return answer('nobody')
  if (present.length === 0) return answer('away')
  if (free.length === 0) return answer('full')
  if (wish.isReceived && own.cap !== null && own.received >= own.cap) return answer('cap')
  return answer('not_matched')
}

/** What its people can do now; sentences under `requests:unmet.next`. */
export type UnmetStep = 'free_a_time' | 'ask_organizer' | 'other_times' | 'standby'

/** `hasTimes`: there are times at which both could meet now. */
export function nextSteps(code: UnmetCode, hasTimes: boolean): UnmetStep[] {
  switch (code) {
    case 'over':
    case 'withdrawn':
    case 'met':
      return []
    case 'nobody':
    case 'away':
    case 'cap':
      return ['ask_organizer']
    case 'full':
      return ['free_a_time', 'standby']
    case 'not_matched':
      return hasTimes ? ['other_times', 'standby'] : ['standby']
  }
}
