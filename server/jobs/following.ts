import { createHash } from 'node:crypto'

import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Fact, FactName } from '#server/protocol/server-to-client.ts'

import type { JobRequest } from './outbox.ts'
import type { Work } from './work.ts'

export type PendingFact = { room: string; name: FactName; payload: unknown }
type PendingAudit = { action: string; subject: string; eventId: string | null; detail: Record<string, unknown> }

/** What a change has asked for so far: saved with it, or forgotten with it. */
export type Following = { facts: PendingFact[]; jobs: JobRequest[]; audits: PendingAudit[] }

/** Jobs that follow from the facts of any change; written in its transaction, so only what is quick to look up. */
export type Alongside = (facts: readonly PendingFact[], now: number) => JobRequest[]

/** The collecting half of `Work`: the same for transactions of Prisma and of prepared SQL. */
export function collectFollowing(now: number, newId: () => string): { held: Omit<Work, 'tx'>; following: Following } {
  const following: Following = { facts: [], jobs: [], audits: [] }
  return {
    following,
    held: {
      now,
      newId,
      fact: (room, name, payload) => void following.facts.push({ room, name, payload }),
      job: (request) => void following.jobs.push(request),
      audit: (action, subject, { eventId, ...detail } = {}) => void following.audits.push({ action, subject, eventId: eventId ?? null, detail }),
    },
  }
}

/** Carries an expected failure out of a transaction, so that nothing half written remains. */
export class RolledBack extends Error {
  readonly result: Result<never>
  constructor(result: Result<never>) {
    super('rolled back')
    this.result = result
  }
}

/** Gives each fact its seq in its room; `lastOf` is the room's seq after all of them. */
export function numberFacts(pending: readonly PendingFact[], now: number, lastOf: ReadonlyMap<string, number>): Fact[] {
  const next = new Map<string, number>()
  for (const [room, count] of countByRoom(pending)) next.set(room, (lastOf.get(room) ?? count) - count + 1)
  return pending.map(({ room, name, payload }) => {
    const seq = next.get(room) ?? 1
    next.set(room, seq + 1)
    return { room, seq, at: now, name, payload } as Fact
  })
}

export function countByRoom(pending: readonly PendingFact[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { room } of pending) counts.set(room, (counts.get(room) ?? 0) + 1)
  return counts
}

/** One line of the audit trail; `at` in ms. */
export type AuditLine = { seq: number; at: number; actorId: string | null; action: string; subject: string; eventId: string | null; detail: unknown }

/** JSON with sorted keys: a database may give them back in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

/** Hash of an audit line: SHA-256 over the hash of the line before and the line's own fields as canonical JSON. */
export function auditHash(previous: string, line: AuditLine): string {
  const { seq, at, actorId, action, subject, eventId, detail } = line
  return createHash('sha256').update(canonical([previous, seq, at, actorId, action, subject, eventId, detail])).digest('hex')
}

/** Chains new lines to the last one stored. */
export function chainAudits(last: { seq: number; hash: string } | null, actor: Actor, now: number, pending: readonly PendingAudit[]): (AuditLine & { detail: Record<string, unknown>; previous: string; hash: string })[] {
  let { seq, hash } = last ?? { seq: 0, hash: '' }
  const actorId = actor.kind === 'person' ? actor.personId : null
  return pending.map((entry) => {
    const line = { seq: ++seq, at: now, actorId, ...entry }
    const previous = hash
    hash = auditHash(previous, line)
    return { ...line, previous, hash }
  })
}
