import { delegationAt, rolesAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { recusalOf, type RecusalAnswer } from '#server/domain/judging/recusal.ts'
import { rankPitches, type PitchResult } from '#server/domain/judging/results.ts'
import { organizerMaySee, releasedLines } from '#server/domain/judging/sealing.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { judgeTies, listCards, listJudges, listSaid, pitchTies, readRound, type CardRow, type Judge, type Round } from './store.ts'

/** A pitch on the released programme, and who gives it. */
export type Pitch = { itemId: string; eventId: string; stageId: string; startsAt: number; endsAt: number; delegationId: string; organizationId: string; nameZh: string; nameEn: string; oneLinerZh: string; oneLinerEn: string }
export type ListPitches = (sql: SyncSql, eventId: string) => Pitch[]

/** Everything about an event's judging, for those who decide about it; most of it must not leave the server. */
export type Bench = { round: Round; pitches: Pitch[]; judges: Judge[]; cards: CardRow[]; recusal: (judgeId: string, pitch: Pitch) => RecusalAnswer }

export type OwnCard = { pitch: Pitch; recusal: RecusalAnswer; card: Pick<CardRow, 'scores' | 'note' | 'state' | 'isLate' | 'version'> | null }
export type Progress = { judgeId: string; itemId: string; state: 'none' | 'draft' | 'submitted'; isLate: boolean; recusal: RecusalAnswer }
export type Watched = {
  round: Omit<Round, 'released'> | null
  pitches: Pitch[]
  judges: Judge[]
  progress: Progress[]
  /** Null while they are sealed, also for whoever runs the round. */
  results: PitchResult[] | null
}
export type PublicLine = { itemId: string; place: number | null; nameZh: string; nameEn: string; normal: number | null; isTied: boolean }

/** Loads an event's judging in a fixed number of statements; null where none is set up. */
export function readBench(sql: SyncSql, listPitches: ListPitches, eventId: string, nowMs: number): Bench | null {
  const round = readRound(sql, eventId)
  if (round === null) return null
  const pitches = listPitches(sql, eventId)
  const judges = listJudges(sql, eventId)
  const ties = judgeTies(sql, judges, nowMs)
  const owners = pitchTies(sql, pitches.map((pitch) => pitch.organizationId))
  const said = new Map(listSaid(sql, eventId).map((row) => [`${row.judgeId} ${row.itemId}`, row]))
  const recusal = (judgeId: string, pitch: Pitch): RecusalAnswer =>
    recusalOf(
      ties.get(judgeId) ?? { organizationIds: [], nameKeys: [], metOrganizationIds: [] },
      owners.get(pitch.organizationId) ?? { organizationId: pitch.organizationId, investorKeys: [] },
      said.get(`${judgeId} ${pitch.itemId}`) ?? null,
      round.metBefore,
    )
  return { round, pitches, judges, cards: listCards(sql, eventId), recusal }
}

/** The ranking as the cards stand now: handed in, by people who are judges still, and not recused. */
export function rankBench({ round, pitches, judges, cards, recusal }: Bench): PitchResult[] {
  const seated = new Set(judges.map((judge) => judge.judgeId))
  const counted = pitches.flatMap((pitch) => cards.filter((card) => card.itemId === pitch.itemId && card.state === 'submitted' && seated.has(card.judgeId) && !recusal(card.judgeId, pitch).isRecused))
  return rankPitches(pitches.map((pitch) => pitch.itemId), round.criteria, round.scaleMax, counted)
}

type Parts = { db: Database; now: () => number; listPitches: ListPitches }

/** Judging as each reader may see it: reads only. */
export function createJudgingQueries({ db, now, listPitches }: Parts) {
  const bench = (eventId: string): Bench | null => db.read((sql) => readBench(sql, listPitches, eventId, now()))
  const refused = (actor: Actor) => err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')

  return {
    /** A judge's own pitches and cards, with why she steps aside where she does. Nobody else's points are in it. */
    async forJudge(actor: Actor, eventId: string): Promise<Result<{ round: Pick<Round, 'state' | 'scaleMax' | 'criteria' | 'lateUntil'> | null; items: OwnCard[] }>> {
      if (actor.kind !== 'person' || !rolesAt(actor, eventId as EventId).includes('judge') || !can(actor, 'judging:score', { eventId: eventId as EventId })) return refused(actor)
      const found = bench(eventId)
      if (found === null) return ok({ round: null, items: [] })
      const { state, scaleMax, criteria, lateUntil } = found.round
      const items = found.pitches.map((pitch): OwnCard => {
        const card = found.cards.find((one) => one.itemId === pitch.itemId && one.judgeId === actor.personId)
        return { pitch, recusal: found.recusal(actor.personId, pitch), card: card === undefined ? null : { scores: card.scores, note: card.note, state: card.state, isLate: card.isLate, version: card.version } }
      })
      return ok({ round: { state, scaleMax, criteria, lateUntil }, items })
    },

    /** Set-up and progress for the organizer; the results only when the rule of the round says so. Notes are never in it. */
    async watch(actor: Actor, eventId: string): Promise<Result<Watched>> {
      if (!can(actor, 'judging:watch', { eventId: eventId as EventId })) return refused(actor)
      const found = bench(eventId)
      if (found === null) return ok(db.read((sql) => ({ round: null, pitches: listPitches(sql, eventId), judges: listJudges(sql, eventId), progress: [], results: null })))
      const { round: { released, ...round }, pitches, judges, cards } = found
      const progress = judges.flatMap(({ judgeId }) =>
        pitches.map((pitch): Progress => {
          const card = cards.find((one) => one.itemId === pitch.itemId && one.judgeId === judgeId)
          return { judgeId, itemId: pitch.itemId, state: card?.state ?? 'none', isLate: card?.isLate ?? false, recusal: found.recusal(judgeId, pitch) }
        }),
      )
      const results = organizerMaySee(round, round.state) ? (released ?? rankBench(found)) : null
      return ok({ round, pitches, judges, progress, results })
    },

    /** What was released, as the reader may see it: founders the own line, everybody the winners where they are opened. `judging.sealed` before. */
    async released(actor: Actor, eventId: string): Promise<Result<{ own: PublicLine[]; winners: Pick<PublicLine, 'itemId' | 'place' | 'nameZh' | 'nameEn' | 'isTied'>[] }>> {
      const here = eventId as EventId
      const own = delegationAt(actor, here)
      if (!can(actor, 'audience:follow', { eventId: here, delegationIds: own === null ? [] : [own.delegationId] })) return refused(actor)
      const { round, pitches } = db.read((sql) => ({ round: readRound(sql, eventId), pitches: listPitches(sql, eventId) }))
      if (round === null || round.released === null) return err('judging.sealed')
      const mine = pitches.filter((pitch) => pitch.delegationId === own?.delegationId).map((pitch) => pitch.itemId)
      const lines = releasedLines(round, mine.length > 0 ? { kind: 'founder', itemIds: mine } : { kind: 'other' }, round.released)
      const named = (itemId: string): { nameZh: string; nameEn: string } => {
        const pitch = pitches.find((one) => one.itemId === itemId)
        return { nameZh: pitch?.nameZh ?? '', nameEn: pitch?.nameEn ?? '' }
      }
      return ok({
        own: lines.full.map(({ itemId, place, normal, isTied }) => ({ itemId, place, normal, isTied, ...named(itemId) })),
        winners: lines.names.map(({ itemId, place, isTied }) => ({ itemId, place, isTied, ...named(itemId) })),
      })
    },
  }
}
