import { z } from 'zod'

import type { Actor } from '#server/domain/access/actor.ts'
import { ok, type Result } from '#server/domain/shared/result.ts'
import type { createDoorDeskCommands } from '#server/features/door-desk/commands.ts'
import type { createDoorDeskQueries } from '#server/features/door-desk/queries.ts'
import type { createWalkInCommands } from '#server/features/door-walk-ins/commands.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { doorList, scanAnswer, type DoorList } from '#server/protocol/door.ts'
import { doorEventInput, doorHoursInput, doorListInput, scanInput, settleInput, walkInInput, type DoorListInput } from '#server/protocol/inputs/door.ts'

import type { createDoorCommands } from './commands.ts'

type Door = Pick<ReturnType<typeof createDoorCommands>, 'scan'> & ReturnType<typeof createDoorDeskQueries> & ReturnType<typeof createDoorDeskCommands> & ReturnType<typeof createWalkInCommands> & { list: (actor: Actor, input: DoorListInput) => Promise<Result<DoorList>> }

const base = '/events/{eventId}/check-ins'
const conflict = z.looseObject({ id: z.string(), reason: z.string(), verdict: z.string(), version: z.number().int() })

/** The door over the API: for crews with devices of their own. */
export function createDoorApi(door: Door): Endpoint[] {
  return [
    endpoint({ method: 'POST', path: base, id: 'scanTickets', summary: 'Up to 100 scans, as they happened. The same nonce again gives the stored answer; scans of an offline device say `isOffline`, and `wasLetIn` where somebody came in', input: scanInput, output: z.object({ answers: z.array(scanAnswer), at: z.number().int() }), run: door.scan }),
    endpoint({ method: 'GET', path: `${base}/list`, id: 'getDoorList', summary: 'What a device needs to go on offline: names, organizations, kinds, how each stands, SHA-256 of the ticket codes', input: doorListInput, output: doorList, run: door.list }),
    endpoint({ method: 'GET', path: `${base}/conflicts`, id: 'listDoorConflicts', summary: 'Who was let in and should not have been, as far as is known: to be settled first', input: doorEventInput, output: z.object({ items: z.array(conflict), nextCursor: z.null() }),
      run: async (actor, input) => {
        const desk = await door.desk(actor, input)
        return desk.ok ? ok({ items: desk.value.conflicts, nextCursor: null }) : desk
      } }),
    endpoint({ method: 'POST', path: `${base}/conflicts/{conflictId}`, id: 'settleDoorConflict', summary: 'Settle one, with a reason', input: settleInput, output: z.object({ verdict: z.string() }), run: door.settle }),
    endpoint({ method: 'POST', path: `${base}/walk-ins`, id: 'registerWalkIn', summary: 'Register somebody at the door and let her in', input: walkInInput, output: scanAnswer, run: door.walkIn }),
    endpoint({ method: 'PUT', path: `${base}/hours`, id: 'setDoorHours', summary: 'Open the door now, close it, or leave it to the event’s times', input: doorHoursInput, output: z.object({ opensAt: z.number().int(), closesAt: z.number().int() }), run: door.setHours }),
  ]
}
