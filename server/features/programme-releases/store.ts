import { occupancyOwner } from '#server/domain/programme/item.ts'
import { faceOf, type Affected, type ProgrammeChangelog, type ReleasePlan, type SnapshotItem } from '#server/domain/programme/release.ts'
import type { Said } from '#server/domain/programme/telling.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'
import type { Clash, Need, Occupancy } from '#server/features/occupancy/store.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { isReachable } from '#server/platform/sql-addresses.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** An appearance that went, as it was last promised: its calendar entry is to be taken away. */
export type GoneItem = { itemId: string; titleZh: string; titleEn: string; stageId: string; startsAtMs: number; endsAtMs: number; sequence: number }

/** Column `snapshot`: the programme as people were told it, whose appearance changed, and what went. */
export type ProgrammeSnapshot = { items: SnapshotItem[]; affected: Affected[]; gone: GoneItem[] }
export type ProgrammeReleaseSummary = { id: string; number: number; name: string; notes: string; createdAt: number; changelog: ProgrammeChangelog }
export type ProgrammeRelease = ProgrammeReleaseSummary & { eventId: string; snapshot: ProgrammeSnapshot }

type Row = Omit<ProgrammeReleaseSummary, 'changelog'> & { changelog: string }
const columns = `"id", "number", "name", "notes", "createdAt", "changelog"`

export function listProgrammeReleases(sql: SyncSql, eventId: string): ProgrammeReleaseSummary[] {
  return sql.all<Row>(`SELECT ${columns} FROM "ProgrammeRelease" WHERE "eventId" = ? ORDER BY "number" DESC`, eventId).map((row) => ({ ...row, changelog: JSON.parse(row.changelog) as ProgrammeChangelog }))
}

export function findProgrammeRelease(sql: SyncSql, releaseId: string): ProgrammeRelease | null {
  const row = sql.get<Row & { eventId: string; snapshot: string }>(`SELECT ${columns}, "eventId", "snapshot" FROM "ProgrammeRelease" WHERE "id" = ?`, releaseId)
  return row === undefined ? null : { ...row, changelog: JSON.parse(row.changelog) as ProgrammeChangelog, snapshot: JSON.parse(row.snapshot) as ProgrammeSnapshot }
}

/** Her appearances of which a later release has told, or will tell, by a mail of its own. */
export function toldLater(sql: SyncSql, { eventId, number }: Pick<ProgrammeRelease, 'eventId' | 'number'>, personId: string): Set<string> {
  const later = sql.all<{ snapshot: string }>(`SELECT "snapshot" FROM "ProgrammeRelease" WHERE "eventId" = ? AND "number" > ?`, eventId, number)
  return new Set(later.flatMap(({ snapshot }) => (JSON.parse(snapshot) as ProgrammeSnapshot).affected.filter((one) => one.personId === personId).map((one) => one.itemId)))
}

type PastRelease = { id: string; number: number; createdAt: number }
type PastMail = { releaseId: string; template: string; state: string; sentAt: number | null; heldUntil: number | null }

/** So long a mail may be on its way, and what it says older than when it is noted as sent. */
const onItsWayMs = 5 * 60_000

/** Whether the mail of a release has told of an appearance that a later release, made at `laterAt`, changed again: a mail leaves out what a later one tells. */
function wasTold(mail: PastMail | undefined, laterAt: number): Said['told'] {
  if (mail === undefined) return 'no'
  if (mail.state === 'sent') return mail.sentAt === null || mail.sentAt <= laterAt ? 'yes' : mail.sentAt > laterAt + onItsWayMs ? 'no' : 'unsure'
  return mail.state === 'queued' && (mail.heldUntil ?? 0) <= laterAt ? 'unsure' : 'no'
}

/** What the releases before this one did to a person's appearances, by item and oldest first, and what of it their mails have said. */
export function saidBefore(sql: SyncSql, release: Pick<ProgrammeRelease, 'eventId' | 'number' | 'createdAt'>, personId: string): Map<string, Said[]> {
  const releases = sql.all<PastRelease>(`SELECT "id", "number", "createdAt" FROM "ProgrammeRelease" WHERE "eventId" = ? AND "number" < ? ORDER BY "number"`, release.eventId, release.number)
  const mails = sql.all<PastMail>(`SELECT "subjectId" AS "releaseId", "template", "state", "sentAt", "heldUntil" FROM "MailMessage" WHERE "personId" = ? AND "eventId" = ? AND "template" IN ('programme_released', 'programme_withdrawn')`, personId, release.eventId)
  const nextAt = (at: number): number => releases[at + 1]?.createdAt ?? release.createdAt
  // Whoever has had every mail in its time, as nearly everybody has, is told what the release says; no snapshot is read for that.
  const first = releases.findIndex(({ id }, at) => mails.some((mail) => mail.releaseId === id && wasTold(mail, nextAt(at)) !== 'yes'))
  const missed = first < 0 ? [] : releases.slice(first).map((one) => ({ ...one, affected: findProgrammeRelease(sql, one.id)?.snapshot.affected.filter((each) => each.personId === personId) ?? [] }))
  const said = new Map<string, Said[]>()
  for (const [at, { id, affected }] of missed.entries()) {
    for (const { itemId, kind } of affected) {
      const later = missed.slice(at + 1).find((one) => one.affected.some((each) => each.itemId === itemId))
      const mail = mails.find((one) => one.releaseId === id && one.template === (kind === 'gone' ? 'programme_withdrawn' : 'programme_released'))
      said.set(itemId, [...(said.get(itemId) ?? []), { kind, told: wasTold(mail, later?.createdAt ?? release.createdAt) }])
    }
  }
  return said
}

export type NewProgrammeRelease = { id: string; eventId: string; number: number; name: string; notes: string; changelog: ProgrammeChangelog; snapshot: ProgrammeSnapshot; createdById: string }

/** False where the number or the name is taken: the unique indexes decide. */
export function insertProgrammeRelease(sql: SyncSql, release: NewProgrammeRelease, now: number): boolean {
  const { id, eventId, number, name, notes, changelog, snapshot, createdById } = release
  return sql.run(
    `INSERT INTO "ProgrammeRelease" ("id", "eventId", "number", "name", "notes", "changelog", "snapshot", "createdById", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    id, eventId, number, name, notes, JSON.stringify(changelog), JSON.stringify(snapshot), createdById, now,
  ) === 1
}

export type ProgrammeClash = { itemId: string; clash: Clash }

/**
 * First everything that changes is freed, then all of it is taken; the primary key of Occupancy refuses what others hold.
 * Whoever held a pitch before (presenters, and those it is on offer to) holds it at its new time.
 */
export function occupy(sql: SyncSql, occupancy: Occupancy, { steps, withdrawn }: ReleasePlan, bufferMinutes: number): ProgrammeClash[] {
  for (const item of withdrawn) for (const kind of ['pitch', 'talk'] as const) occupancy.release(sql, occupancyOwner(kind, item.id))
  const moving = steps.filter((step) => step.holds).map(({ item }) => {
    const owner = occupancyOwner(item.kind, item.id)
    const held = item.kind === 'pitch' ? sql.all<{ resource: string }>(`SELECT DISTINCT "resource" FROM "Occupancy" WHERE "owner" = ?`, owner).map((row) => row.resource).filter((resource) => resource.startsWith('person:')) : []
    const named = item.people.flatMap(({ personId }) => (personId === null ? [] : [occupancy.personResource(personId)]))
    return { item, owner, people: [...new Set([...held, ...named])].sort() }
  })
  for (const { item } of moving) for (const kind of ['pitch', 'talk'] as const) occupancy.release(sql, occupancyOwner(kind, item.id))
  return moving.flatMap(({ item, owner, people }) => {
    const needs: Need[] = [
      { resource: occupancy.stageResource(item.stageId), ticks: ticksBetween(item.startsAtMs, item.endsAtMs) },
      ...people.map((resource) => ({ resource, ticks: ticksBetween(item.startsAtMs, item.endsAtMs + bufferMinutes * 60_000) })),
    ]
    return occupancy.take(sql, owner, needs).map((clash) => ({ itemId: item.id, clash }))
  })
}

/** Gives every item its released place and face. An item that went stays as a removed row: other records may speak of it. */
export function writeReleased(sql: SyncSql, { steps, withdrawn }: ReleasePlan, now: number): void {
  for (const { kind, item } of steps) {
    if (kind === 'same') continue
    sql.run(
      `UPDATE "ProgrammeItem" SET "releasedStageId" = ?, "releasedStartsAt" = ?, "releasedEndsAt" = ?, "released" = ?, "calendarSequence" = "calendarSequence" + ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ?`,
      item.stageId, item.startsAtMs, item.endsAtMs, JSON.stringify(faceOf(item)), kind === 'new' ? 0 : 1, now, item.id,
    )
  }
  for (const { id } of withdrawn) {
    sql.run(`UPDATE "ProgrammeItem" SET "releasedStageId" = NULL, "releasedStartsAt" = NULL, "releasedEndsAt" = NULL, "released" = NULL, "calendarSequence" = "calendarSequence" + 1, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ?`, now, id)
  }
}

/** Which of these items somebody has booked or is being offered. */
export function bookedAmong(sql: SyncSql, itemIds: readonly string[]): string[] {
  if (itemIds.length === 0) return []
  const list = inList(itemIds)
  return sql.all<{ itemId: string }>(`SELECT "itemId" FROM "PitchBooking" WHERE "itemId" IN (${list.marks}) UNION SELECT "id" AS "itemId" FROM "ProgrammeItem" WHERE "delegationId" IS NOT NULL AND "id" IN (${list.marks})`, ...list.values, ...list.values).map((row) => row.itemId)
}

type Reader = { id: string; email: string; nameZh: string; nameEn: string; locale: string }
type Posting = { template: 'programme_released' | 'programme_withdrawn'; eventId: string; releaseId: string; mailDomain: string; sendJob: (mailId: string, runAt: number) => JobRequest }

/** One mail for each of these people and its job; what it says is read when it leaves. */
export function queueProgrammeMails(held: QuickWork, personIds: readonly string[], { template, eventId, releaseId, mailDomain, sendJob }: Posting): void {
  if (personIds.length === 0) return
  const list = inList([...new Set(personIds)].sort())
  for (const reader of held.sql.all<Reader>(`SELECT "id", "email", "nameZh", "nameEn", "locale" FROM "Person" WHERE "id" IN (${list.marks}) AND ${isReachable('"email"')} ORDER BY "id"`, ...list.values)) {
    const id = held.newId()
    const name = reader.locale === 'en' ? reader.nameEn || reader.nameZh : reader.nameZh || reader.nameEn
    held.sql.run(
      `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt")
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, '', '', '', '', 0, '', ?)`,
      id, reader.id, eventId, reader.email, name, template, releaseId, reader.locale, `<${id}@${mailDomain}>`, held.now,
    )
    held.job(sendJob(id, held.now))
  }
}
