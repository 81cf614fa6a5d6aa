import type { Actor } from '#server/domain/access/actor.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RunWork } from '#server/jobs/work.ts'

/** The own calendar address: it can be replaced, not read by others. */
export function createCalendarFeedCommands({ work }: { work: RunWork }) {
  return {
    /** Every address given out so far ends at once; there is a new one. */
    async revoke(actor: Actor): Promise<Result<undefined>> {
      if (actor.kind !== 'person') return err('auth.required')
      return work(actor, async ({ tx, audit }) => {
        await tx.person.update({ where: { id: actor.personId }, data: { feedVersion: { increment: 1 } }, select: { id: true } })
        audit('calendar:revoked', `person:${actor.personId}`)
        return ok()
      })
    },
  }
}
