import { countBallots, type Ballot, type PollOption, type PollState } from '#server/domain/audience/polls.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { PollCard } from '#server/protocol/audience.ts'

/** A poll as stored. */
export type PollRow = { id: string; eventId: string; stageId: string; itemId: string | null; titleZh: string; titleEn: string; options: PollOption[]; mostChoices: number; mayChange: boolean; state: PollState; version: number }
type StoredPoll = Omit<PollRow, 'options' | 'mayChange'> & { options: string; mayChange: number; voters: number }

const ownColumns = `"id", "eventId", "stageId", "itemId", "titleZh", "titleEn", "options", "mostChoices", "mayChange", "state", "version"`
const columns = `${ownColumns}, (SELECT COUNT(*) FROM "PollVote" v WHERE v."pollId" = "Poll"."id") AS "voters"`

const toRow = <Row extends Omit<StoredPoll, 'voters'>>(row: Row) => ({ ...row, options: JSON.parse(row.options) as PollOption[], mayChange: row.mayChange === 1 })

export function findPoll(sql: SyncSql, pollId: string): (PollRow & { voters: number }) | null {
  const row = sql.get<StoredPoll>(`SELECT ${columns} FROM "Poll" WHERE "id" = ?`, pollId)
  return row === undefined ? null : toRow(row)
}

/** The same without how many have voted: counting all ballots for each of a thousand would cost more than saving it. */
export function findBallotPaper(sql: SyncSql, pollId: string): PollRow | null {
  const row = sql.get<Omit<StoredPoll, 'voters'>>(`SELECT ${ownColumns} FROM "Poll" WHERE "id" = ?`, pollId)
  return row === undefined ? null : toRow(row)
}

function ballotsOf(sql: SyncSql, pollId: string): { choices: string[] }[] {
  return sql.all<{ choices: string }>(`SELECT "choices" FROM "PollVote" WHERE "pollId" = ?`, pollId).map((row) => ({ choices: JSON.parse(row.choices) as string[] }))
}

/** How a poll is told: with its results once they are revealed, and never before. */
export function pollCardOf(sql: SyncSql, poll: PollRow & { voters: number }): PollCard {
  const { id, itemId, titleZh, titleEn, options, mostChoices, mayChange, state, version, voters } = poll
  const results = state === 'revealed' ? countBallots(options, ballotsOf(sql, id)) : null
  return { id, itemId, titleZh, titleEn, options, mostChoices, mayChange, state, voters, results, version }
}

/** A stage's polls, newest first; drafts are for moderators. */
export function listPolls(sql: SyncSql, stageId: string, withDrafts: boolean): PollCard[] {
  const open = withDrafts ? '' : ` AND "state" <> 'draft'`
  return sql.all<StoredPoll>(`SELECT ${columns} FROM "Poll" WHERE "stageId" = ?${open} ORDER BY "id" DESC LIMIT 100`, stageId).map((row) => pollCardOf(sql, toRow(row)))
}

/** What somebody has voted on a stage. */
export function ownBallots(sql: SyncSql, stageId: string, personId: string): { pollId: string; choices: string[] }[] {
  return sql
    .all<{ pollId: string; choices: string }>(`SELECT v."pollId", v."choices" FROM "PollVote" v JOIN "Poll" p ON p."id" = v."pollId" WHERE p."stageId" = ? AND v."personId" = ? ORDER BY v."pollId"`, stageId, personId)
    .map(({ pollId, choices }) => ({ pollId, choices: JSON.parse(choices) as string[] }))
}

export function readBallot(sql: SyncSql, pollId: string, personId: string): Ballot | null {
  const row = sql.get<{ choices: string; keys: string }>(`SELECT "choices", "keys" FROM "PollVote" WHERE "pollId" = ? AND "personId" = ?`, pollId, personId)
  return row === undefined ? null : { choices: JSON.parse(row.choices) as string[], keys: JSON.parse(row.keys) as string[] }
}

/** One row per person and poll: the key of the table decides, and a later vote of the same person goes into the same row. */
export function saveBallot({ sql, now }: QuickWork, pollId: string, personId: string, ballot: Ballot): void {
  const [choices, keys] = [JSON.stringify(ballot.choices), JSON.stringify(ballot.keys)]
  const added = sql.run(`INSERT INTO "PollVote" ("pollId", "personId", "choices", "keys", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, pollId, personId, choices, keys, now, now)
  if (added === 0) sql.run(`UPDATE "PollVote" SET "choices" = ?, "keys" = ?, "updatedAt" = ? WHERE "pollId" = ? AND "personId" = ?`, choices, keys, now, pollId, personId)
}

export type NewPoll = Omit<PollRow, 'id' | 'state' | 'version'> & { createdById: string }

export function insertPoll({ sql, now, newId }: QuickWork, poll: NewPoll): string {
  const id = newId()
  sql.run(
    `INSERT INTO "Poll" ("id", "eventId", "stageId", "itemId", "titleZh", "titleEn", "options", "mostChoices", "mayChange", "state", "version", "createdById", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?)`,
    id, poll.eventId, poll.stageId, poll.itemId, poll.titleZh, poll.titleEn, JSON.stringify(poll.options), poll.mostChoices, poll.mayChange, poll.createdById, now,
  )
  return id
}

/** False where somebody else has moved it on since `version`. */
export function movePoll({ sql, now }: QuickWork, pollId: string, version: number, to: PollState): boolean {
  return sql.run(
    `UPDATE "Poll" SET "state" = ?, "version" = "version" + 1, "openedAt" = CASE WHEN ? = 'open' THEN ? ELSE "openedAt" END,
     "closedAt" = CASE WHEN ? IN ('closed', 'revealed') THEN COALESCE("closedAt", ?) END, "revealedAt" = CASE WHEN ? = 'revealed' THEN ? END WHERE "id" = ? AND "version" = ?`,
    to, to, now, to, now, to, now, pollId, version,
  ) === 1
}
