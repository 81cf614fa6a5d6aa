import { createHash } from 'node:crypto'

import type { Prisma } from '#prisma/generated/client.ts'
import type { KnownOrganization, KnownPerson } from '#server/domain/directory/import-duplicates.ts'
import type { ImportTarget } from '#server/domain/directory/import-fields.ts'
import type { Decision } from '#server/domain/directory/import-judge.ts'
import type { ColumnMapping } from '#server/domain/directory/import-mapping.ts'
import type { OrganizationDetails } from '#server/domain/directory/organization-fields.ts'
import { vocabularyKey } from '#server/domain/directory/vocabulary.ts'
import type { Database, SyncSql, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

export type BatchState = 'draft' | 'applied' | 'undone'

/** A roster as it was uploaded, and what was said of it since. */
export type Batch = {
  id: string
  eventId: string
  target: ImportTarget
  fileName: string
  headers: string[]
  rows: string[][]
  firstRow: number
  currency: string
  mapping: ColumnMapping
  edits: Record<string, string>
  decisions: Record<string, Decision>
  state: BatchState
  version: number
}

const columns = { id: true, eventId: true, target: true, fileName: true, headers: true, rows: true, firstRow: true, currency: true, mapping: true, edits: true, decisions: true, state: true, version: true } as const

/** A batch of this event, or null: other events' batches are not there. */
export async function findBatch(client: Client, eventId: string, id: string): Promise<Batch | null> {
  const row = await client.importBatch.findFirst({ where: { id, eventId }, select: columns })
  return row as unknown as Batch | null
}

export type BatchHead = Pick<Batch, 'state' | 'version'>

/** Only what tells whether a kept reading is still the present one. */
export async function findBatchHead(client: Client, eventId: string, id: string): Promise<BatchHead | null> {
  return (await client.importBatch.findFirst({ where: { id, eventId }, select: { state: true, version: true } })) as BatchHead | null
}

/** The shape of a header row: two files of one template have the same. */
export function signatureOf(headers: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(headers.map(vocabularyKey))).digest('hex').slice(0, 40)
}

export async function findMapping(client: Client, target: ImportTarget, headers: readonly string[]): Promise<ColumnMapping | null> {
  const row = await client.importMapping.findUnique({ where: { target_signature: { target, signature: signatureOf(headers) } }, select: { mapping: true } })
  return row === null ? null : (row.mapping as ColumnMapping)
}

export async function rememberMapping(tx: Tx, input: { id: string; target: ImportTarget; headers: readonly string[]; mapping: ColumnMapping; now: number }): Promise<void> {
  const key = { target: input.target, signature: signatureOf(input.headers) }
  const data = { mapping: input.mapping as Prisma.InputJsonArray, updatedAt: new Date(input.now) }
  await tx.importMapping.upsert({ where: { target_signature: key }, create: { id: input.id, ...key, ...data }, update: data })
}

/** Changes a draft that is still the version its editor read; false where it isn't. */
export async function updateDraft(tx: Tx, { id, version }: Batch, data: Prisma.ImportBatchUncheckedUpdateManyInput): Promise<boolean> {
  const taken = await tx.importBatch.updateMany({ where: { id, version, state: 'draft' }, data: { ...data, version: { increment: 1 } } })
  return taken.count === 1
}

/** A text that changes whenever an organization, a person or a delegation of the event comes, goes or is edited. */
export async function directoryStamp(client: Client, eventId: string): Promise<string> {
  const ofRows = { _count: true, _max: { updatedAt: true }, _sum: { version: true } } as const
  const organizations = await client.organization.aggregate(ofRows)
  const people = await client.person.aggregate(ofRows)
  const delegations = await client.delegation.aggregate({ where: { eventId }, _count: true, _max: { id: true } })
  return JSON.stringify([organizations, people, delegations])
}

type NameRow = { id: string; nameZh: string; nameEn: string; legalName: string; uscc: string | null; website: string; contact: string; details: string | null; here: string | null }
export type KnownHere = KnownOrganization & { /** Its delegation at this event, if any. */ delegationId: string | null }

/** Every organization as far as it can be told from others: one statement. */
export function loadKnownOrganizations(sql: SyncSql, eventId: string): KnownHere[] {
  const rows = sql.all<NameRow>(
    `SELECT o."id", o."nameZh", o."nameEn", o."legalName", o."uscc", o."website", o."contact", o."details", d."id" AS "here"
     FROM "Organization" o LEFT JOIN "Delegation" d ON d."organizationId" = o."id" AND d."eventId" = ? ORDER BY o."id"`, eventId)
  return rows.map(({ contact, details, here, ...row }) => {
    const email = (JSON.parse(contact) as { email?: unknown }).email
    const aliases = details === null ? [] : ((JSON.parse(details) as Partial<OrganizationDetails> | null)?.aliases ?? [])
    return { ...row, aliases, emails: typeof email === 'string' && email !== '' ? [email] : [], delegationId: here }
  })
}

/** Everybody by address, for a list of people: a person is known by it, whatever name a file gives. */
export function loadKnownPeople(sql: SyncSql): KnownPerson[] {
  return sql.all<{ id: string; nameZh: string; nameEn: string; email: string; phone: string | null }>('SELECT "id", "nameZh", "nameEn", "email", "phone" FROM "Person" ORDER BY "id"').map((row) => ({ ...row, organizationName: null }))
}
