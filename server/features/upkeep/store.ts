import type { Database } from '#server/platform/db.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Rows of one statement, so that nobody waits long for their turn to write. */
const rowsAtOnce = 5_000

/** What is kept and how long. Facts: so many of each room are kept however old they are. */
export const kept = {
  answersMs: 7 * dayMs,
  jobsMs: 14 * dayMs,
  keyedJobsMs: 90 * dayMs,
  factsMs: 30 * dayMs,
  factsOfRoom: 200,
  challengesMs: dayMs,
  /** A used challenge says that this browser is its owner's. */
  usedChallengesMs: 90 * dayMs,
  sessionsMs: dayMs,
  revokedSessionsMs: 7 * dayMs,
} as const

export type Purged = { answers: number; jobs: number; facts: number; challenges: number; sessions: number }

type Sweep = { name: keyof Purged; table: string; rows: string; values: number[] }

function sweepsAt(now: number): Sweep[] {
  return [
    { name: 'answers', table: 'IdempotencyRecord', rows: `"createdAt" < ?`, values: [now - kept.answersMs] },
    { name: 'jobs', table: 'Job', rows: `"state" = 'done' AND (("dedupeKey" IS NULL AND "doneAt" < ?) OR ("dedupeKey" IS NOT NULL AND "doneAt" < ?))`, values: [now - kept.jobsMs, now - kept.keyedJobsMs] },
    { name: 'challenges', table: 'SignInChallenge', rows: `("consumedAt" IS NULL AND "expiresAt" < ?) OR "expiresAt" < ?`, values: [now - kept.challengesMs, now - kept.usedChallengesMs] },
    { name: 'sessions', table: 'AuthSession', rows: `"expiresAt" < ? OR "revokedAt" < ?`, values: [now - kept.sessionsMs, now - kept.revokedSessionsMs] },
  ]
}

/** Deletes what nobody will ask for again, a few thousand rows at a time. Run again it deletes what is left. */
export async function purge(db: Database, now: number): Promise<Purged> {
  const purged: Purged = { answers: 0, jobs: 0, facts: 0, challenges: 0, sessions: 0 }
  for (const { name, table, rows, values } of sweepsAt(now)) {
    purged[name] = await repeat(() => db.write((sql) => sql.all(`DELETE FROM "${table}" WHERE "id" IN (SELECT "id" FROM "${table}" WHERE ${rows} LIMIT ${rowsAtOnce}) RETURNING "id"`, ...values).length))
  }
  purged.facts = await repeat(() => db.write((sql) => {
    const old = `SELECT f."room", f."seq" FROM "RoomFact" f JOIN "RoomHead" h ON h."room" = f."room" WHERE f."at" < ? AND f."seq" <= h."seq" - ? LIMIT ${rowsAtOnce}`
    return sql.all(`DELETE FROM "RoomFact" WHERE ("room", "seq") IN (${old}) RETURNING "seq"`, now - kept.factsMs, kept.factsOfRoom).length
  }))
  return purged
}

async function repeat(once: () => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    const count = await once()
    all += count
    if (count < rowsAtOnce) return all
  }
}
