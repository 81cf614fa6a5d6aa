import type { Prisma } from '#prisma/generated/client.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { planImport } from '#server/domain/directory/import-plan.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { mayImport } from '#server/features/imports/queries.ts'
import type * as ImportStore from '#server/features/imports/store.ts'
import type { RosterReading } from '#server/features/roster-reading/queries.ts'
import type { RunWork } from '#server/jobs/work.ts'
import type { Database } from '#server/platform/db.ts'
import { isUniqueViolation } from '#server/platform/database-errors.ts'
import type { BatchInput } from '#server/protocol/inputs/imports.ts'

import { effectsOf, takenOf, takeRoster, withKeys, type Taken } from './store.ts'

type Parts = {
  work: RunWork
  db: Database
  reading: RosterReading
  mayImport: typeof mayImport
  imports: Pick<typeof ImportStore, 'findBatch' | 'findBatchHead' | 'directoryStamp'>
}

const mostOrganizations = 20_000

/** Takes a whole roster over. */
export function createRosterTaking({ work, db, reading, mayImport, imports }: Parts) {
  /** One try: false where the directory changed between reading and  */
  async function attempt(actor: Actor, batch: ImportStore.Batch): Promise<Result<Taken> | 'stale'> {
    const examination = await reading.examine(batch)
    const { counts, fileIssues, judged, organizationNamed, stamp } = examination
    if (fileIssues.some((issue) => issue.severity === 'error') || counts.mend > 0) return err('import.not_ready', { params: { count: Math.max(1, counts.badCells) } })
    const planned = planImport(judged, organizationNamed)
    // More than this doesn't fit into one short transaction; the file can be divided.
    if (planned.length > mostOrganizations) return err('import.too_many_rows', { params: { max: mostOrganizations } })
    const plan = await withKeys(planned)
    const result = await work<Taken | 'stale'>(actor, async (held) => {
      const head = await imports.findBatchHead(held.tx, batch.eventId, batch.id)
      if (head?.state !== 'draft' || head.version !== batch.version) return ok('stale')
      if ((await imports.directoryStamp(held.tx, batch.eventId)) !== stamp) return ok('stale')
      const effects = await takeRoster(held, batch, plan)
      const data = { state: 'applied', appliedAt: new Date(held.now), effects: effects as unknown as Prisma.InputJsonObject, version: { increment: 1 } }
      await held.tx.importBatch.update({ where: { id: batch.id }, data })
      held.audit('import:applied', `import:${batch.id}`, { eventId: batch.eventId, ...takenOf(effects) })
      return ok(takenOf(effects))
    })
    return result.ok && result.value === 'stale' ? 'stale' : (result as Result<Taken>)
  }

  return {
    /**
     * Everything or nothing, in one transaction; a second time it only says again what the first did.
     * Errors: `import.not_ready` while a cell is bad, `import.no_longer_draft` after undoing, `import.too_many_rows` above 20,000
     * organizations, `record.changed`.
     */
    async apply(actor: Actor, input: BatchInput): Promise<Result<Taken>> {
      const may = mayImport(actor, input.eventId)
      if (!may.ok) return may
      for (let tries = 0; tries < 3; tries += 1) {
        const batch = await imports.findBatch(db.client, input.eventId, input.batchId)
        if (batch === null) return err('record.not_found')
        if (batch.state === 'undone') return err('import.no_longer_draft')
        if (batch.state === 'applied') return ok(takenOf(await effectsOf(db.client, batch.id)))
        try {
          const result = await attempt(actor, batch)
          if (result !== 'stale') return result
        } catch (error) {
          // Somebody saved the same code or address between our look and our write.
          if (!isUniqueViolation(error)) throw error
        }
      }
      return err('record.changed')
    },
  }
}
