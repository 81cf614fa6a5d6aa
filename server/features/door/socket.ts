import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { DoorSnapshot } from '#server/protocol/door.ts'
import type { RoomKind } from '#server/realtime/rooms.ts'

type Parts = { mayWatch(actor: Actor, eventId: string): boolean; snapshot(actor: Actor, eventId: string): Promise<Result<DoorSnapshot>> }

/** The room `door:<event>`: crew phones and the organizer's page hear of each other's scans. */
export function createDoorRoom({ mayWatch, snapshot }: Parts): RoomKind {
  return {
    mayJoin: async (actor, address) => address.kind === 'door' && mayWatch(actor, address.eventId),
    async snapshot(actor, address) {
      const found = address.kind === 'door' ? await snapshot(actor, address.eventId) : null
      return found?.ok ? found.value : null
    },
  }
}
