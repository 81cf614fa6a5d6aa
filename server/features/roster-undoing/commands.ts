import type { Actor } from '#server/domain/access/actor.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { mayImport } from '#server/features/imports/queries.ts'
import type * as Taking from '#server/features/roster-taking/store.ts'
import type { RunWork } from '#server/jobs/work.ts'
import type { Tx } from '#server/platform/db.ts'
import type { BatchInput } from '#server/protocol/inputs/imports.ts'

import { deleteCreated, findEdited, findInUse } from './store.ts'

type Parts = { work: RunWork; mayImport: typeof mayImport; taking: Pick<typeof Taking, 'effectsOf' | 'takenOf' | 'columnsOf'> }

/** Takes the taking over of a roster back. */
export function createRosterUndoing({ work, mayImport, taking }: Parts) {
  const { effectsOf, takenOf, columnsOf } = taking
  return {
    /**
     * Removes what the roster made and puts back what it filled. Errors: `import.not_applied`, `import.undo_changed` and
     * `import.undo_in_use`, each with a name and how many there are.
     */
    async undo(actor: Actor, input: BatchInput): Promise<Result<undefined>> {
      const may = mayImport(actor, input.eventId)
      if (!may.ok) return may
      return work(actor, async ({ tx, now, audit }) => {
        const taken = await tx.importBatch.updateMany({ where: { id: input.batchId, eventId: input.eventId, state: 'applied' }, data: { state: 'undone', undoneAt: new Date(now), version: { increment: 1 } } })
        if (taken.count === 0) return err((await tx.importBatch.count({ where: { id: input.batchId, eventId: input.eventId } })) === 0 ? 'record.not_found' : 'import.not_applied')
        const effects = await effectsOf(tx, input.batchId)
        const edited = [...new Set(await findEdited(tx, effects))]
        if (edited.length > 0) return err('import.undo_changed', { params: { name: edited[0] ?? '', count: edited.length } })
        const used = [...new Set([...(await findInUse(tx, effects)), ...(await draftsSince(tx, input))])]
        if (used.length > 0) return err('import.undo_in_use', { params: { name: used[0] ?? '', count: used.length } })
        await deleteCreated(tx, effects)
        for (const { organizationId, before } of effects.updated) {
          const { nameKey, searchKey, sortKey, websiteHost, ...fields } = before
          await tx.organization.update({ where: { id: organizationId }, data: { ...columnsOf(fields), nameKey, searchKey, sortKey, websiteHost, version: { increment: 1 }, updatedAt: new Date(now) } })
        }
        audit('import:undone', `import:${input.batchId}`, { eventId: input.eventId, ...takenOf(effects) })
        return ok()
      })
    },
  }
}

/** Timetables worked out since: they name delegations that would be gone. */
async function draftsSince(tx: Tx, { eventId, batchId }: BatchInput): Promise<string[]> {
  const batch = await tx.importBatch.findUniqueOrThrow({ where: { id: batchId }, select: { appliedAt: true } })
  const drafts = await tx.timetableDraft.findMany({ where: { eventId, createdAt: { gte: batch.appliedAt ?? new Date(0) } }, select: { name: true } })
  return drafts.map((draft) => draft.name)
}
