import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { UnplacedMeeting } from '#server/domain/scheduling/problem.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { diffPlans, type PlanChanges } from '#server/domain/timetable/diff.ts'
import { fromPlan, type Appointment, type FrameMeeting } from '#server/domain/timetable/frame.ts'
import type { Trouble } from '#server/domain/timetable/trouble.ts'
import type { BoardDelegation, BoardPerson, TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { Database } from '#server/platform/db.ts'

import { listReady, type RepairRow } from './store.ts'

/** One proposal for people to read: what is given to those who wait, what moves, what changes its table, what is called off and why. */
export type RepairView = {
  id: string
  version: number
  createdAt: number
  trouble: Trouble
  changes: PlanChanges
  /** The meeting that the trouble is about; it is called off whatever else is done. */
  cancelled: Appointment[]
  /** Why the meetings in `changes.gone` can't be kept. */
  why: UnplacedMeeting[]
  value: { weight: number; breaks: number }
  meetings: Record<string, FrameMeeting>
  tables: { id: string; code: string }[]
  seconds: number
}

/** `waiting`: accepted requests without a meeting, first come first. */
export type RepairRoom = { repairs: RepairView[]; waiting: { requestId: string; aDelegationId: string; bDelegationId: string }[]; names: { delegations: BoardDelegation[]; people: BoardPerson[] } }

function viewOf({ id, version, createdAt, question, plan }: RepairRow): RepairView {
  const { frame, trouble, standing } = question
  const before = fromPlan(frame, standing)
  const isCancelled = (key: string): boolean => trouble.kind === 'cancel' && frame.meetings[key]?.meetingId === trouble.meetingId
  const changes = diffPlans(before.filter((one) => !isCancelled(one.key)), fromPlan(frame, plan.placed))
  const concerned = [...changes.added, ...changes.gone, ...before.filter((one) => isCancelled(one.key))].map((one) => one.key).concat([...changes.moved, ...changes.retabled].map((one) => one.key))
  return {
    id, version, createdAt, trouble, changes,
    cancelled: before.filter((one) => isCancelled(one.key)),
    why: plan.unplaced.filter((one) => changes.gone.some((gone) => gone.key === one.meeting)),
    value: { weight: plan.value.weight, breaks: plan.value.breaks },
    meetings: Object.fromEntries(concerned.flatMap((key) => (frame.meetings[key] ? [[key, frame.meetings[key]]] : []))),
    tables: frame.tables,
    seconds: plan.seconds,
  }
}

/** Proposals that wait for a yes or no. */
export function createRepairQueries({ db, facts }: { db: Database; facts: TimetableFactsStore }) {
  return {
    async listRepairs(actor: Actor, eventId: string): Promise<Result<RepairRoom>> {
      if (!can(actor, 'timetable:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => {
        const waiting = facts.listOpenRequests(sql, eventId).map((one) => ({ requestId: one.id, aDelegationId: one.fromDelegationId, bDelegationId: one.toDelegationId }))
        return ok({ repairs: listReady(sql, eventId).map(viewOf), waiting, names: facts.loadNames(sql, eventId) })
      })
    },
  }
}
