/** Places in the shared header. */
const stopAt = 0
const lockAt = 1
const arrivalsAt = 2
const leftAt = 3
const versionAt = 4
const lanes = 2
const header = versionAt + lanes

const meetingLimitMs = 120_000

/**
 * Memory that the two threads of one search share: each shows the other its best timetable. Where steps are counted, both
 * meet after equally many of them (`meet`), so that what they learn from each other doesn't depend on who is faster.
 */
export class LaneBoard {
  private readonly words: Int32Array
  private readonly meetings: number
  private readonly lane: number
  private seen = 0
  private meetingsHeld = 0

  static allocate(meetings: number): SharedArrayBuffer {
    return new SharedArrayBuffer(4 * (header + 2 * lanes * meetings))
  }

  constructor(memory: SharedArrayBuffer, lane: number) {
    this.words = new Int32Array(memory)
    this.meetings = (this.words.length - header) / (2 * lanes)
    this.lane = lane
  }

  /** Shows the other lane a timetable. */
  publish(slotOf: Int32Array): void {
    this.locked(() => {
      const version = Atomics.add(this.words, versionAt + this.lane, 1) + 1
      this.words.set(slotOf, this.place(this.lane, version))
    })
  }

  /** What the other lane published last, null where that was read before. */
  news(): Int32Array | null {
    return this.locked(() => {
      const other = 1 - this.lane
      // Where both count steps, the other may already be one meeting ahead, never two.
      const version = Math.min(Atomics.load(this.words, versionAt + other), this.meetingsHeld > 0 ? this.meetingsHeld : Infinity)
      if (version === this.seen || version === 0) return null
      this.seen = version
      const from = this.place(other, version)
      return this.words.slice(from, from + this.meetings)
    })
  }

  /** Waits until the other lane has come as far or left; false where neither happens. Each publishes exactly once before each meeting. */
  meet(): boolean {
    const wanted = lanes * ++this.meetingsHeld
    Atomics.add(this.words, arrivalsAt, 1)
    return this.await(arrivalsAt, (arrived) => arrived >= wanted || this.othersLeft() > 0, meetingLimitMs)
  }

  /** Waits until the other lane has published its last. */
  awaitLeaving(limitMs: number): boolean {
    return this.await(leftAt, (left) => left > 0, limitMs)
  }

  /** Says that this lane publishes no more. */
  leave(): void {
    Atomics.add(this.words, leftAt, 1)
    for (const place of [leftAt, arrivalsAt]) Atomics.notify(this.words, place)
  }

  stop(): void {
    Atomics.store(this.words, stopAt, 1)
  }

  isStopped(): boolean {
    return Atomics.load(this.words, stopAt) === 1
  }

  private othersLeft(): number {
    return Atomics.load(this.words, leftAt)
  }

  /** Looks again at least every tenth of a second: what ends the waiting may be written in another place. */
  private await(place: number, isOver: (value: number) => boolean, limitMs: number): boolean {
    Atomics.notify(this.words, place)
    for (let waitedMs = 0; waitedMs < limitMs; ) {
      const value = Atomics.load(this.words, place)
      if (isOver(value)) return true
      if (Atomics.wait(this.words, place, value, Math.min(100, limitMs)) === 'timed-out') waitedMs += 100
    }
    return false
  }

  private place(lane: number, version: number): number {
    return header + (2 * lane + (version & 1)) * this.meetings
  }

  private locked<T>(work: () => T): T {
    while (Atomics.compareExchange(this.words, lockAt, 0, 1) !== 0) Atomics.wait(this.words, lockAt, 1, 5)
    try {
      return work()
    } finally {
      Atomics.store(this.words, lockAt, 0)
      Atomics.notify(this.words, lockAt, 1)
    }
  }
}
