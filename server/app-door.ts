import type { Ground } from '#server/app.ts'
import type { RegistrationDoor } from '#server/app-registration.ts'
import { createBadgeQueries } from '#server/features/badges/queries.ts'
import { createDoorApi } from '#server/features/door/api.ts'
import { atDoor, createDoorCommands, type ReturnDeposit } from '#server/features/door/commands.ts'
import { createDoorQueries } from '#server/features/door/queries.ts'
import { createDoorRoom } from '#server/features/door/socket.ts'
import * as doorBook from '#server/features/door/store.ts'
import { createDoorDeskCommands } from '#server/features/door-desk/commands.ts'
import { createDoorDeskQueries } from '#server/features/door-desk/queries.ts'
import * as guests from '#server/features/door-guests/store.ts'
import { createWalkInCommands, mayWalkIn } from '#server/features/door-walk-ins/commands.ts'
import * as places from '#server/features/registration-line/store.ts'
import { writeDraft } from '#server/features/registrations/store.ts'

/** What the door gets from the rest of the application. */
export type DoorParts = { line: RegistrationDoor['line']; returnDeposit: ReturnDeposit }

/** Who comes in: scans, the list for offline phones, conflicts, walk-ins, badges. */
export function createDoorSide({ db, clock, quick }: Ground, { line, returnDeposit }: DoorParts) {
  const now = (): number => clock.now()
  const { scanOnce, scan } = createDoorCommands({ quick, guests, returnDeposit })
  const { mayWatch, snapshot, list } = createDoorQueries({ db, now, guests, listForms: places.listForms, mayWalkIn })
  const door = {
    scan, list,
    ...createDoorDeskQueries({ db, now, guests, atDoor, seqOf: doorBook.seqOfDoor }),
    ...createDoorDeskCommands({ quick, guests, doorBook, atDoor, returnDeposit }),
    ...createWalkInCommands({ quick, guests, places, line, writeDraft, atDoor, scanOnce }),
    ...createBadgeQueries({ db, now, guests, atDoor }),
  }
  return { features: { door }, rooms: { door: createDoorRoom({ mayWatch, snapshot }) }, endpoints: createDoorApi(door) }
}
