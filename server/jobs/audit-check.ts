import type { Database } from '#server/platform/db.ts'

import { auditHash } from './following.ts'

/** `broken` is the first line that doesn't follow from the one before, or null. */
export type AuditCheck = { lines: number; broken: { seq: number; why: 'gap' | 'hash' } | null }

const linesAtOnce = 2_000

/** Reads the whole audit trail in order and recomputes the chain. */
export async function checkAudit(db: Pick<Database, 'client'>): Promise<AuditCheck> {
  let lines = 0
  let previous = ''
  for (;;) {
    const rows = await db.client.auditEntry.findMany({ where: { seq: { gt: lines } }, orderBy: { seq: 'asc' }, take: linesAtOnce })
    for (const row of rows) {
      if (row.seq !== lines + 1) return { lines, broken: { seq: lines + 1, why: 'gap' } }
      const hash = auditHash(previous, { ...row, at: row.at.getTime() })
      if (row.previous !== previous || row.hash !== hash) return { lines, broken: { seq: row.seq, why: 'hash' } }
      previous = hash
      lines += 1
    }
    if (rows.length < linesAtOnce) return { lines, broken: null }
  }
}
