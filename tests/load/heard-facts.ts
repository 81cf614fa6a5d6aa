import { factPayloads, type Fact } from '#server/protocol/server-to-client.ts'

const mostMs = 60_000
const framesKept = 8

/**
 * What a hall in one process has heard of a room. A frame is parsed and looked at in full once: later ones are held against
 * it byte by byte, so that every phone's bytes are checked without five thousand parsings of the same text.
 */
export class HeardFacts {
  facts = 0
  frames = 0
  /** Facts that came to a phone out of turn, and those that are not what the wire says they are. */
  gaps = 0
  strange = 0
  private delays = new Uint32Array(mostMs + 1)
  private kept: { bytes: Buffer; facts: Fact[] }[] = []
  constructor(private readonly room: string) {}

  /** The facts in the text between `from` and `to`. */
  parsed(bytes: Buffer, from: number, to: number): Fact[] {
    for (const known of this.kept) if (known.bytes.length === to - from && bytes.compare(known.bytes, 0, known.bytes.length, from, to) === 0) return known.facts
    const own = Buffer.from(bytes.subarray(from, to))
    const [, frame] = JSON.parse(own.toString('utf8', 2)) as [string, { room: string; facts: Fact[] }]
    const facts = frame.room === this.room ? frame.facts : []
    this.strange += facts.filter((fact) => fact.room !== this.room || !factPayloads[fact.name].safeParse(fact.payload).success).length
    this.kept = [{ bytes: own, facts }, ...this.kept.slice(0, framesKept - 1)]
    return facts
  }

  /** A phone that has come as far as `seq` hears a frame; how far it has come then. */
  take(facts: readonly Fact[], seq: number): number {
    if (facts.length === 0) return seq
    const now = Date.now()
    let last = seq
    this.frames += 1
    for (const fact of facts) {
      if (fact.seq <= last) continue
      if (fact.seq !== last + 1) this.gaps += 1
      last = fact.seq
      this.facts += 1
      const bin = Math.max(0, Math.min(mostMs, now - fact.at))
      this.delays[bin] = (this.delays[bin] as number) + 1
    }
    return last
  }

  /** What was heard since the last report: delays as counts, `[ms, facts]` in rising order. */
  report(): { facts: number; frames: number; gaps: number; strange: number; delays: [number, number][] } {
    const delays = Array.from(this.delays.entries()).filter(([, count]) => count > 0)
    const { facts, frames, gaps, strange } = this
    this.delays.fill(0)
    this.facts = this.frames = this.gaps = this.strange = 0
    return { facts, frames, gaps, strange, delays }
  }
}
