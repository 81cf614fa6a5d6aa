import { askLimit, authorIsShown, defaultRules, type AudienceRules, type QuestionState } from '#server/domain/audience/questions.ts'
import { isVerifiedFund } from '#server/domain/interest/voice.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { QuestionCard } from '#server/protocol/audience.ts'

/** The stage on which somebody asks or votes, with its event. */
export type Hall = { stageId: string; eventId: string; phase: Phase }

export function findHall(sql: SyncSql, stageId: string): Hall | null {
  return sql.get<Hall>(`SELECT s."id" AS "stageId", e."id" AS "eventId", e."phase" FROM "Stage" s JOIN "Event" e ON e."id" = s."eventId" WHERE s."id" = ?`, stageId) ?? null
}

/** The event's rules with their version; version 0 where nobody has set any. */
export function readRules(sql: SyncSql, eventId: string): { rules: AudienceRules; version: number } {
  const row = sql.get<Record<keyof AudienceRules | 'version', number>>(`SELECT "areQuestionsOpen", "isModerated", "allowsAnonymous", "version" FROM "AudienceRules" WHERE "eventId" = ?`, eventId)
  if (row === undefined) return { rules: defaultRules, version: 0 }
  return { rules: { areQuestionsOpen: row.areQuestionsOpen === 1, isModerated: row.isModerated === 1, allowsAnonymous: row.allowsAnonymous === 1 }, version: row.version }
}

/** False where somebody else has changed them since `version`. */
export function saveRules({ sql, now }: QuickWork, eventId: string, version: number, rules: AudienceRules): boolean {
  const values = [rules.areQuestionsOpen, rules.isModerated, rules.allowsAnonymous, now] as const
  if (version === 0) {
    return sql.run(`INSERT INTO "AudienceRules" ("areQuestionsOpen", "isModerated", "allowsAnonymous", "updatedAt", "eventId", "version") VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT ("eventId") DO NOTHING`, ...values, eventId) === 1
  }
  return sql.run(`UPDATE "AudienceRules" SET "areQuestionsOpen" = ?, "isModerated" = ?, "allowsAnonymous" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ?`, ...values, eventId, version) === 1
}

/** A question as stored, without what would name its author. */
export type QuestionRow = { id: string; eventId: string; stageId: string; authorId: string; state: QuestionState; isPinned: number; version: number }

const rowColumns = `"id", "eventId", "stageId", "authorId", "state", "isPinned", "version"`

export function findQuestion(sql: SyncSql, questionId: string): QuestionRow | null {
  return sql.get<QuestionRow>(`SELECT ${rowColumns} FROM "Question" WHERE "id" = ?`, questionId) ?? null
}

/** The question that this device has sent before under the same key. */
export function findByKey(sql: SyncSql, authorId: string, key: string): QuestionRow | null {
  return sql.get<QuestionRow>(`SELECT ${rowColumns} FROM "Question" WHERE "authorId" = ? AND "onceKey" = ?`, authorId, key) ?? null
}

/** True where the author may ask one more now; the condition on the row decides, so that parallel tries can't pass together. */
export function takeAllowance({ sql, now }: QuickWork, eventId: string, personId: string): boolean {
  const taken = sql.run(
    `INSERT INTO "QuestionAllowance" ("eventId", "personId", "windowFrom", "used") VALUES (?, ?, ?, 1)
     ON CONFLICT ("eventId", "personId") DO UPDATE SET
       "used" = CASE WHEN "QuestionAllowance"."windowFrom" <= ? THEN 1 ELSE "QuestionAllowance"."used" + 1 END,
       "windowFrom" = CASE WHEN "QuestionAllowance"."windowFrom" <= ? THEN excluded."windowFrom" ELSE "QuestionAllowance"."windowFrom" END
     WHERE "QuestionAllowance"."windowFrom" <= ? OR "QuestionAllowance"."used" < ?`,
    eventId, personId, now, now - askLimit.windowMs, now - askLimit.windowMs, now - askLimit.windowMs, askLimit.most,
  )
  return taken === 1
}

/** When the present window of an author ends, in ms. */
export function allowanceEnds(sql: SyncSql, eventId: string, personId: string): number {
  const row = sql.get<{ windowFrom: number }>(`SELECT "windowFrom" FROM "QuestionAllowance" WHERE "eventId" = ? AND "personId" = ?`, eventId, personId)
  return (row?.windowFrom ?? 0) + askLimit.windowMs
}

/** Is the delegation that of an investor who was verified? */
export function isFromVerified(sql: SyncSql, delegationId: string, nowMs: number): boolean {
  const row = sql.get<{ side: string; status: string; organizationId: string }>(`SELECT "side", "status", "organizationId" FROM "Delegation" WHERE "id" = ?`, delegationId)
  if (row === undefined) return false
  const claims = sql.all<{ kind: string; state: string; expiresAtMs: number | null }>(`SELECT "kind", "state", "expiresAt" AS "expiresAtMs" FROM "Claim" WHERE "organizationId" = ?`, row.organizationId)
  return isVerifiedFund({ side: row.side, isActive: row.status === 'active', organizationId: row.organizationId, claims }, nowMs)
}

export type NewQuestion = { hall: Hall; itemId: string | null; authorId: string; delegationId: string | null; key: string; text: string; isAnonymous: boolean; isFromVerified: boolean; state: QuestionState }

export function insertQuestion({ sql, now, newId }: QuickWork, question: NewQuestion): string {
  const id = newId()
  const { hall, itemId, authorId, delegationId, key, text, isAnonymous, state } = question
  sql.run(
    `INSERT INTO "Question" ("id", "eventId", "stageId", "itemId", "authorId", "delegationId", "onceKey", "text", "isAnonymous", "isFromVerified", "state", "isPinned", "votes", "version", "createdAt", "shownAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1, ?, ?)`,
    id, hall.eventId, hall.stageId, itemId, authorId, delegationId, key, text, isAnonymous, question.isFromVerified, state, now, state === 'shown' ? now : null,
  )
  return id
}

/** False where the question isn't any more what the moderator saw. */
export function changeQuestion({ sql, now }: QuickWork, row: QuestionRow, version: number, to: { state: QuestionState; isPinned: boolean }): boolean {
  return sql.run(
    `UPDATE "Question" SET "state" = ?, "isPinned" = ?, "shownAt" = COALESCE("shownAt", CASE WHEN ? = 'shown' THEN ? END), "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`,
    to.state, to.isPinned, to.state, now, row.id, version,
  ) === 1
}

/** Only one question of a stage is pinned at a time; answers with those that no longer are. */
export function unpinOthers({ sql }: QuickWork, row: QuestionRow): string[] {
  return sql.all<{ id: string }>(`UPDATE "Question" SET "isPinned" = 0, "version" = "version" + 1 WHERE "stageId" = ? AND "isPinned" = 1 AND "id" <> ? RETURNING "id"`, row.stageId, row.id).map(({ id }) => id)
}

/** One voice per person: the key of the table decides whether this is one more. */
export function addVote({ sql, now }: QuickWork, questionId: string, personId: string): boolean {
  const added = sql.run(`INSERT INTO "QuestionVote" ("questionId", "personId", "createdAt") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, questionId, personId, now) === 1
  if (added) sql.run(`UPDATE "Question" SET "votes" = "votes" + 1 WHERE "id" = ?`, questionId)
  return added
}

export function takeVoteBack({ sql }: QuickWork, questionId: string, personId: string): boolean {
  const taken = sql.run(`DELETE FROM "QuestionVote" WHERE "questionId" = ? AND "personId" = ?`, questionId, personId)
  if (taken > 0) sql.run(`UPDATE "Question" SET "votes" = "votes" - ? WHERE "id" = ?`, taken, questionId)
  return taken > 0
}

export function votesOf(sql: SyncSql, questionId: string): number {
  return sql.get<{ votes: number }>(`SELECT "votes" FROM "Question" WHERE "id" = ?`, questionId)?.votes ?? 0
}

type CardRow = Omit<QuestionCard, 'author' | 'isPinned' | 'isFromVerified'> & {
  isPinned: number; isFromVerified: number; isAnonymous: number; side: string | null
  nameZh: string | null; nameEn: string | null; organizationZh: string | null; organizationEn: string | null
}

const cardQuery = `SELECT q."id", q."itemId", q."text", q."isFromVerified", q."isAnonymous", q."state", q."isPinned", q."votes", COALESCE(q."shownAt", q."createdAt") AS "at", q."version",
  p."nameZh", p."nameEn", d."side", o."nameZh" AS "organizationZh", o."nameEn" AS "organizationEn"
  FROM "Question" q LEFT JOIN "Person" p ON p."id" = q."authorId" LEFT JOIN "Delegation" d ON d."id" = q."delegationId" LEFT JOIN "Organization" o ON o."id" = d."organizationId"`

function toCard(row: CardRow): QuestionCard {
  const { nameZh, nameEn, organizationZh, organizationEn, side, isAnonymous, ...card } = row
  const isNamed = authorIsShown({ isAnonymous: isAnonymous === 1 }, side)
  const author = isNamed ? { nameZh: nameZh ?? '', nameEn: nameEn ?? '', organizationZh: organizationZh ?? '', organizationEn: organizationEn ?? '' } : null
  return { ...card, author, isFromVerified: isNamed && card.isFromVerified === 1, isPinned: card.isPinned === 1 }
}

export function questionCardOf(sql: SyncSql, questionId: string): QuestionCard | null {
  const row = sql.get<CardRow>(`${cardQuery} WHERE q."id" = ?`, questionId)
  return row === undefined ? null : toCard(row)
}

/** What the hall sees of a stage; with `all` also what waits and what was hidden, for moderators. */
export function listCards(sql: SyncSql, stageId: string, all: boolean): QuestionCard[] {
  const states = all ? '' : ` AND q."state" IN ('shown', 'answered')`
  return sql.all<CardRow>(`${cardQuery} WHERE q."stageId" = ?${states} ORDER BY q."id" DESC LIMIT 500`, stageId).map(toCard)
}

/** What somebody has asked here and voted for. */
export function ownPart(sql: SyncSql, stageId: string, personId: string): { asked: QuestionCard[]; upVoted: string[] } {
  const asked = sql.all<CardRow>(`${cardQuery} WHERE q."stageId" = ? AND q."authorId" = ? ORDER BY q."id" DESC LIMIT 50`, stageId, personId).map(toCard)
  const upVoted = sql.all<{ questionId: string }>(`SELECT v."questionId" FROM "QuestionVote" v JOIN "Question" q ON q."id" = v."questionId" WHERE q."stageId" = ? AND v."personId" = ?`, stageId, personId)
  return { asked, upVoted: upVoted.map((row) => row.questionId) }
}
