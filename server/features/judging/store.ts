import { coreKey, nameKey } from '#server/domain/directory/names.ts'
import type { JudgeTies, PitchTies, Said } from '#server/domain/judging/recusal.ts'
import type { PitchResult } from '#server/domain/judging/results.ts'
import type { Criterion, Scores } from '#server/domain/judging/scoring.ts'
import type { JudgingState, SealRule } from '#server/domain/judging/sealing.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import { toSimplified } from '#server/platform/pinyin.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** The judging of an event as stored; instants in ms. `released` null until it is. */
export type Round = SealRule & { eventId: string; state: JudgingState; scaleMax: number; criteria: Criterion[]; metBefore: 'recuse' | 'tell'; lateUntil: number | null; released: PitchResult[] | null; version: number }
type StoredRound = Omit<Round, 'criteria' | 'released'> & { criteria: string; released: string | null }

export function readRound(sql: SyncSql, eventId: string): Round | null {
  const row = sql.get<StoredRound>(`SELECT "eventId", "state", "scaleMax", "criteria", "organizerSees", "openTo", "winners", "metBefore", "lateUntil", "released", "version" FROM "JudgingRound" WHERE "eventId" = ?`, eventId)
  return row === undefined ? null : { ...row, criteria: JSON.parse(row.criteria) as Criterion[], released: row.released === null ? null : (JSON.parse(row.released) as PitchResult[]) }
}

export type SetUp = Pick<Round, 'eventId' | 'scaleMax' | 'criteria' | 'organizerSees' | 'openTo' | 'winners' | 'metBefore'>

/** False where somebody else has changed it since `version`; 0: there was none. */
export function saveSetUp({ sql, now }: QuickWork, version: number, setUp: SetUp): boolean {
  const values = [setUp.scaleMax, JSON.stringify(setUp.criteria), setUp.organizerSees, setUp.openTo, setUp.winners, setUp.metBefore, now, setUp.eventId] as const
  if (version === 0) {
    return sql.run(`INSERT INTO "JudgingRound" ("scaleMax", "criteria", "organizerSees", "openTo", "winners", "metBefore", "updatedAt", "eventId", "state", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'draft', 1) ON CONFLICT ("eventId") DO NOTHING`, ...values) === 1
  }
  return sql.run(`UPDATE "JudgingRound" SET "scaleMax" = ?, "criteria" = ?, "organizerSees" = ?, "openTo" = ?, "winners" = ?, "metBefore" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ? AND "state" = 'draft'`, ...values, version) === 1
}

export type Move = { version: number; state: JudgingState; lateUntil: number | null; released: PitchResult[] | null }

export function moveRound({ sql, now }: QuickWork, eventId: string, to: Move): boolean {
  return sql.run(
    `UPDATE "JudgingRound" SET "state" = ?, "lateUntil" = ?, "released" = ?, "updatedAt" = ?, "closedAt" = CASE WHEN ? = 'closed' THEN ? ELSE "closedAt" END, "releasedAt" = CASE WHEN ? = 'released' THEN ? END, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ?`,
    to.state, to.lateUntil, to.released === null ? null : JSON.stringify(to.released), now, to.state, now, to.state, now, eventId, to.version,
  ) === 1
}

export type Judge = { judgeId: string; nameZh: string; nameEn: string; organizationId: string | null }

export function listJudges(sql: SyncSql, eventId: string): Judge[] {
  return sql.all<Judge>(`SELECT p."id" AS "judgeId", p."nameZh", p."nameEn", r."organizationId" FROM "EventRole" r JOIN "Person" p ON p."id" = r."personId" WHERE r."eventId" = ? AND r."role" = 'judge' ORDER BY p."sortKey", p."id"`, eventId)
}

/** Keys under which two writings of a name meet; the second leaves out what only says the trade, and may find too much: the organizer lifts that. */
const keysOf = (names: readonly string[]): string[] => [...new Set(names.filter((name) => name !== '').flatMap((name) => [nameKey(name, toSimplified), coreKey(name, toSimplified)]))].filter((key) => key.length > 1)

type OrganizationNames = { id: string; nameZh: string; nameEn: string; legalName: string }

function organizationNames(sql: SyncSql, ids: readonly string[]): Map<string, string[]> {
  const list = inList([...new Set(ids)])
  const rows = sql.all<OrganizationNames>(`SELECT "id", "nameZh", "nameEn", "legalName" FROM "Organization" WHERE "id" IN (${list.marks})`, ...list.values)
  return new Map(rows.map((row) => [row.id, keysOf([row.nameZh, row.nameEn, row.legalName])]))
}

/** What ties each judge to organizations: the one she judges for, those she has been a delegate of, and those she has met. */
export function judgeTies(sql: SyncSql, judges: readonly Judge[], nowMs: number): Map<string, JudgeTies> {
  const list = inList(judges.map((judge) => judge.judgeId))
  const delegate = sql.all<{ personId: string; organizationId: string }>(`SELECT DISTINCT g."personId", d."organizationId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" IN (${list.marks})`, ...list.values)
  const met = sql.all<{ personId: string; a: string; b: string }>(
    `SELECT DISTINCT t."personId", a."organizationId" AS "a", b."organizationId" AS "b" FROM "MeetingAttendee" t JOIN "Meeting" m ON m."id" = t."meetingId"
     JOIN "Delegation" a ON a."id" = m."aDelegationId" JOIN "Delegation" b ON b."id" = m."bDelegationId" WHERE m."state" = 'scheduled' AND m."startsAt" <= ? AND t."personId" IN (${list.marks})`,
    nowMs, ...list.values,
  )
  const own = new Map(judges.map((judge) => [judge.judgeId, [...new Set([...(judge.organizationId === null ? [] : [judge.organizationId]), ...delegate.filter((row) => row.personId === judge.judgeId).map((row) => row.organizationId)])]]))
  const names = organizationNames(sql, [...own.values()].flat())
  return new Map(judges.map(({ judgeId }) => {
    const organizationIds = own.get(judgeId) ?? []
    const metOrganizationIds = met.filter((row) => row.personId === judgeId).flatMap((row) => [row.a, row.b]).filter((id) => !organizationIds.includes(id))
    return [judgeId, { organizationIds, nameKeys: organizationIds.flatMap((id) => names.get(id) ?? []), metOrganizationIds }]
  }))
}

/** Who has put money into the pitching organizations, by what their funding rounds say. */
export function pitchTies(sql: SyncSql, organizationIds: readonly string[]): Map<string, PitchTies> {
  const list = inList([...new Set(organizationIds)])
  const rows = sql.all<{ id: string; funding: string }>(`SELECT "id", "funding" FROM "Organization" WHERE "id" IN (${list.marks})`, ...list.values)
  return new Map(rows.map((row) => {
    const rounds = JSON.parse(row.funding) as { investors?: string[] }[]
    return [row.id, { organizationId: row.id, investorKeys: keysOf(rounds.flatMap((round) => round.investors ?? [])) }]
  }))
}

export type SaidRow = { itemId: string; judgeId: string; kind: NonNullable<Said>['kind']; reason: string }

export function listSaid(sql: SyncSql, eventId: string): SaidRow[] {
  return sql.all<SaidRow>(`SELECT "itemId", "judgeId", "kind", "reason" FROM "Recusal" WHERE "eventId" = ?`, eventId)
}

/** What a judge or the organizer says about the two, in place of what was said before; null takes it back. */
export function say({ sql, now }: QuickWork, about: { eventId: string; itemId: string; judgeId: string; byId: string }, said: { kind: SaidRow['kind']; reason: string } | null): void {
  sql.run(`DELETE FROM "Recusal" WHERE "itemId" = ? AND "judgeId" = ?`, about.itemId, about.judgeId)
  if (said !== null) sql.run(`INSERT INTO "Recusal" ("eventId", "itemId", "judgeId", "kind", "reason", "byId", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?)`, about.eventId, about.itemId, about.judgeId, said.kind, said.reason, about.byId, now)
}

export type CardRow = { itemId: string; judgeId: string; scores: Scores; note: string; state: 'draft' | 'submitted'; isLate: boolean; version: number }
type StoredCard = Omit<CardRow, 'scores' | 'isLate'> & { scores: string; isLate: number }
const cardColumns = `"itemId", "judgeId", "scores", "note", "state", "isLate", "version"`
const toCard = (row: StoredCard): CardRow => ({ ...row, scores: JSON.parse(row.scores) as Scores, isLate: row.isLate === 1 })

export function findCard(sql: SyncSql, itemId: string, judgeId: string): CardRow | null {
  const row = sql.get<StoredCard>(`SELECT ${cardColumns} FROM "ScoreCard" WHERE "itemId" = ? AND "judgeId" = ?`, itemId, judgeId)
  return row === undefined ? null : toCard(row)
}

export function listCards(sql: SyncSql, eventId: string): CardRow[] {
  return sql.all<StoredCard>(`SELECT ${cardColumns} FROM "ScoreCard" WHERE "eventId" = ? ORDER BY "itemId", "judgeId"`, eventId).map(toCard)
}

/** One card per judge and pitch: a unique index decides; false where another tab was quicker. */
export function saveCard({ sql, now, newId }: QuickWork, eventId: string, card: CardRow): boolean {
  const values = [JSON.stringify(card.scores), card.note, card.state, card.isLate, card.state === 'submitted' ? now : null, now] as const
  if (card.version === 0) {
    return sql.run(
      `INSERT INTO "ScoreCard" ("scores", "note", "state", "isLate", "submittedAt", "updatedAt", "id", "eventId", "itemId", "judgeId", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT ("itemId", "judgeId") DO NOTHING`,
      ...values, newId(), eventId, card.itemId, card.judgeId,
    ) === 1
  }
  return sql.run(
    `UPDATE "ScoreCard" SET "scores" = ?, "note" = ?, "state" = ?, "isLate" = ?, "submittedAt" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "itemId" = ? AND "judgeId" = ? AND "version" = ?`,
    ...values, card.itemId, card.judgeId, card.version,
  ) === 1
}
