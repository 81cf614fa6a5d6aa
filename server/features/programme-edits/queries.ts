import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { hasPitches } from '#server/domain/events/setup.ts'
import { findConflicts, levelOf, type Conflict, type ConflictGround, type ConflictLevels } from '#server/domain/programme/conflicts.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { listStages, StageName } from '#server/features/programme/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

import { findProgrammeEvent, lastEditOf, lastNumber, loadGround, loadWorking, type PeopleOfItems } from './store.ts'

type Parts = { db: Database; peopleOf: PeopleOfItems; stagesOf: typeof listStages }

export type BoardSession = { id: string; nameZh: string; nameEn: string; kind: string; stageId: string | null; startsAtMs: number; endsAtMs: number }
export type BoardPerson = { id: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string }
export type BoardDelegation = { id: string; nameZh: string; nameEn: string }

/** The working copy with everything that an editor needs to see conflicts while moving. */
export type ProgrammeBoard = {
  items: WorkingItem[]
  /** Ids of items that are released. */
  released: string[]
  stages: StageName[]
  sessions: BoardSession[]
  people: BoardPerson[]
  delegations: BoardDelegation[]
  ground: ConflictGround
  levels: ConflictLevels
  /** False at a salon, where nothing on the programme is a pitch. */
  hasPitches: boolean
  settingsVersion: number
  conflicts: Conflict[]
  /** Number of the last edit, and the `seq` of the desk's room that this includes. */
  number: number
  seq: number
  canUndo: boolean
  mayEdit: boolean
}

/** The programme as its editors see it. */
export function createProgrammeEditQueries({ db, peopleOf, stagesOf }: Parts) {
  return {
    async board(actor: Actor, eventId: string): Promise<Result<ProgrammeBoard>> {
      const about = { eventId: eventId as EventId }
      if (!can(actor, 'programme:view', about)) return err('record.not_found')
      return db.read((sql) => {
        const event = findProgrammeEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const { items, released } = loadWorking(sql, eventId, peopleOf)
        const ground = loadGround(sql, event, items)
        return ok({
          items: [...items.values()].filter((item) => !item.isRemoved || released.has(item.id)),
          released: [...released],
          stages: stagesOf(sql, eventId),
          sessions: listSessions(sql, eventId),
          people: listPeople(sql, eventId),
          delegations: listDelegations(sql, eventId),
          ground,
          levels: event.levels,
          hasPitches: hasPitches(event.line),
          settingsVersion: event.settingsVersion,
          conflicts: findConflicts(items.values(), ground).filter((conflict) => levelOf(conflict, event.levels) !== 'ignore'),
          number: lastNumber(sql, eventId),
          seq: sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, deskRoom(eventId))?.seq ?? 0,
          canUndo: actor.kind === 'person' && lastEditOf(sql, eventId, actor.personId) !== null,
          mayEdit: can(actor, 'programme:edit', about) && event.phase !== 'closed',
        })
      })
    },
  }
}

function listSessions(sql: SyncSql, eventId: string): BoardSession[] {
  return sql.all<BoardSession>(`SELECT "id", "nameZh", "nameEn", "kind", "stageId", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "EventSession" WHERE "eventId" = ? ORDER BY "startsAt", "id"`, eventId)
}

/** Everybody with a part in the event, by name. */
function listPeople(sql: SyncSql, eventId: string): BoardPerson[] {
  return sql.all<BoardPerson>(
    `SELECT p."id", p."nameZh", p."nameEn", MAX(COALESCE(o."nameZh", '')) AS "organizationZh", MAX(COALESCE(o."nameEn", '')) AS "organizationEn"
     FROM "EventRole" r JOIN "Person" p ON p."id" = r."personId" LEFT JOIN "Organization" o ON o."id" = r."organizationId"
     WHERE r."eventId" = ? GROUP BY p."id", p."nameZh", p."nameEn", p."sortKey" ORDER BY p."sortKey", p."id"`,
    eventId,
  )
}

/** Who has a pitch. */
function listDelegations(sql: SyncSql, eventId: string): BoardDelegation[] {
  return sql.all<BoardDelegation>(
    `SELECT d."id", o."nameZh", o."nameEn" FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE d."id" IN (SELECT "delegationId" FROM "ProgrammeItem" WHERE "eventId" = ? AND "delegationId" IS NOT NULL) ORDER BY d."id"`,
    eventId,
  )
}
