import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import { isHiddenFrom } from '#server/domain/matchmaking/match-view.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { MatchIndex } from '#server/features/match-index/queries.ts'
import type { RunWork } from '#server/jobs/work.ts'
import type { MarkInput } from '#server/protocol/inputs/matchmaking.ts'

import { saveMark } from './store.ts'

export function createMatchmakingCommands({ work, index }: { work: RunWork; index: MatchIndex }) {
  return {
    /** Puts a suggested partner off, away, or back among the suggestions. Only for the actor's own delegation. */
    async mark(actor: Actor, input: MarkInput): Promise<Result<undefined>> {
      if (actor.kind !== 'person') return err('auth.required')
      const eventId = input.eventId as EventId
      const own = delegationAt(actor, eventId)
      if (own === null || !can(actor, 'request:create', { eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
      const event = index.of(eventId)
      const mine = event?.entries.get(own.delegationId)
      const other = event?.entries.get(input.otherDelegationId)
      if (!event || !mine || !other || isHiddenFrom(mine.prepared, other.prepared)) return err('record.not_found')
      const open = passGate('directory:participants', event.phase)
      if (!open.ok) return open
      return work(actor, async ({ tx, now }) => {
        await saveMark(tx, { delegationId: own.delegationId, otherDelegationId: input.otherDelegationId, mark: input.mark, personId: actor.personId, now })
        return ok()
      })
    },
  }
}
