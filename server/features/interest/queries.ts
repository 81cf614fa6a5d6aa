import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { checkLedger, type LedgerCheck } from '#server/domain/interest/ledger.ts'
import { isTold, isVerifiedFund, passReading, type Degree, type InterestState } from '#server/domain/interest/voice.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { ListPitches, Pitch } from '#server/features/judging/queries.ts'
import type { Database } from '#server/platform/db.ts'

import { countFunds, headOf, listLedgers, listLines, listOwnVoices, listVoices, readFund, readLedger, sha256, type NamedVoice, type OwnVoice } from './store.ts'

/** A fund's own page: every pitch with what the fund has said. `standing` says why it can't speak, or null. */
export type FundView = { state: InterestState; isVerified: boolean; isFund: boolean; pitches: { pitch: Pitch; voice: OwnVoice | null }[] }

/** Who wants to meet or follow a pitch; without notes, and without those who passed. */
export type Interested = { delegationId: string; degree: Degree; nameZh: string; nameEn: string }
export type FounderView = { state: InterestState; pitches: { itemId: string; interested: Interested[] }[] | null }

export type OrganizerView = {
  state: InterestState
  version: number
  funds: number
  /** Funds that have said something about any pitch. */
  spoken: number
  /** Hash of the newest line, to be written down at the sealing. */
  head: string
  /** Null until opened. `passes` is a number: who passed stays with the fund. */
  pitches: { pitch: Pitch; interested: Interested[]; passes: number }[] | null
}

/** An opened voice, for whoever makes meetings of it. */
export type OpenedVoice = { itemId: string; startupDelegationId: string; fundDelegationId: string; degree: Degree }

type Parts = { db: Database; now: () => number; listPitches: ListPitches }

/** Interest as each reader may see it: reads only. */
export function createInterestQueries({ db, now, listPitches }: Parts) {
  const refused = (actor: Actor) => err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
  const told = (voices: readonly NamedVoice[], itemId: string): Interested[] =>
    voices.filter((voice) => voice.itemId === itemId && isTold(voice.degree)).map(({ delegationId, degree, nameZh, nameEn }) => ({ delegationId, degree, nameZh, nameEn })).sort((a, b) => Number(b.degree === 'meet') - Number(a.degree === 'meet'))

  return {
    /** What the actor's own fund has said, pitch by pitch, with its notes. */
    async forFund(actor: Actor, eventId: string): Promise<Result<FundView>> {
      const own = delegationAt(actor, eventId as EventId)
      if (own === null || !can(actor, 'interest:read_own', { eventId: own.eventId, delegationIds: [own.delegationId] })) return refused(actor)
      return db.read((sql) => {
        const fund = readFund(sql, eventId, own.delegationId)
        const voices = new Map(listOwnVoices(sql, eventId, own.delegationId).map((voice) => [voice.itemId, voice]))
        const pitches = listPitches(sql, eventId).filter((pitch) => pitch.organizationId !== own.organizationId)
        return ok({
          state: readLedger(sql, eventId).state,
          isFund: own.side === 'investor' || own.side === 'acquirer',
          isVerified: fund !== null && isVerifiedFund(fund, now()),
          pitches: pitches.map((pitch) => ({ pitch, voice: voices.get(pitch.itemId) ?? null })),
        })
      })
    },

    /** Who is interested in the actor's own pitches; nothing until the organizer has opened it. */
    async forFounder(actor: Actor, eventId: string): Promise<Result<FounderView>> {
      const own = delegationAt(actor, eventId as EventId)
      if (own === null || !can(actor, 'interest:read_own', { eventId: own.eventId, delegationIds: [own.delegationId] })) return refused(actor)
      return db.read((sql) => {
        const { state } = readLedger(sql, eventId)
        if (!passReading(state).ok) return ok({ state, pitches: null })
        const voices = listVoices(sql, eventId)
        const mine = listPitches(sql, eventId).filter((pitch) => pitch.delegationId === own.delegationId)
        return ok({ state, pitches: mine.map(({ itemId }) => ({ itemId, interested: told(voices, itemId) })) })
      })
    },

    /** For the organizer: how many have spoken; who about what only once it is opened. */
    async forOrganizer(actor: Actor, eventId: string): Promise<Result<OrganizerView>> {
      if (!can(actor, 'interest:watch', { eventId: eventId as EventId })) return refused(actor)
      return db.read((sql) => {
        const { state, version } = readLedger(sql, eventId)
        const counts = { state, version, ...countFunds(sql, eventId), head: headOf(sql, eventId) }
        if (!passReading(state).ok) return ok({ ...counts, pitches: null })
        const voices = listVoices(sql, eventId)
        const pitches = listPitches(sql, eventId).map((pitch) => ({ pitch, interested: told(voices, pitch.itemId), passes: voices.filter((voice) => voice.itemId === pitch.itemId && !isTold(voice.degree)).length }))
        return ok({ ...counts, pitches })
      })
    },

    /**
     * Every opened voice of an event that isn't a pass, for the clearing into meetings. `interest.not_opened` before the
     * opening, also for the system itself.
     */
    async listOpened(actor: Actor, eventId: string): Promise<Result<OpenedVoice[]>> {
      if (!can(actor, 'interest:watch', { eventId: eventId as EventId })) return refused(actor)
      return db.read((sql) => {
        const open = passReading(readLedger(sql, eventId).state)
        if (!open.ok) return open
        const owners = new Map(listPitches(sql, eventId).map((pitch) => [pitch.itemId, pitch.delegationId]))
        return ok(
          listVoices(sql, eventId).flatMap(({ itemId, delegationId, degree }) => {
            const startupDelegationId = owners.get(itemId)
            return startupDelegationId === undefined || !isTold(degree) ? [] : [{ itemId, startupDelegationId, fundDelegationId: delegationId, degree }]
          }),
        )
      })
    },

    /** Recomputes the chain of every event's ledger, for whoever keeps the house; says nothing of what is in them. */
    async check(): Promise<{ slug: string; check: LedgerCheck }[]> {
      return db.read((sql) => listLedgers(sql)).map(({ eventId, slug }) => db.read((sql) => ({ slug, check: checkLedger(listLines(sql, eventId), listVoices(sql, eventId), sha256) })))
    },
  }
}
