import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { PlacedMeeting, TimetableProblem, UnplacedMeeting } from '#server/domain/scheduling/problem.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { buildProblem } from '#server/domain/timetable/build-problem.ts'
import { offGridWhy, type OffGridWhy } from '#server/domain/timetable/off-grid.ts'
import { diffPlans, type PlanChanges } from '#server/domain/timetable/diff.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'
import { fromPlan } from '#server/domain/timetable/frame.ts'
import { faultsOf } from '#server/domain/timetable/move.ts'
import { withPins, type Pin } from '#server/domain/timetable/pins.ts'
import type { TracePoint } from '#server/domain/timetable/trace.ts'
import { whyHere, type WhyHere } from '#server/domain/timetable/why-here.ts'
import { slotMinutes } from '#server/domain/events/settings.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { BoardDelegation, BoardPerson, TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

import { findDraft, listDrafts, type Draft, type DraftSummary } from './store.ts'

/** A board that a browser can draw and check moves on by itself. `seq`: facts of the desk's room that it includes. */
export type BoardData = {
  eventId: string
  seq: number
  frame: Frame
  /** Without pins. */
  problem: TimetableProblem
  placed: PlacedMeeting[]
  unplaced: UnplacedMeeting[]
  pins: Pin[]
  names: { delegations: BoardDelegation[]; people: BoardPerson[] }
}

export type DraftBoard = BoardData & { draft: DraftSummary; trace: TracePoint[] }
/** `standing`: id and version of each meeting by its name in the problem. */
export type LiveBoard = BoardData & { standing: Record<string, { meetingId: string; version: number; pinned: boolean }>; off: OffGridMeeting[] }
/** A meeting that stands and isn't over, for which the grid as it is now has no place. Instants in ms. */
export type OffGridMeeting = { meetingId: string; version: number; aDelegationId: string; bDelegationId: string; startsAt: number; endsAt: number; tableId: string | null; why: OffGridWhy }

/** `waiting`: accepted requests that have no meeting yet; `standing`: meetings that have, `offGrid` of them where the grid has no place any more. `names` for the reasons of drafts that can't be. */
export type TimetableRoom = { seq: number; drafts: DraftSummary[]; waiting: number; standing: number; offGrid: number; slots: number; tables: { id: string; code: string }[]; names: BoardData['names'] }

/** Why a meeting of a draft is where it is, or why it has no place. */
export type MeetingWhy = { meeting: string; here: WhyHere[]; missing: UnplacedMeeting | null }

export type Comparison = { a: DraftSummary; b: DraftSummary; changes: PlanChanges; frames: { a: Frame; b: Frame }; names: BoardData['names'] }

type Parts = { db: Database; now: () => number; diary: Diary; facts: TimetableFactsStore }

/** Drafts, the board of one, and the live board: reads only, each from one consistent snapshot. */
export function createTimetableQueries({ db, now, diary, facts }: Parts) {
  const seqOf = (sql: SyncSql, eventId: string): number => sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, deskRoom(eventId))?.seq ?? 0
  const mayView = (actor: Actor, eventId: string): boolean => can(actor, 'timetable:view', { eventId: eventId as EventId })

  function ownDraft(sql: SyncSql, actor: Actor, draftId: string): Draft | null {
    const draft = findDraft(sql, draftId)
    return draft !== null && mayView(actor, draft.eventId) ? draft : null
  }

  /** What is over needs no place any more. */
  function offGrid(event: EventFacts, meetings: ReturnType<TimetableFactsStore['listStanding']>): OffGridMeeting[] {
    const grid = { ...event, slotMinutes: slotMinutes(event.settings) }
    return meetings.flatMap((meeting) => {
      const why = meeting.endsAtMs <= now() ? null : offGridWhy(grid, meeting)
      const { id, version, aDelegationId, bDelegationId, startsAtMs, endsAtMs, tableId } = meeting
      return why === null ? [] : [{ meetingId: id, version, aDelegationId, bDelegationId, startsAt: startsAtMs, endsAt: endsAtMs, tableId, why }]
    })
  }

  function summaryOf(draft: Draft): DraftSummary {
    const { frame: _frame, problem: _problem, plan: _plan, pins: _pins, trace: _trace, ...summary } = draft
    return summary
  }

  return {
    /** The event's drafts with their numbers, and what there is to plan. A fixed number of statements. */
    async list(actor: Actor, eventId: string): Promise<Result<TimetableRoom>> {
      if (!mayView(actor, eventId)) return err('record.not_found')
      return db.read((sql) => {
        const event = diary.findEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const waiting = facts.listOpenRequests(sql, eventId).length
        const meetings = facts.listStanding(sql, eventId)
        const drafts = listDrafts(sql, eventId)
        const names = drafts.some((draft) => draft.core !== null) ? facts.loadNames(sql, eventId) : { delegations: [], people: [] }
        const tables = event.tables.map(({ id, code }) => ({ id, code }))
        return ok({ seq: seqOf(sql, eventId), drafts, waiting, standing: meetings.length, offGrid: offGrid(event, meetings).length, slots: event.slots.length, tables, names })
      })
    },

    /** Everything the board of a draft shows. A plan that the check refuses is never shown: `draft.unsound`. */
    async get(actor: Actor, input: { eventId: string; draftId: string }): Promise<Result<DraftBoard>> {
      return db.read((sql) => {
        const draft = ownDraft(sql, actor, input.draftId)
        if (draft === null || draft.eventId !== input.eventId) return err('record.not_found')
        const { eventId, frame, problem, plan, pins } = draft
        if (plan !== null && faultsOf(withPins(problem, pins), plan).length > 0) return err('draft.unsound')
        const placed = plan?.placed ?? []
        return ok({ eventId, seq: seqOf(sql, eventId), draft: summaryOf(draft), trace: draft.trace, frame, problem, placed, unplaced: plan?.unplaced ?? [], pins, names: facts.loadNames(sql, eventId) })
      })
    },

    /** Why one meeting of a draft is at its slot and table, or why it has none. `meeting` is its name in the problem. */
    async why(actor: Actor, input: { eventId: string; draftId: string; meeting: string }): Promise<Result<MeetingWhy>> {
      return db.read((sql) => {
        const draft = ownDraft(sql, actor, input.draftId)
        if (draft === null || draft.eventId !== input.eventId || draft.frame.meetings[input.meeting] === undefined) return err('record.not_found')
        if (draft.plan === null) return err('draft.not_ready')
        const here = whyHere(withPins(draft.problem, draft.pins), draft.plan.placed, input.meeting)
        return ok({ meeting: input.meeting, here, missing: draft.plan.unplaced.find((one) => one.meeting === input.meeting) ?? null })
      })
    },

    /** Meetings as they stand now, in the same shape; pinned ones can be moved all the same, the organizer knows why. */
    async live(actor: Actor, eventId: string): Promise<Result<LiveBoard>> {
      if (!mayView(actor, eventId)) return err('record.not_found')
      return db.read((sql) => {
        const loaded = facts.loadFacts(sql, diary, eventId, now(), () => 0)
        if (loaded === null) return err('record.not_found')
        const { frame, problem, standing } = buildProblem({ ...loaded.facts, requests: [] }, false)
        const meetings = facts.listStanding(sql, eventId)
        const rows = new Map(meetings.map((row) => [row.requestId ?? row.id, { meetingId: row.id, version: row.version, pinned: row.pinned }]))
        return ok({
          eventId, seq: seqOf(sql, eventId), frame, problem, placed: standing, unplaced: [], names: facts.loadNames(sql, eventId),
          pins: standing.filter((one) => rows.get(one.meeting)?.pinned), standing: Object.fromEntries(rows), off: offGrid(loaded.event, meetings),
        })
      })
    },

    /** From one draft to another: moved, retabled, new, gone. Both must be of one event. */
    async compare(actor: Actor, input: { eventId: string; a: string; b: string }): Promise<Result<Comparison>> {
      return db.read((sql) => {
        const [a, b] = [input.a, input.b].map((id) => ownDraft(sql, actor, id))
        if (!a || !b || a.eventId !== input.eventId || b.eventId !== input.eventId) return err('record.not_found')
        if (a.plan === null || b.plan === null) return err('draft.not_ready')
        const changes = diffPlans(fromPlan(a.frame, a.plan.placed), fromPlan(b.frame, b.plan.placed))
        return ok({ a: summaryOf(a), b: summaryOf(b), changes, frames: { a: a.frame, b: b.frame }, names: facts.loadNames(sql, input.eventId) })
      })
    },
  }
}

