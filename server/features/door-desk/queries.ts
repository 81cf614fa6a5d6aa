import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { insideSince } from '#server/domain/door/night.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { atDoor } from '#server/features/door/commands.ts'
import type * as guestStore from '#server/features/door-guests/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { DoorCard } from '#server/protocol/door.ts'
import { doorRoom } from '#server/protocol/rooms.ts'

import { countDoors, countExpected, listConflicts, listLastScans, type DeskConflict, type DeskScan, type Expected } from './store.ts'

export type DoorDesk = {
  counts: Expected[]
  doors: (DoorCard & { arrived: number; inside: number })[]
  last: DeskScan[]
  conflicts: DeskConflict[]
  hours: { opensAt: number; closesAt: number; version: number; isPlanned: boolean }
  now: number
  seq: number
  maySettle: boolean
  maySetUp: boolean
}

type Parts = { db: Database; now: () => number; guests: typeof guestStore; atDoor: typeof atDoor; seqOf: (sql: SyncSql, room: string) => number }
const shown = { scans: 30, conflicts: 60 }

/** The door as the organizer sees it: who is here, who is expected, what is to be settled. */
export function createDoorDeskQueries({ db, now, guests, atDoor, seqOf }: Parts) {
  return {
    async desk(actor: Actor, { eventId }: { eventId: string }): Promise<Result<DoorDesk>> {
      const allowed = atDoor(actor, 'door:run', eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const event = guests.findDoorEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const since = insideSince(now(), event.zone)
        const passed = new Map(countDoors(sql, eventId, since).map((one) => [one.sessionId, one]))
        const may = (action: 'door:settle' | 'door:set_up'): boolean => can(actor, action, { eventId: eventId as EventId })
        return ok({
          counts: countExpected(sql, eventId, since), last: listLastScans(sql, eventId, shown.scans), conflicts: listConflicts(sql, eventId, shown.conflicts),
          doors: guests.listDoors(sql, event).map((door) => ({ ...door, arrived: passed.get(door.sessionId)?.arrived ?? 0, inside: passed.get(door.sessionId)?.inside ?? 0 })),
          hours: { ...event.hours, version: event.hoursVersion, isPlanned: event.opensAt === null && event.closesAt === null }, now: now(), seq: seqOf(sql, doorRoom(eventId)), maySettle: may('door:settle'), maySetUp: may('door:set_up'),
        })
      })
    },
  }
}
