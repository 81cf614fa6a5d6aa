import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { CrewSnapshot, StageSnapshot } from '#server/protocol/stage.ts'
import type { RoomKind } from '#server/realtime/rooms.ts'

type Rooms = {
  maySee(actor: Actor, stageId: string): Promise<boolean>
  mayWatch(actor: Actor, stageId: string): boolean
  snapshot(actor: Actor, stageId: string): Promise<Result<{ snapshot: StageSnapshot }>>
  crew(actor: Actor, stageId: string): Promise<Result<{ snapshot: CrewSnapshot }>>
}

/** The rooms `stage:<id>` (everybody who may see the event) and `crew:<id>` (desk, monitor, backstage). */
export function createStageRooms(rooms: Rooms): { stage: RoomKind; crew: RoomKind } {
  return {
    stage: {
      mayJoin: async (actor, address) => address.kind === 'stage' && rooms.maySee(actor, address.stageId),
      async snapshot(actor, address) {
        const found = address.kind === 'stage' ? await rooms.snapshot(actor, address.stageId) : null
        return found?.ok ? found.value.snapshot : null
      },
    },
    crew: {
      mayJoin: async (actor, address) => address.kind === 'crew' && rooms.mayWatch(actor, address.stageId),
      async snapshot(actor, address) {
        const found = address.kind === 'crew' ? await rooms.crew(actor, address.stageId) : null
        return found?.ok ? found.value.snapshot : null
      },
    },
  }
}
