/** The only source of the present: ms since the Unix epoch, UTC. Everything that needs the time is given one of these. */
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }
