import { forecast } from '#server/domain/stage/forecast.ts'
import type { StageRun } from '#server/domain/stage/model.ts'
import { tickMs } from '#server/domain/shared/time.ts'
import type { appearanceOf, appearancesOf } from '#server/features/programme/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'

type Times = { startsAt: number; endsAt: number }

/** A line that is less late than this keeps its announced time: half the hall walks in later anyway. */
const worthAWordMs = 60_000

/** When lines that are still to come begin and end as things stand, where that is not as announced. Rehearsals move nobody. */
export function movedLines(run: StageRun, now: number): Map<string, Times> {
  if (run.isRehearsal || run.isEnded) return new Map()
  const waiting = new Set(run.lines.filter((line) => line.outcome === null && line.startedAt === null).map((line) => line.id))
  const moved = forecast(run, now).lines.filter((line) => waiting.has(line.id) && Math.abs(line.lateMs) >= worthAWordMs)
  return new Map(moved.map(({ id, startsAt, endsAt }) => [id, { startsAt, endsAt }]))
}

function runsAt(sql: SyncSql, eventId: string): StageRun[] {
  return sql.all<{ state: string }>(`SELECT "state" FROM "StageRun" WHERE "eventId" = ?`, eventId).map((row) => JSON.parse(row.state) as StageRun)
}

/** A person's appearances as announced, at the times at which they will really be while a stage runs late. */
export const liveAppearances = (announced: typeof appearancesOf, now: () => number): typeof appearancesOf => (sql, eventId, personId) => {
  const cards = announced(sql, eventId, personId)
  if (cards.length === 0) return cards
  const moved = new Map(runsAt(sql, eventId).flatMap((run) => [...movedLines(run, now())]))
  return cards.map((card) => ({ ...card, ...moved.get(card.id) }))
}

type PersonRow = { lineId: string; personId: string; personZh: string; personEn: string }

/** People of lines: those who are named in them, else whoever leads the delegation that pitches. */
export function peopleOfLines(sql: SyncSql, lineIds: readonly string[]): PersonRow[] {
  const list = inList(lineIds)
  return sql.all<PersonRow>(
    `SELECT a."itemId" AS "lineId", p."id" AS "personId", p."nameZh" AS "personZh", p."nameEn" AS "personEn" FROM "ProgrammePerson" a JOIN "Person" p ON p."id" = a."personId" WHERE a."itemId" IN (${list.marks})
     UNION
     SELECT i."id", p."id", p."nameZh", p."nameEn" FROM "ProgrammeItem" i JOIN "Delegate" g ON g."delegationId" = i."delegationId" AND g."isLead" = 1 JOIN "Person" p ON p."id" = g."personId"
     WHERE i."id" IN (${list.marks}) AND NOT EXISTS (SELECT 1 FROM "ProgrammePerson" a WHERE a."itemId" = i."id" AND a."personId" IS NOT NULL)`,
    ...list.values, ...list.values,
  )
}

/** Tells the people of the lines that move, and nobody else, when they are on. */
export const createTellMoved = (cardOf: typeof appearanceOf) => (held: QuickWork, eventId: string, run: StageRun): void => {
  const moved = movedLines(run, held.now)
  if (moved.size === 0) return
  for (const { lineId, personId } of peopleOfLines(held.sql, [...moved.keys()])) {
    const card = cardOf(held.sql, eventId, lineId, personId)
    if (card !== null) held.fact(agendaRoom(eventId, personId), 'appearance:changed', { appearance: { ...card, ...moved.get(lineId) } })
  }
}

/** A meeting in the way of somebody who goes on stage later than announced. `fromMs`, `untilMs`: the ticks on stage. */
export type StageClash = PersonRow & { meetingId: string; startsAt: number; endsAt: number; withZh: string; withEn: string; fromMs: number; untilMs: number }

type MeetingRow = { personId: string; meetingId: string; startsAt: number; endsAt: number; withZh: string; withEn: string }

/** Meetings of those who are still to come that lie at the time at which they will be on stage; in order of time. */
export function findClashes(sql: SyncSql, eventId: string, run: StageRun, now: number): StageClash[] {
  const moved = movedLines(run, now)
  const people = moved.size === 0 ? [] : peopleOfLines(sql, [...moved.keys()])
  if (people.length === 0) return []
  const list = inList([...new Set(people.map((one) => one.personId))])
  const meetings = sql.all<MeetingRow>(
    `SELECT t."personId", m."id" AS "meetingId", m."startsAt", m."endsAt", o."nameZh" AS "withZh", o."nameEn" AS "withEn"
     FROM "MeetingAttendee" t JOIN "Meeting" m ON m."id" = t."meetingId"
     JOIN "Delegation" d ON d."id" = CASE WHEN EXISTS (SELECT 1 FROM "Delegate" g WHERE g."delegationId" = m."aDelegationId" AND g."personId" = t."personId") THEN m."bDelegationId" ELSE m."aDelegationId" END
     JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE m."eventId" = ? AND m."state" = 'scheduled' AND t."personId" IN (${list.marks})`,
    eventId, ...list.values,
  )
  return people
    .flatMap((person) => {
      const { startsAt, endsAt } = moved.get(person.lineId) as Times
      const [fromMs, untilMs] = [Math.floor(startsAt / tickMs) * tickMs, Math.ceil(endsAt / tickMs) * tickMs]
      return meetings.filter((meeting) => meeting.personId === person.personId && meeting.startsAt < endsAt && meeting.endsAt > startsAt).map((meeting) => ({ ...person, ...meeting, fromMs, untilMs }))
    })
    .sort((a, b) => a.startsAt - b.startsAt || (a.meetingId < b.meetingId ? -1 : 1))
}
