import type { Degree } from './voice.ts'

/** One line of the ledger; `at` in ms. `noteDigest` is SHA-256 over a salt and the note, '' without a note. */
export type LedgerLine = { eventId: string; seq: number; at: number; itemId: string; delegationId: string; personId: string; degree: Degree; noteDigest: string }
export type ChainedLine = LedgerLine & { previous: string; hash: string }

/** What is hashed: the hash of the line before and the line's own fields, always in this order. */
export function ledgerText(previous: string, line: LedgerLine): string {
  const { eventId, seq, at, itemId, delegationId, personId, degree, noteDigest } = line
  return JSON.stringify([previous, eventId, seq, at, itemId, delegationId, personId, degree, noteDigest])
}

/** The present voices that the lines add up to, by `item delegation`: the last line of each. */
export function foldLedger(lines: readonly LedgerLine[]): Map<string, Degree> {
  return new Map(lines.map((line) => [`${line.itemId} ${line.delegationId}`, line.degree]))
}

/** `broken`: the first line that doesn't follow from the one before, or `voices` where the present voices aren't what the lines say. */
export type LedgerCheck = { lines: number; broken: { seq: number; why: 'gap' | 'hash' } | { why: 'voices' } | null }

/** Recomputes a chain from its start and compares what it adds up to with the voices that are kept. */
export function checkLedger(lines: readonly ChainedLine[], voices: readonly { itemId: string; delegationId: string; degree: Degree }[], hash: (text: string) => string): LedgerCheck {
  let previous = ''
  for (const [at, line] of lines.entries()) {
    if (line.seq !== at + 1) return { lines: at, broken: { seq: at + 1, why: 'gap' } }
    if (line.previous !== previous || line.hash !== hash(ledgerText(previous, line))) return { lines: at, broken: { seq: line.seq, why: 'hash' } }
    previous = line.hash
  }
  const told = foldLedger(lines)
  const isSame = told.size === voices.length && voices.every((voice) => told.get(`${voice.itemId} ${voice.delegationId}`) === voice.degree)
  return { lines: lines.length, broken: isSame ? null : { why: 'voices' } }
}
