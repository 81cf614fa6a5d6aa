import type { SyncSql } from '#server/platform/db.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeRequest, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const rounds = 120
const warmUp = 20

type Prepared = { test: TestApp; todo: { requestId: string; startsAt: number; fund: MadeDelegation; startup: MadeDelegation }[]; eventId: string; tableId: string }

/** Pairs who want one meeting each, all at the same event and at different tables or times. */
async function prepare(): Promise<Prepared> {
  const test = await createTestApp()
  const event = await makeEvent(test.db, { tables: 30 })
  const todo: Prepared['todo'] = []
  for (let i = 0; i < rounds + warmUp; i++) {
    const [fund, startup] = [await makeDelegation(test.db, event.id, { side: 'investor' }), await makeDelegation(test.db, event.id)]
    const startsAt = event.at('09:00') + (i % 9) * 20 * 60_000
    const { id } = await makeRequest(test.db, event.id, { from: startup, to: fund, holds: [startsAt] })
    todo.push({ requestId: id, startsAt, fund, startup })
  }
  return { test, todo, eventId: event.id, tableId: event.tables[0]?.id ?? '' }
}

async function timed(prepared: Prepared, claim: (one: Prepared['todo'][number], i: number) => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> {
  for (const [i, one] of prepared.todo.slice(0, warmUp).entries()) await claim(one, i)
  const cpu = process.cpuUsage()
  const from = performance.now()
  for (const [i, one] of prepared.todo.slice(warmUp).entries()) await claim(one, warmUp + i)
  const used = process.cpuUsage(cpu)
  return { ms: (performance.now() - from) / rounds, cpuMs: (used.user + used.system) / 1000 / rounds }
}

/** What accepting a request writes, and nothing else: no look-ups, no rules, no cards. */
function rawClaim(sql: SyncSql, prepared: Prepared, one: Prepared['todo'][number], n: number): void {
  const meetingId = `raw${String(n).padStart(23, '0')}`
  const owner = `meeting:${meetingId}`
  const now = prepared.test.clock.now()
  const first = one.startsAt / 300_000
  sql.run(`UPDATE "MeetingRequest" SET "state" = 'accepted', "answeredById" = ?, "answeredAt" = ?, "openKey" = NULL, "version" = "version" + 1 WHERE "id" = ? AND "version" = 1 AND "state" = 'pending'`, one.fund.people[0] as string, now, one.requestId)
  const take = `INSERT INTO "Occupancy" ("resource", "tick", "owner") VALUES (?, ?, ?)`
  sql.run(take, `pair:${one.requestId}#1`, 0, owner)
  for (const resource of [`person:${one.fund.people[0]}`, `person:${one.startup.people[0]}`, `table:raw${n}`]) for (let tick = first; tick < first + 4; tick++) sql.run(take, resource, tick, owner)
  sql.run(
    `INSERT INTO "Meeting" ("id", "eventId", "requestId", "aDelegationId", "bDelegationId", "startsAt", "endsAt", "tableId", "uid", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    meetingId, prepared.eventId, one.requestId, one.startup.id, one.fund.id, one.startsAt, one.startsAt + 1_200_000, prepared.tableId, `${meetingId}@touhai`, now, now,
  )
  for (const person of [one.fund.people[0], one.startup.people[0]]) sql.run(`INSERT INTO "MeetingAttendee" ("meetingId", "personId") VALUES (?, ?)`, meetingId, person as string)
  for (let i = 0; i < 5; i++) {
    const room = i === 4 ? `desk:raw` : `agenda:raw:${i % 2 === 0 ? one.fund.people[0] : one.startup.people[0]}`
    const head = sql.get<{ seq: number }>(`INSERT INTO "RoomHead" ("room", "seq") VALUES (?, 1) ON CONFLICT ("room") DO UPDATE SET "seq" = "RoomHead"."seq" + 1 RETURNING "seq"`, room)
    sql.run(`INSERT INTO "RoomFact" ("room", "seq", "name", "payload", "at") VALUES (?, ?, 'meeting:scheduled', ?, ?)`, room, head?.seq ?? 1, JSON.stringify({ filler: 'x'.repeat(900) }), now)
  }
  for (let i = 0; i < 3; i++) {
    const id = `raw${n}-${i}`
    sql.run(`INSERT INTO "MailMessage" ("id", "toEmail", "template", "subjectId", "locale", "messageId", "createdAt") VALUES (?, 'a@example.com', 'raw', ?, 'en', ?, ?)`, id, meetingId, id, now)
    sql.run(`INSERT INTO "Job" ("id", "name", "payload", "runAt", "createdAt") VALUES (?, 'mail:send', '{}', ?, ?)`, id, now, now)
  }
}

/** One slot claimed through its command against the same rows written by raw SQL, both at FULL durability, one after another. */
export async function run() {
  const [raw, ours] = [await prepare(), await prepare()]
  const bare = await timed(raw, (one, n) => raw.test.db.write((sql) => rawClaim(sql, raw, one, n)))
  const command = await timed(ours, async (one) => {
    const result = await ours.test.app.requests.accept(one.fund.actor(), { requestId: one.requestId, version: 1, startsAt: one.startsAt })
    if (!result.ok) throw new Error(result.error.code)
  })
  const [rawTogether, together] = [await prepare(), await prepare()]
  const startedRaw = performance.now()
  await Promise.all(rawTogether.todo.map((one, n) => rawTogether.test.db.write((sql) => rawClaim(sql, rawTogether, one, n))))
  const rawTogetherMs = (performance.now() - startedRaw) / rawTogether.todo.length
  const started = performance.now()
  await Promise.all(together.todo.map((one) => together.test.app.requests.accept(one.fund.actor(), { requestId: one.requestId, version: 1, startsAt: one.startsAt })))
  const togetherMs = (performance.now() - started) / together.todo.length
  for (const { test } of [raw, ours, rawTogether, together]) await test.dispose()
  return [
    { name: 'claim/raw-sql', value: bare.ms, unit: 'ms' },
    { name: 'claim/command', value: command.ms, unit: 'ms', ratio: command.ms / bare.ms, against: 'raw-sql' },
    { name: 'claim/command-cpu', value: command.cpuMs, unit: 'cpu-ms', ratio: command.cpuMs / bare.cpuMs, against: 'raw-sql' },
    { name: 'claim/command-together', value: togetherMs, unit: 'ms', ratio: togetherMs / rawTogetherMs, against: 'raw-sql-together' },
  ]
}
