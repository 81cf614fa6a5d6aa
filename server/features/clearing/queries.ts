import { delegationAt, type Actor, type Side } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passTurn, stepsFrom, turnOf, type ClearingState, type ClearingStep } from '#server/domain/clearing/flow.ts'
import { outcomeOf, type ClearingReport, type WishOutcome } from '#server/domain/clearing/outcome.ts'
import { mutualPairs, type Wish } from '#server/domain/clearing/ranks.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { listMet, listOwnWishes, listParties, listSaved, listVersion, listWishedBy, listWishes, readClearing, type ClearingParty } from './store.ts'

/** For one event: whether a viewer must not learn of another. */
export type HiddenIn = (eventId: string) => (viewerDelegationId: string, otherDelegationId: string) => boolean
type Own = { delegationId: DelegationId; side: Side }

export type Candidate = Pick<ClearingParty, 'delegationId' | 'nameZh' | 'nameEn' | 'oneLinerZh' | 'oneLinerEn'>
export type Outcome = { partnerId: string; outcome: WishOutcome; startsAt: number | null; tableCode: string | null }

/** A participant's page. `outcomes` once cleared, for the own wishes only. */
export type WishList = { state: ClearingState; turn: 'funds' | 'startups'; isOpen: boolean; version: number; candidates: Candidate[]; wishes: Wish[]; outcomes: Outcome[] | null }

export type Named = { id: string; nameZh: string; nameEn: string }
/** The organizer's page; names of everybody in the report. */
export type ClearingView = {
  state: ClearingState
  version: number
  steps: ClearingStep[]
  funds: { all: number; done: number }
  startups: { asked: number; done: number }
  pairs: number
  report: ClearingReport | null
  names: Named[]
}

/**
 * Whom a delegation may wish for. Funds: startups that have pitched, or all where nobody has. Startups: the funds that want
 * them. Nobody who must not know of the other.
 */
export function candidatesOf(sql: SyncSql, eventId: string, own: Own, hiddenIn: HiddenIn): ClearingParty[] {
  const isHidden = hiddenIn(eventId)
  const others = listParties(sql, eventId).filter((party) => turnOf(party.side) !== turnOf(own.side))
  const visible = (party: ClearingParty): boolean => !isHidden(own.delegationId, party.delegationId) && !isHidden(party.delegationId, own.delegationId)
  if (turnOf(own.side) === 'funds') {
    const pitched = others.filter((party) => party.hasPitched)
    return (pitched.length > 0 ? pitched : others).filter(visible)
  }
  const wanting = new Set(listWishedBy(sql, own.delegationId))
  return others.filter((party) => wanting.has(party.delegationId) && visible(party))
}

const card = ({ delegationId, nameZh, nameEn, oneLinerZh, oneLinerEn }: ClearingParty): Candidate => ({ delegationId, nameZh, nameEn, oneLinerZh, oneLinerEn })
const between = (row: { aDelegationId: string; bDelegationId: string }, one: string): string | null => (row.aDelegationId === one ? row.bDelegationId : row.bDelegationId === one ? row.aDelegationId : null)

/** The clearing as each reader may see it: reads only. */
export function createClearingQueries({ db, now, hiddenIn }: { db: Database; now: () => number; hiddenIn: HiddenIn }) {
  /** Met counts as of now: a place that became free later is a meeting as well. */
  function outcomes(sql: SyncSql, eventId: string, own: Own, wishes: readonly Wish[], report: ClearingReport | null): Outcome[] {
    const isFund = turnOf(own.side) === 'funds'
    const wanting = new Set(listWishedBy(sql, own.delegationId))
    const leftOut = new Map(report?.stability?.leftOut.map((pair) => [isFund ? `${pair.fundId} ${pair.startupId}` : `${pair.startupId} ${pair.fundId}`, pair]))
    const met = new Map(listMet(sql, eventId).flatMap((row) => {
      const partner = between(row, own.delegationId)
      return partner === null ? [] : [[partner, row] as const]
    }))
    return wishes.map(({ partnerId }) => {
      const meeting = met.get(partnerId)
      const pair = leftOut.get(`${own.delegationId} ${partnerId}`)
      const outcome = outcomeOf({ isMet: meeting !== undefined, isMutual: wanting.has(partnerId), leftOut: pair === undefined ? null : { why: pair.why, isOwnFull: (isFund ? pair.fund : pair.startup) !== 'has_room' } })
      return { partnerId, outcome, startsAt: meeting?.startsAt ?? null, tableCode: meeting?.tableCode ?? null }
    })
  }

  return {
    /** The own delegation's list, whom it may choose, and what became of its wishes. */
    async forDelegation(actor: Actor, eventId: string): Promise<Result<WishList>> {
      if (actor.kind !== 'person') return err('auth.required')
      const own = delegationAt(actor, eventId as EventId)
      if (own === null || !can(actor, 'clearing:wish', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
      return db.read((sql) => {
        const { state, report } = readClearing(sql, eventId)
        const turn = turnOf(own.side)
        const isShown = turn === 'funds' ? state !== 'closed' : state !== 'closed' && state !== 'liking'
        const wishes = listOwnWishes(sql, own.delegationId)
        const parties = isShown ? candidatesOf(sql, eventId, own, hiddenIn) : []
        return ok({
          state, turn,
          isOpen: passTurn(state, own.side).ok,
          version: listVersion(sql, own.delegationId),
          candidates: parties.map(card),
          wishes: isShown ? wishes : [],
          outcomes: state === 'cleared' ? outcomes(sql, eventId, own, wishes, report) : null,
        })
      })
    },

    /** How far the lists have come and what the last press brought. Who wants whom is not shown before it is cleared. */
    async forOrganizer(actor: Actor, eventId: string): Promise<Result<ClearingView>> {
      if (!can(actor, 'clearing:watch', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return db.read((sql) => {
        const { state, version, pressedAt, report } = readClearing(sql, eventId)
        const parties = listParties(sql, eventId)
        const wishes = listWishes(sql, eventId)
        const [funds, startups] = (['funds', 'startups'] as const).map((turn) => parties.filter((party) => turnOf(party.side) === turn)) as [ClearingParty[], ClearingParty[]]
        const saved = listSaved(sql, eventId)
        const done = (side: readonly ClearingParty[]): number => side.filter((party) => saved.has(party.delegationId)).length
        const of = (side: readonly ClearingParty[]) => new Map(side.flatMap((party) => (wishes.has(party.delegationId) ? [[party.delegationId, wishes.get(party.delegationId) ?? []] as const] : [])))
        const liked = new Set([...of(funds).values()].flat().map((wish) => wish.partnerId))
        return ok({
          state, version, report,
          steps: stepsFrom(state, now() - (pressedAt ?? now())),
          funds: { all: funds.length, done: done(funds) },
          startups: { asked: liked.size, done: done(startups.filter((party) => liked.has(party.delegationId))) },
          pairs: mutualPairs(of(funds), of(startups)).length,
          names: state === 'cleared' ? parties.map(({ delegationId, nameZh, nameEn }) => ({ id: delegationId, nameZh, nameEn })) : [],
        })
      })
    },
  }
}
