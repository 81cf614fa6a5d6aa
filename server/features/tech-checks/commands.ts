import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { whyNotAdmitted } from '#server/domain/pitching/may-book.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { Occupancy } from '#server/features/occupancy/store.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchFacts } from '#server/features/pitch-facts/store.ts'
import type { PitchLine } from '#server/features/pitch-line/store.ts'
import type { presenters } from '#server/features/pitch-slots/commands.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'

export type AddTechInput = { eventId: string; sessionId: string; startsAt: number; count: number; minutes: number; lanes: number; placeZh: string; placeEn: string }
export type TechInput = { eventId: string; techSlotId: string }
export type TechBooked = { techSlotId: string; startsAt: number; endsAt: number }

type Parts = { quick: RunQuickWork; diary: Diary; occupancy: Occupancy; facts: PitchFacts; line: PitchLine; presenters: typeof presenters; news: PitchNews }
type TechRow = { id: string; eventId: string; sessionId: string; startsAt: number; endsAt: number; delegationId: string | null; state: string; version: number }

const columns = `"id", "eventId", "sessionId", "startsAt", "endsAt", "delegationId", "state", "version"`
const owner = (techSlotId: string): string => `tech:${techSlotId}`

/** Small slots before a session in which microphone, picture and deck are tried. */
export function createTechCheckCommands({ quick, diary, occupancy, facts, line, presenters, news }: Parts) {
  const find = (held: QuickWork, input: TechInput): TechRow | null => {
    const row = held.sql.get<TechRow>(`SELECT ${columns} FROM "TechCheckSlot" WHERE "id" = ?`, input.techSlotId)
    return row === undefined || row.eventId !== input.eventId ? null : row
  }

  function addOnce(held: QuickWork, actor: Actor, input: AddTechInput): Result<{ added: number }> {
    if (!can(actor, 'pitch:run', { eventId: input.eventId as EventId })) return err('auth.forbidden')
    const session = facts.findPitchSession(held.sql, input.sessionId)
    if (session === null || session.eventId !== input.eventId) return err('record.not_found')
    let added = 0
    for (let lane = 1; lane <= input.lanes; lane++) {
      for (let at = 0; at < input.count; at++) {
        const id = held.newId()
        const startsAt = input.startsAt + at * input.minutes * 60_000
        const written = held.sql.run(
          `INSERT INTO "TechCheckSlot" ("id", "eventId", "sessionId", "lane", "startsAt", "endsAt", "placeZh", "placeEn", "state", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', 1) ON CONFLICT DO NOTHING`,
          id, input.eventId, input.sessionId, lane, startsAt, startsAt + input.minutes * 60_000, input.placeZh, input.placeEn,
        )
        if (written === 0) continue
        added += 1
        news.tellTech(held, input.eventId, id)
      }
    }
    held.audit('tech_check:added', `session:${input.sessionId}`, { eventId: input.eventId, added })
    return ok({ added })
  }

  function bookOnce(held: QuickWork, actor: Actor, input: TechInput & { personIds?: string[] }): Result<TechBooked> {
    const own = delegationAt(actor, input.eventId as EventId)
    if (actor.kind !== 'person') return err('auth.required')
    if (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const row = find(held, input)
    const about = row === null ? null : facts.openCase(held.sql, diary, { sessionId: row.sessionId, delegationId: own.delegationId, nowMs: held.now })
    if (row === null || about === null) return err('record.not_found')
    const booked = { techSlotId: row.id, startsAt: row.startsAt, endsAt: row.endsAt }
    if (row.delegationId === own.delegationId) return ok(booked)
    const [refused] = whyNotAdmitted(about.facts)
    if (refused !== undefined) return err(refused.code, { params: refused.params })
    if (row.startsAt <= held.now) return err('pitch.too_late', { params: { minutes: 0 } })
    const people = presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    const before = held.sql.get<TechRow>(`SELECT ${columns} FROM "TechCheckSlot" WHERE "sessionId" = ? AND "delegationId" = ?`, row.sessionId, own.delegationId)
    if (before !== undefined) freeRow(held, before)
    const taken = held.sql.run(`UPDATE "TechCheckSlot" SET "delegationId" = ?, "personId" = ?, "state" = 'booked', "bookedAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "delegationId" IS NULL`, own.delegationId, people.value[0] ?? null, held.now, row.id)
    if (taken === 0) return err('pitch.tech_taken')
    const ticks = ticksBetween(row.startsAt, row.endsAt)
    const clashes = occupancy.take(held.sql, owner(row.id), people.value.map((id) => ({ resource: occupancy.personResource(id), ticks })))
    if (clashes.length > 0) return err('pitch.people_busy')
    held.audit('tech_check:booked', `tech_check:${row.id}`, { eventId: row.eventId, delegationId: own.delegationId })
    follow(held, row, own.delegationId)
    return ok(booked)
  }

  function freeRow(held: QuickWork, row: TechRow): void {
    held.sql.run(`UPDATE "TechCheckSlot" SET "delegationId" = NULL, "personId" = NULL, "state" = 'open', "bookedAt" = NULL, "version" = "version" + 1 WHERE "id" = ?`, row.id)
    occupancy.release(held.sql, owner(row.id))
    news.tellTech(held, row.eventId, row.id)
  }

  function follow(held: QuickWork, row: TechRow, delegationId: string): void {
    news.tellTech(held, row.eventId, row.id)
    news.tellOwn(held, row.eventId, [delegationId])
    line.offerOpenSlots(held, row.sessionId)
  }

  function cancelOnce(held: QuickWork, actor: Actor, input: TechInput): Result<{ techSlotId: string }> {
    const row = find(held, input)
    const isOrganizer = can(actor, 'pitch:run', { eventId: input.eventId as EventId })
    const own = delegationAt(actor, input.eventId as EventId)
    if (row === null) return err('record.not_found')
    if (!isOrganizer && (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] }))) return err('auth.forbidden')
    // Pressed twice, or never theirs: it isn't theirs now.
    if (row.delegationId === null || (!isOrganizer && row.delegationId !== own?.delegationId)) return ok({ techSlotId: row.id })
    freeRow(held, row)
    held.audit('tech_check:freed', `tech_check:${row.id}`, { eventId: row.eventId, delegationId: row.delegationId })
    news.tellOwn(held, row.eventId, [row.delegationId])
    return ok({ techSlotId: row.id })
  }

  return {
    /** Makes a row of slots, in several lanes at once where several can be tried side by side. Those that are there stay. */
    addTechSlots: (actor: Actor, input: AddTechInput): Promise<Result<{ added: number }>> => quick(actor, (held) => addOnce(held, actor, input)),
    /** Books a time, in place of the one booked before. */
    bookTech: (actor: Actor, input: TechInput & { personIds?: string[] }): Promise<Result<TechBooked>> => quick(actor, (held) => bookOnce(held, actor, input)),
    cancelTech: (actor: Actor, input: TechInput): Promise<Result<{ techSlotId: string }>> => quick(actor, (held) => cancelOnce(held, actor, input)),

    /** What came of it, said by the organizer. */
    markTech: (actor: Actor, input: TechInput & { state: 'passed' | 'failed' }): Promise<Result<{ techSlotId: string }>> =>
      quick(actor, (held) => {
        if (!can(actor, 'pitch:run', { eventId: input.eventId as EventId })) return err('auth.forbidden')
        const row = find(held, input)
        if (row === null || row.delegationId === null) return err('record.not_found')
        held.sql.run(`UPDATE "TechCheckSlot" SET "state" = ?, "version" = "version" + 1 WHERE "id" = ? AND "delegationId" IS NOT NULL`, input.state, row.id)
        held.audit(`tech_check:${input.state}`, `tech_check:${row.id}`, { eventId: row.eventId, delegationId: row.delegationId })
        follow(held, row, row.delegationId)
        return ok({ techSlotId: row.id })
      }),

    removeTech: (actor: Actor, input: TechInput): Promise<Result<{ techSlotId: string }>> =>
      quick(actor, (held) => {
        if (!can(actor, 'pitch:run', { eventId: input.eventId as EventId })) return err('auth.forbidden')
        const row = find(held, input)
        if (row === null) return err('record.not_found')
        if (held.sql.run(`DELETE FROM "TechCheckSlot" WHERE "id" = ? AND "delegationId" IS NULL`, row.id) === 0) return err('pitch.tech_in_use')
        news.tellTech(held, row.eventId, row.id)
        return ok({ techSlotId: row.id })
      }),
  }
}
