import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'
import { absenceWithin, isAbout } from '#server/domain/timetable/trouble.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { Occupancy } from '#server/features/occupancy/store.ts'
import type { RepairRow } from '#server/features/repairs/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { TakeBackInput } from '#server/protocol/inputs/repairs.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

import { listStandingOf, outdateProposals, settleTakenBack } from './store.ts'

type Parts = {
  quick: RunQuickWork
  diary: Pick<Diary, 'findEvent'>
  occupancy: Pick<Occupancy, 'release' | 'personResource'>
  repairs: {
    findRepair(sql: SyncSql, id: string): RepairRow | null
    listReady(sql: SyncSql, eventId: string): RepairRow[]
    absenceOwner(repairId: string): string
    claimAbsence(sql: SyncSql, owner: string, resource: string, ticks: readonly number[]): void
  }
}

export type TakenBack = { absenceId: string; outdated: number }

/** Somebody who was registered as away comes after all. */
export function createAbsenceCommands({ quick, diary, occupancy, repairs }: Parts) {
  /** Another absence of the same person that lies across the one that is taken back holds its own hours again. */
  function claimOthers(held: QuickWork, personId: string): void {
    for (const { id, eventId, away } of listStandingOf(held.sql, personId)) {
      const time = absenceWithin(diary.findEvent(held.sql, eventId)?.slots ?? [], away)
      if (time !== null) repairs.claimAbsence(held.sql, repairs.absenceOwner(id), occupancy.personResource(personId), ticksBetween(time.startsAtMs, time.endsAtMs))
    }
  }

  return {
    /**
     * The person herself or an organizer takes an approved absence back: its hours can be booked again at once. Meetings that
     * were moved or called off for it stay so. Proposals that wait and count on her absence go out of date.
     */
    takeBack: (actor: Actor, { absenceId }: TakeBackInput): Promise<Result<TakenBack>> =>
      quick(actor, (held) => {
        const found = repairs.findRepair(held.sql, absenceId)
        if (found === null || found.question.trouble.kind !== 'away') return err('record.not_found')
        const { personId, ...stretch } = found.question.trouble
        const eventId = found.eventId as EventId
        if (!can(actor, 'absence:take_back', { eventId, personIds: [personId as PersonId] })) return err(can(actor, 'timetable:view', { eventId }) ? 'auth.forbidden' : 'record.not_found')
        const event = diary.findEvent(held.sql, eventId)
        if (event === null) return err('record.not_found')
        const gate = passGate('timetable:release', event.phase)
        if (!gate.ok) return gate
        const time = absenceWithin(event.slots, stretch)
        if (time !== null && time.endsAtMs <= held.now) return err('repair.absence_over')
        if (!settleTakenBack(held.sql, absenceId, held.now)) return err('repair.absence_over')
        occupancy.release(held.sql, repairs.absenceOwner(absenceId))
        claimOthers(held, personId)
        const outdated = repairs.listReady(held.sql, eventId).filter(({ question, plan }) => isAbout(question, plan, personId)).map((one) => one.id)
        outdateProposals(held.sql, outdated, held.now)
        held.audit('absence:taken_back', `repair:${absenceId}`, { eventId, personId, outdated: outdated.length })
        held.fact(deskRoom(eventId), 'repair:changed', { repairId: absenceId, state: 'taken_back', version: found.version + 1 })
        return ok({ absenceId, outdated: outdated.length })
      }),
  }
}
