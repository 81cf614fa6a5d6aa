import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import { blockOf } from '#server/domain/matchmaking/hard-rules.ts'
import { orderPair } from '#server/domain/matchmaking/explain.ts'
import { isHiddenFrom, passesFilter, seekingOf, viewFrom, type MatchView, type Seeking } from '#server/domain/matchmaking/match-view.ts'
import { findMatchingNeeds, type MatchingNeeds } from '#server/domain/matchmaking/overview.ts'
import { scorePair } from '#server/domain/matchmaking/score.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Entry, EventIndex, MatchIndex } from '#server/features/match-index/queries.ts'
import type { Database } from '#server/platform/db.ts'
import type { RankInput } from '#server/protocol/inputs/matchmaking.ts'

import { loadDealings, loadTraffic, type Dealings } from './store.ts'

/** An organization as every participant of the event may see it. `verifiedClaims` are kinds. */
export type MatchCard = {
  delegationId: string
  organizationId: string
  side: string
  kind: string
  subkind: string
  nameZh: string
  nameEn: string
  oneLinerZh: string
  oneLinerEn: string
  sectors: string[]
  labels: string[]
  stage: string
  round: string
  region: string
  intakeClass: string
  aumBand: string
  verifiedClaims: string[]
  seeking: Seeking
}

export type Match = MatchView & {
  partner: MatchCard
  request: { id: string; state: string; direction: 'sent' | 'received' } | null
  hasMeeting: boolean
  mark: 'later' | 'never' | null
}

export type Ranking = { viewer: MatchCard; matches: Match[]; nextCursor: string | null; counts: { open: number; later: number; never: number; blocked: number }; filtered: number }

export type MatchingOverview = MatchingNeeds & { cards: Record<string, MatchCard> }

/** Who fits whom, and why: reads only. */
export function createMatchmakingQueries({ db, index }: { db: Database; index: MatchIndex }) {
  /** The event and the delegation for which is asked: the actor's own, or any for the organizer. */
  function enter(actor: Actor, eventId: string, wanted?: string | null): Result<{ event: EventIndex; viewer: Entry }> {
    if (actor.kind === 'anonymous') return err('auth.required')
    const delegationId = wanted ?? delegationAt(actor, eventId as EventId)?.delegationId
    const event = index.of(eventId)
    if (event === null) return err('record.not_found')
    const resource = { eventId: eventId as EventId, delegationIds: delegationId === undefined ? [] : [delegationId as DelegationId] }
    if (!can(actor, 'match:view_own', resource)) return err('auth.forbidden')
    const open = isStaff(actor, eventId) ? ok() : passGate('directory:participants', event.phase)
    if (!open.ok) return open
    const viewer = delegationId === undefined ? undefined : event.entries.get(delegationId)
    return viewer === undefined ? err('record.not_found') : ok({ event, viewer })
  }

  return {
    /** Partners for one delegation, best first, one page at a time, each with the reasons of both sides. */
    async rank(actor: Actor, input: { eventId: string; delegationId?: string | null } & RankInput): Promise<Result<Ranking>> {
      const entered = enter(actor, input.eventId, input.delegationId)
      if (!entered.ok) return entered
      const { event, viewer } = entered.value
      const dealings = await loadDealings(db.client, viewer.row.delegationId)
      const row = event.cached(`row:${viewer.row.delegationId}`, () => scoreRow(event, viewer))
      const counts = { open: 0, later: 0, never: 0, blocked: 0 }
      const listed: Scored[] = []
      for (const scored of row) {
        const list = listOf(scored, dealings)
        counts[list] += 1
        if (list !== input.list || !passesFilter(scored.entry.prepared, input)) continue
        const id = scored.entry.row.delegationId
        if (input.notAsked && (dealings.asked.has(id) || dealings.meetings.has(id))) continue
        listed.push(scored)
      }
      const from = input.cursor ? listed.findIndex((scored) => isAfter(scored, input.cursor ?? '')) : 0
      const page = from === -1 ? [] : listed.slice(from, from + input.limit)
      const last = page.at(-1)
      const matches = page.flatMap(({ entry }) => {
        const view = viewFrom(viewer.prepared, entry.prepared, { settings: event.settings, metBefore: event.metBefore(viewer, entry) })
        return view === null ? [] : [matchOf(view, entry, dealings)]
      })
      const hasMore = last !== undefined && listed.at(-1) !== last
      return ok({ viewer: cardOf(viewer), matches, nextCursor: hasMore ? cursorOf(last) : null, counts, filtered: listed.length })
    },

    /** One pair in full, as the first of the two sees it. */
    async pair(actor: Actor, input: { eventId: string; delegationId?: string | null; otherDelegationId: string }): Promise<Result<Match & { viewer: MatchCard }>> {
      const entered = enter(actor, input.eventId, input.delegationId)
      if (!entered.ok) return entered
      const { event, viewer } = entered.value
      const other = event.entries.get(input.otherDelegationId)
      if (other === undefined || viewer.prepared.group === other.prepared.group) return err('record.not_found')
      const view = viewFrom(viewer.prepared, other.prepared, { settings: event.settings, metBefore: event.metBefore(viewer, other) })
      if (view === null) return err('record.not_found')
      return ok({ ...matchOf(view, other, await loadDealings(db.client, viewer.row.delegationId)), viewer: cardOf(viewer) })
    },

    /** The actor's own card as all participants see it; also before the list of participants is published. */
    async card(actor: Actor, eventId: string): Promise<Result<MatchCard>> {
      const own = delegationAt(actor, eventId as EventId)
      if (own === null || !can(actor, 'match:view_own', { eventId: eventId as EventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
      const entry = index.of(eventId)?.entries.get(own.delegationId)
      return entry === undefined ? err('record.not_found') : ok(cardOf(entry))
    },

    /** For the organizer: who should meet and isn't going to, who is overloaded, who finds nobody. */
    async overview(actor: Actor, eventId: string): Promise<Result<MatchingOverview>> {
      if (!can(actor, 'match:view_all', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const event = index.of(eventId)
      if (event === null) return err('record.not_found')
      const [table, traffic] = await Promise.all([event.table(), loadTraffic(db.client, eventId)])
      const needs = findMatchingNeeds(table, event.settings, traffic)
      const shown = new Set([...needs.missing.flatMap((pair) => [pair.buyer, pair.seller]), ...needs.overloaded.map((one) => one.delegationId), ...needs.lonely.map((one) => one.delegationId)])
      const cards = Object.fromEntries([...shown].flatMap((id) => {
        const entry = event.entries.get(id)
        return entry === undefined ? [] : [[id, cardOf(entry)]]
      }))
      return ok({ ...needs, cards })
    },
  }
}

function isStaff(actor: Actor, eventId: string): boolean {
  return can(actor, 'match:view_all', { eventId: eventId as EventId })
}

type Scored = { entry: Entry; total: number; blocked: boolean }

/** Everybody across the money with the total, best first. Who has put the viewer on an avoid list isn't there. */
function scoreRow(event: EventIndex, viewer: Entry): Scored[] {
  const row: Scored[] = []
  for (const entry of event.entries.values()) {
    const pair = orderPair(viewer.prepared, entry.prepared)
    if (pair === null || isHiddenFrom(viewer.prepared, entry.prepared)) continue
    const blocked = blockOf(pair.buyer, pair.seller, event.settings) !== null
    row.push({ entry, blocked, total: blocked ? 0 : scorePair(pair.buyer, pair.seller).total })
  }
  return row.sort((a, b) => b.total - a.total || (a.entry.row.delegationId < b.entry.row.delegationId ? -1 : 1))
}

function listOf({ entry, blocked }: Scored, { marks }: Dealings): 'open' | 'later' | 'never' | 'blocked' {
  return marks.get(entry.row.delegationId) ?? (blocked ? 'blocked' : 'open')
}

const cursorOf = ({ total, entry }: Scored): string => `${total.toFixed(9)}~${entry.row.delegationId}`

function isAfter(scored: Scored, cursor: string): boolean {
  const [total = '0', id = ''] = cursor.split('~')
  const here = Number(scored.total.toFixed(9))
  return here < Number(total) || (here === Number(total) && scored.entry.row.delegationId > id)
}

function matchOf(view: MatchView, entry: Entry, { asked, meetings, marks }: Dealings): Match {
  const id = entry.row.delegationId
  return { ...view, partner: cardOf(entry), request: asked.get(id) ?? null, hasMeeting: meetings.has(id), mark: marks.get(id) ?? null }
}

/** Only what is open: no valuation, no contact, no avoid list, no notes. */
export function cardOf({ row, prepared }: Entry): MatchCard {
  const { delegationId, organizationId, side, kind, subkind, nameZh, nameEn, oneLinerZh, oneLinerEn, sectors, labels, stage, round, intakeClass, aumBand } = row
  return {
    delegationId, organizationId, side, kind, subkind, nameZh, nameEn, oneLinerZh, oneLinerEn, sectors, labels, stage, round, intakeClass, aumBand,
    region: prepared.party.region, verifiedClaims: prepared.party.verifiedClaims, seeking: seekingOf(prepared),
  }
}
