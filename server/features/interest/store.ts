import { createHash } from 'node:crypto'

import { ledgerText, type ChainedLine, type LedgerLine } from '#server/domain/interest/ledger.ts'
import type { Degree, Fund, InterestState } from '#server/domain/interest/voice.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** How far the interest of an event has got; closed at version 0 where nobody has begun. Instants in ms. */
export type Ledger = { state: InterestState; version: number; sealedAt: number | null; revealedAt: number | null }

export function readLedger(sql: SyncSql, eventId: string): Ledger {
  return sql.get<Ledger>(`SELECT "state", "version", "sealedAt", "revealedAt" FROM "InterestLedger" WHERE "eventId" = ?`, eventId) ?? { state: 'closed', version: 0, sealedAt: null, revealedAt: null }
}

/** False where somebody else has moved it on since `version`. */
export function moveLedger({ sql, now }: QuickWork, eventId: string, version: number, to: InterestState): boolean {
  if (version === 0) return sql.run(`INSERT INTO "InterestLedger" ("eventId", "state", "version", "openedAt") VALUES (?, ?, 1, ?) ON CONFLICT ("eventId") DO NOTHING`, eventId, to, now) === 1
  return sql.run(
    `UPDATE "InterestLedger" SET "state" = ?, "sealedAt" = CASE WHEN ? = 'open' THEN NULL ELSE COALESCE("sealedAt", ?) END, "revealedAt" = CASE WHEN ? = 'opened' THEN ? END, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ?`,
    to, to, now, to, now, eventId, version,
  ) === 1
}

/** A delegation as the rule about voices looks at it; null where there is none of that event. */
export function readFund(sql: SyncSql, eventId: string, delegationId: string): Fund | null {
  const row = sql.get<{ side: string; status: string; organizationId: string }>(`SELECT "side", "status", "organizationId" FROM "Delegation" WHERE "id" = ? AND "eventId" = ?`, delegationId, eventId)
  if (row === undefined) return null
  const claims = sql.all<{ kind: string; state: string; expiresAtMs: number | null }>(`SELECT "kind", "state", "expiresAt" AS "expiresAtMs" FROM "Claim" WHERE "organizationId" = ?`, row.organizationId)
  return { side: row.side, isActive: row.status === 'active', organizationId: row.organizationId, claims }
}

/** The voice of a fund about a pitch, with the note that is the fund's alone. */
export type Voice = { itemId: string; delegationId: string; degree: Degree; note: string; noteSalt: string; setById: string; version: number }
const voiceColumns = `"itemId", "delegationId", "degree", "note", "noteSalt", "setById", "version"`

export function readVoice(sql: SyncSql, itemId: string, delegationId: string): Voice | null {
  return sql.get<Voice>(`SELECT ${voiceColumns} FROM "Interest" WHERE "itemId" = ? AND "delegationId" = ?`, itemId, delegationId) ?? null
}

export type OwnVoice = Pick<Voice, 'itemId' | 'degree' | 'note' | 'version'> & { byZh: string; byEn: string }

/** Everything a fund has said at an event, and which of its people said it last. */
export function listOwnVoices(sql: SyncSql, eventId: string, delegationId: string): OwnVoice[] {
  return sql.all<OwnVoice>(
    `SELECT i."itemId", i."degree", i."note", i."version", COALESCE(p."nameZh", '') AS "byZh", COALESCE(p."nameEn", '') AS "byEn" FROM "Interest" i LEFT JOIN "Person" p ON p."id" = i."setById" WHERE i."eventId" = ? AND i."delegationId" = ?`,
    eventId, delegationId,
  )
}

/** Of two colleagues who speak at once the key of the table lets one be first; false where this one has to look again. */
export function saveVoice({ sql, now }: QuickWork, eventId: string, voice: Voice): boolean {
  if (voice.version === 0) {
    return sql.run(
      `INSERT INTO "Interest" ("itemId", "delegationId", "eventId", "degree", "note", "noteSalt", "setById", "version", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
      voice.itemId, voice.delegationId, eventId, voice.degree, voice.note, voice.noteSalt, voice.setById, now,
    ) === 1
  }
  return sql.run(
    `UPDATE "Interest" SET "degree" = ?, "note" = ?, "noteSalt" = ?, "setById" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "itemId" = ? AND "delegationId" = ? AND "version" = ?`,
    voice.degree, voice.note, voice.noteSalt, voice.setById, now, voice.itemId, voice.delegationId, voice.version,
  ) === 1
}

/** The line that is added to the ledger; its hash is the fund's receipt. */
export function appendLine({ sql, now }: QuickWork, line: Omit<LedgerLine, 'seq' | 'at'>): string {
  const last = sql.get<{ seq: number; hash: string }>(`SELECT "seq", "hash" FROM "InterestEntry" WHERE "eventId" = ? ORDER BY "seq" DESC LIMIT 1`, line.eventId) ?? { seq: 0, hash: '' }
  const whole: LedgerLine = { ...line, seq: last.seq + 1, at: now }
  const hash = sha256(ledgerText(last.hash, whole))
  sql.run(
    `INSERT INTO "InterestEntry" ("eventId", "seq", "at", "itemId", "delegationId", "personId", "degree", "noteDigest", "previous", "hash") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    whole.eventId, whole.seq, whole.at, whole.itemId, whole.delegationId, whole.personId, whole.degree, whole.noteDigest, last.hash, hash,
  )
  return hash
}

/** The newest line's hash: written down elsewhere, it proves that nothing before it was changed. '' for an empty ledger. */
export function headOf(sql: SyncSql, eventId: string): string {
  return sql.get<{ hash: string }>(`SELECT "hash" FROM "InterestEntry" WHERE "eventId" = ? ORDER BY "seq" DESC LIMIT 1`, eventId)?.hash ?? ''
}

export function listLines(sql: SyncSql, eventId: string): ChainedLine[] {
  return sql.all<ChainedLine>(`SELECT "eventId", "seq", "at", "itemId", "delegationId", "personId", "degree", "noteDigest", "previous", "hash" FROM "InterestEntry" WHERE "eventId" = ? ORDER BY "seq"`, eventId)
}

/** A fund's present voice with its name; without its note. */
export type NamedVoice = { itemId: string; delegationId: string; organizationId: string; degree: Degree; nameZh: string; nameEn: string }

export function listVoices(sql: SyncSql, eventId: string): NamedVoice[] {
  return sql.all<NamedVoice>(
    `SELECT i."itemId", i."delegationId", d."organizationId", i."degree", o."nameZh", o."nameEn" FROM "Interest" i JOIN "Delegation" d ON d."id" = i."delegationId" JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE i."eventId" = ? ORDER BY i."itemId", o."sortKey", o."id"`,
    eventId,
  )
}

/** How many funds take part and how many of them have said something: all that may be known before the opening. */
export function countFunds(sql: SyncSql, eventId: string): { funds: number; spoken: number } {
  const funds = sql.get<{ n: number }>(`SELECT COUNT(*) AS "n" FROM "Delegation" WHERE "eventId" = ? AND "side" IN ('investor', 'acquirer') AND "status" = 'active'`, eventId)?.n ?? 0
  const spoken = sql.get<{ n: number }>(`SELECT COUNT(DISTINCT "delegationId") AS "n" FROM "Interest" WHERE "eventId" = ?`, eventId)?.n ?? 0
  return { funds, spoken }
}

export function listLedgers(sql: SyncSql): { eventId: string; slug: string }[] {
  return sql.all(`SELECT DISTINCT e."id" AS "eventId", e."slug" FROM "Event" e WHERE e."id" IN (SELECT "eventId" FROM "InterestEntry") OR e."id" IN (SELECT "eventId" FROM "Interest") ORDER BY e."slug"`)
}
