import type { Actor, Side } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { lightOf, lightsOf, type ClaimLight } from '#server/domain/directory/claim-light.ts'
import { matchesQuery, queryTerms } from '#server/domain/directory/search-key.ts'
import { lineageOf } from '#server/domain/directory/vocabulary.ts'
import { personAsSeen } from '#server/domain/disclosure/visible-fields.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import { toSimplified } from '#server/platform/pinyin.ts'
import type { PeopleInput } from '#server/protocol/inputs/directory.ts'

import { loadClaims, loadDelegates, loadRoster, type ClaimLine, type DelegateLine, type RosterLine } from './store.ts'

export type ClaimView = { id: string; kind: string; value: string; light: Exclude<ClaimLight, 'none'> }
export type PersonView = ReturnType<typeof personAsSeen> & { isLead: boolean }
export type PeopleRow = Omit<RosterLine, 'searchKey'> & { people: PersonView[]; claims: ClaimView[] }
export type PeoplePage = { rows: PeopleRow[]; total: number; everybody: number; bySide: Record<Side, number>; page: number; limit: number; nextCursor: string | null }

export function may(actor: Actor, action: Action, eventId: string): Result<undefined> {
  if (can(actor, action, { eventId: eventId as EventId })) return ok()
  return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
}

/** Who takes part in an event: reads only, always the same three statements. */
export function createDirectoryQueries({ db, clock }: { db: Database; clock: Clock }) {
  function find(input: Omit<PeopleInput, 'page' | 'limit' | 'cursor'>) {
    const now = clock.now()
    const { roster, claims, delegates } = db.read((sql) => ({ roster: loadRoster(sql, input.eventId), claims: grouped(loadClaims(sql, input.eventId), 'organizationId'), delegates: grouped(loadDelegates(sql, input.eventId), 'delegationId') }))
    const terms = queryTerms(input.q, toSimplified)
    const lines = roster.filter((line) => fits(line, input) && fitsClaims(claims.get(line.organizationId) ?? [], input.claim, now) && fitsPeople(line, delegates.get(line.delegationId) ?? [], input, terms))
    const bySide: Record<Side, number> = { investor: 0, startup: 0, acquirer: 0, target: 0 }
    for (const line of roster) bySide[line.side] += 1
    return { lines, everybody: roster.length, bySide, claims, delegates, now }
  }

  function rowOf(line: RosterLine, found: ReturnType<typeof find>, isOrganizer: boolean): PeopleRow {
    const { searchKey: _key, ...row } = line
    return {
      ...row,
      people: (found.delegates.get(line.delegationId) ?? []).map((person) => ({ ...personAsSeen(person, { isOrganizer, isOwner: false, hasAgreed: false }), isLead: person.isLead === 1 })),
      claims: (found.claims.get(line.organizationId) ?? []).map(({ id, kind, value, ...claim }) => ({ id, kind, value, light: lightOf({ state: claim.state, expiresAtMs: claim.expiresAt }, found.now) })),
    }
  }

  return {
    /**
     * The People room: filtered, searched (Chinese, pinyin, initials, English, names of delegates) and sorted by name.
     * Addresses and phones are for organizers only.
     */
    async list(actor: Actor, input: PeopleInput): Promise<Result<PeoplePage>> {
      const allowed = may(actor, 'roster:view', input.eventId)
      if (!allowed.ok) return allowed
      const found = find(input)
      const { lines, everybody, bySide } = found
      const { limit, cursor } = input
      const page = Math.min(input.page, Math.max(1, Math.ceil(lines.length / limit)))
      const from = cursor ? lines.findIndex((line) => line.delegationId === cursor) + 1 : (page - 1) * limit
      const shown = lines.slice(from, from + limit)
      const isOrganizer = can(actor, 'closed_fields:view', { eventId: input.eventId as EventId })
      const nextCursor = from + limit < lines.length ? (shown.at(-1)?.delegationId ?? null) : null
      return ok({ rows: shown.map((line) => rowOf(line, found, isOrganizer)), total: lines.length, everybody, bySide, page, limit, nextCursor })
    },

    /** All that the filters leave, for a file. For organizers. */
    async listForExport(actor: Actor, input: PeopleInput): Promise<Result<PeopleRow[]>> {
      const allowed = may(actor, 'export:roster', input.eventId)
      if (!allowed.ok) return allowed
      const found = find(input)
      return ok(found.lines.map((line) => rowOf(line, found, true)))
    },
  }
}

function grouped<Row, Key extends keyof Row>(rows: readonly Row[], by: Key): Map<Row[Key], Row[]> {
  const groups = new Map<Row[Key], Row[]>()
  for (const row of rows) {
    const group = groups.get(row[by])
    if (group === undefined) groups.set(row[by], [row])
    else group.push(row)
  }
  return groups
}

type Filters = Omit<PeopleInput, 'page' | 'limit' | 'cursor'>

/** A sector or an investor kind covers those beneath it. */
function fits(line: RosterLine, { side, kind, sector, stage, aumBand }: Filters): boolean {
  return (
    (side === '' || line.side === side) &&
    (kind === '' || lineageOf('investorKinds', line.subkind).includes(kind)) &&
    (sector === '' || line.sectors.some((code) => lineageOf('sectors', code).includes(sector))) &&
    (stage === '' || line.stage === stage) &&
    (aumBand === '' || line.aumBand === aumBand)
  )
}

function fitsClaims(claims: readonly ClaimLine[], wanted: Filters['claim'], now: number): boolean {
  return wanted === '' || lightsOf(claims.map(({ state, expiresAt }) => ({ state, expiresAtMs: expiresAt })), now).includes(wanted)
}

function fitsPeople(line: RosterLine, people: readonly DelegateLine[], { unmanned }: Filters, terms: readonly string[]): boolean {
  if (unmanned === '1' && people.length > 0) return false
  return matchesQuery(line.searchKey, terms) || people.some((person) => matchesQuery(person.searchKey, terms))
}
