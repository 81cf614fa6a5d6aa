import type { Actor } from '#server/domain/access/actor.ts'
import { insideSince } from '#server/domain/door/night.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { FormRow } from '#server/features/registration-line/store.ts'
import type * as guestStore from '#server/features/door-guests/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { DoorList, DoorSnapshot } from '#server/protocol/door.ts'
import type { DoorListInput } from '#server/protocol/inputs/door.ts'
import { doorRoom } from '#server/protocol/rooms.ts'

import { atDoor, atOwnDoor } from './commands.ts'
import { listPresences, seqOfDoor } from './store.ts'

/** How long a phone may keep its list; it has to have asked again by then. */
const keptMs = 14 * 3_600_000

type Parts = { db: Database; now: () => number; guests: typeof guestStore; listForms: (sql: SyncSql, eventId: string) => FormRow[]; mayWalkIn: (form: FormRow) => boolean }

/** What the crew may have on its phones: reads only. */
export function createDoorQueries({ db, now, guests, listForms, mayWalkIn }: Parts) {
  return {
    mayWatch: (actor: Actor, eventId: string): boolean => atDoor(actor, 'door:run', eventId).ok,

    /** The list for a phone: names, organizations, kinds, how each stands, hashed codes; no address and no number of anybody. */
    async list(actor: Actor, { eventId, by }: DoorListInput): Promise<Result<DoorList>> {
      const allowed = atOwnDoor(actor, eventId, by)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const event = guests.findDoorEvent(sql, eventId)
        if (event === null) return err('record.not_found')
        const { id, slug, nameZh, nameEn, zone, hours } = event
        const at = now()
        return ok({
          event: { id, slug, nameZh, nameEn, zone }, hours, at, expiresAt: at + keptMs, seq: seqOfDoor(sql, doorRoom(id)), doors: guests.listDoors(sql, event),
          guests: guests.listDoorPeople(sql, id, at).map(({ card }) => card), presences: listPresences(sql, id, insideSince(at, zone)),
          walkIns: listForms(sql, id).filter(mayWalkIn).map(({ id: formId, kind, nameZh, nameEn }) => ({ formId, kind, nameZh, nameEn })),
        })
      })
    },

    async snapshot(actor: Actor, eventId: string): Promise<Result<DoorSnapshot>> {
      const allowed = atDoor(actor, 'door:run', eventId)
      if (!allowed.ok) return allowed
      return db.read((sql) => {
        const event = guests.findDoorEvent(sql, eventId)
        return event === null ? err('record.not_found') : ok({ presences: listPresences(sql, eventId, insideSince(now(), event.zone)), hours: event.hours })
      })
    },
  }
}
