import type { Actor } from '#server/domain/access/actor.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { StagePlace } from '#server/features/stage/store.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { StageMessageInput } from '#server/protocol/inputs/stage.ts'
import { crewRoom } from '#server/protocol/rooms.ts'
import type { StageMessage } from '#server/protocol/stage.ts'

import { clearMessages, insertMessage } from './store.ts'

type Parts = {
  quick: RunQuickWork
  findPlace: (sql: SyncSql, stageId: string) => StagePlace | null
  mayRun: (actor: Actor, place: StagePlace) => Result<StagePlace>
}

/** What the desk says to whoever is on the stage. */
export function createStageMessageCommands({ quick, findPlace, mayRun }: Parts) {
  return {
    /** Shows a message instead of the one before; an empty one takes it away. */
    say: (actor: Actor, input: StageMessageInput): Promise<Result<{ message: StageMessage | null }>> =>
      quick(actor, (held) => {
        if (actor.kind !== 'person') return err('auth.required')
        const place = findPlace(held.sql, input.stageId)
        if (place === null) return err('record.not_found')
        const allowed = mayRun(actor, place)
        if (!allowed.ok) return allowed
        clearMessages(held, place.stageId)
        const message = input.text === '' ? null : { id: held.newId(), text: input.text, tone: input.tone, at: held.now }
        if (message !== null) insertMessage(held, { ...message, stageId: place.stageId, createdById: actor.personId })
        held.fact(crewRoom(place.stageId), 'stage:message_shown', { message })
        return ok({ message })
      }),
  }
}
