import { mayEnter, type EntryRule } from '#server/domain/events/entry-rules.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { EventSettings } from '#server/domain/events/settings.ts'
import { isHiddenFrom } from '#server/domain/matchmaking/match-view.ts'
import { avoidKey, because, type Party, type Reason } from '#server/domain/matchmaking/party.ts'
import { prepareParty, type PreparedParty } from '#server/domain/matchmaking/prepared-party.ts'
import { createScoreTable, type ScoreTable } from '#server/domain/matchmaking/score-table.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import {
  findEvent, isVerified, loadClaims, loadMetBefore, loadOrganizations, loadPreferences, loadStamps, pairKey, parseEntryRule, parseSettings,
  type ClaimRow, type EventRow, type OrganizationRow, type Wishes,
} from './store.ts'

/** One participant of an event: what matching reads, and what a card may show. */
export type Entry = { prepared: PreparedParty; row: Omit<OrganizationRow, 'valuation'> }

/** An event's participants as they are now. */
export type EventIndex = {
  eventId: string
  phase: Phase
  settings: EventSettings
  entries: Map<string, Entry>
  metBefore(a: Entry, b: Entry): boolean
  /** All pairs across the money; worked out in slices of a few ms, so that nobody waits. */
  table(): Promise<ScoreTable>
  /** Kept with the index until something in it changes. */
  cached<T>(key: string, make: () => T): T
}

type Kept = { event: EventRow; stamps: Map<string, string>; index: EventIndex & { replace(changed: Map<string, Entry>): void } }

const mostEvents = 8
const pairsPerSlice = 2_000
const breath = (): Promise<void> => new Promise((go) => setImmediate(go))

/**
 * Participants of each event in memory. Every look first compares stamps (versions and times of what was read), so that
 * several processes and changes by any feature are seen; only what changed is worked out again.
 */
export function createMatchIndex({ db, clock }: { db: Database; clock: Clock }) {
  const kept = new Map<string, Kept>()

  function build(sql: SyncSql, eventId: string, event: EventRow, stamps: Map<string, string>): Kept {
    const entries = loadEntries(sql, eventId, parseEntryRule(event.entryRule), clock.now())
    return { event, stamps, index: createEventIndex(eventId, event, entries, loadMetBefore(sql, eventId, clock.now())) }
  }

  function refresh(sql: SyncSql, eventId: string): Kept | null {
    const event = findEvent(sql, eventId)
    if (event === null) return null
    const stamps = loadStamps(sql, eventId, clock.now())
    const known = kept.get(eventId)
    const changed = known === undefined ? null : changedSince(known, event, stamps)
    if (known === undefined || changed === null) return build(sql, eventId, event, stamps)
    if (changed.length === 0) return known
    const entries = loadEntries(sql, eventId, parseEntryRule(event.entryRule), clock.now(), new Set(changed))
    known.index.replace(entries)
    return { ...known, stamps }
  }

  /** The event's participants, or null where there is no such event. */
  function of(eventId: string): EventIndex | null {
    const fresh = db.read((sql) => refresh(sql, eventId))
    kept.delete(eventId)
    if (fresh === null) return null
    kept.set(eventId, fresh)
    const oldest = kept.keys().next().value
    if (kept.size > mostEvents && oldest !== undefined) kept.delete(oldest)
    return fresh.index
  }

  /** True where the viewer must not learn that the other is here, because the other named it on its avoid list. */
  function isHidden(eventId: string, viewerDelegationId: string, otherDelegationId: string): boolean {
    const entries = of(eventId)?.entries
    const viewer = entries?.get(viewerDelegationId)
    const other = entries?.get(otherDelegationId)
    return viewer !== undefined && other !== undefined && isHiddenFrom(viewer.prepared, other.prepared)
  }

  return { of, isHidden }
}

/** Delegations whose stamp is another; null where the event or the set of delegations is another, so that all is rebuilt. */
function changedSince(known: Kept, event: EventRow, stamps: Map<string, string>): string[] | null {
  const sameEvent = known.event.settings === event.settings && known.event.entryRule === event.entryRule && known.event.phase === event.phase
  if (!sameEvent || known.stamps.size !== stamps.size) return null
  const changed: string[] = []
  for (const [id, stamp] of stamps) {
    const before = known.stamps.get(id)
    if (before === undefined || before.split('|')[0] !== stamp.split('|')[0]) return null
    if (before !== stamp) changed.push(id)
  }
  return changed
}

function createEventIndex(eventId: string, event: EventRow, entries: Map<string, Entry>, met: Set<string>): Kept['index'] {
  const settings = parseSettings(event.settings)
  let table: ScoreTable | null = null
  let results = new Map<string, unknown>()

  async function ready(): Promise<ScoreTable> {
    table ??= createScoreTable([...entries.values()].map((entry) => entry.prepared), settings)
    while (!table.work(pairsPerSlice)) await breath()
    return table
  }

  function cached<T>(key: string, make: () => T): T {
    if (!results.has(key)) results.set(key, make())
    return results.get(key) as T
  }

  function replace(changed: Map<string, Entry>): void {
    results = new Map()
    for (const [id, entry] of changed) {
      entries.set(id, entry)
      table?.replace(entry.prepared)
    }
  }

  const metBefore = (a: Entry, b: Entry) => met.has(pairKey(a.row.organizationId, b.row.organizationId))
  return { eventId, phase: event.phase, settings, entries, metBefore, table: ready, cached, replace }
}

function loadEntries(sql: SyncSql, eventId: string, entryRule: EntryRule, now: number, only?: Set<string>): Map<string, Entry> {
  const wishes = loadPreferences(sql, eventId)
  const claims = new Map<string, ClaimRow[]>()
  for (const claim of loadClaims(sql, eventId)) claims.set(claim.organizationId, [...(claims.get(claim.organizationId) ?? []), claim])
  const entries = new Map<string, Entry>()
  for (const { valuation, ...row } of loadOrganizations(sql, eventId)) {
    if (only !== undefined && !only.has(row.delegationId)) continue
    const party = partyOf({ ...row, valuation }, wishes.get(row.organizationId), claims.get(row.organizationId) ?? [], entryRule, now)
    entries.set(row.delegationId, { prepared: prepareParty(party), row })
  }
  return entries
}

function partyOf(row: OrganizationRow, wishes: Wishes | undefined, claims: ClaimRow[], entryRule: EntryRule, now: number): Party {
  const { delegationId, organizationId, side, kind, subkind, sectors, labels, stage, round, intakeClass, aumBand, valuation } = row
  return {
    delegationId, organizationId, side, kind, subkind, sectors, labels, stage, round, intakeClass, aumBand, valuation,
    nameKeys: [...new Set([row.nameZh, row.nameEn, row.legalName].filter((name) => name !== '').map(avoidKey))],
    region: row.region,
    verifiedClaims: [...new Set(claims.filter((claim) => isVerified(claim, now)).map((claim) => claim.kind))],
    thesis: wishes?.thesis ?? null,
    mandate: wishes?.mandate ?? null,
    need: wishes?.need ?? null,
    entryRefusal: refusal(entryRule, row, claims, now),
  }
}

/** The first reason why the one-to-one session's entry rule keeps an organization out. */
function refusal(rule: EntryRule, { kind, subkind }: OrganizationRow, claims: ClaimRow[], now: number): Reason | null {
  const answer = mayEnter(rule, { kind, subkind, claims: claims.map((claim) => ({ ...claim, expiresAtMs: claim.expiresAt })) }, now)
  const first = answer.ok ? undefined : answer.reasons[0]
  if (first === undefined) return null
  return because(first.code, Object.fromEntries(Object.entries(first.params).map(([key, value]) => [key, String(value)])))
}

export type MatchIndex = ReturnType<typeof createMatchIndex>
