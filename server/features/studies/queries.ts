import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { BoardPerson, TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { Drafts } from '#server/features/timetable/store.ts'
import type { Database } from '#server/platform/db.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

import { listStudies, type Study } from './store.ts'

/** Everything asked of a draft, with what its answers speak of. `seq`: facts of the desk's room that it includes. */
export type StudyRoom = {
  seq: number
  draft: { id: string; name: string; version: number; placed: number; weight: number; isUsable: boolean }
  frame: Pick<Frame, 'slots' | 'slotMinutes' | 'tables'>
  people: BoardPerson[]
  studies: Study[]
}

type Parts = { db: Database; drafts: Pick<Drafts, 'findDraft'>; facts: Pick<TimetableFactsStore, 'loadNames'> }

/** What was asked of drafts: reads only. */
export function createStudyQueries({ db, drafts, facts }: Parts) {
  return {
    /** All studies of a draft, newest first, answers as far as they have come. */
    async room(actor: Actor, input: { eventId: string; draftId: string }): Promise<Result<StudyRoom>> {
      if (!can(actor, 'timetable:view', { eventId: input.eventId as EventId })) return err('record.not_found')
      return db.read((sql) => {
        const draft = drafts.findDraft(sql, input.draftId)
        if (draft === null || draft.eventId !== input.eventId) return err('record.not_found')
        const seq = sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, deskRoom(draft.eventId))?.seq ?? 0
        const { id, name, version, measures, plan, frame } = draft
        const { slots, slotMinutes, tables } = frame
        return ok({
          seq, frame: { slots, slotMinutes, tables }, people: facts.loadNames(sql, draft.eventId).people, studies: listStudies(sql, draft.id),
          draft: { id, name, version, placed: measures?.placed ?? 0, weight: measures?.weight ?? 0, isUsable: plan !== null && measures !== null },
        })
      })
    },
  }
}
