import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { checkPitchRules } from '#server/domain/pitching/check-rules.ts'
import type { PitchRules } from '#server/domain/pitching/rules.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchFacts } from '#server/features/pitch-facts/store.ts'
import type { PitchLine } from '#server/features/pitch-line/store.ts'
import type { SlotStore } from '#server/features/pitch-slots/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database } from '#server/platform/db.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'

import { blocksLapseJob } from './jobs.ts'

export type SaveRulesInput = { eventId: string; sessionId: string; version: number; rules: PitchRules }
/** `over`: delegations that have more slots than the rules now allow; they keep them. */
export type SavedRules = { version: number; over: string[] }

type Parts = {
  quick: RunQuickWork
  db: Database
  newSecret: () => string
  facts: PitchFacts
  news: PitchNews
  line: PitchLine
  slots: SlotStore
  /** Clears a ranking at its deadline. */
  clearing(sessionId: string, runAt: number): JobRequest
}

/** How the pitch slots of a session are given away. */
export function createPitchRuleCommands({ quick, db, newSecret, facts, news, line, slots, clearing }: Parts) {
  function store(held: QuickWork, input: SaveRulesInput): boolean {
    const { eventId, sessionId, version, rules } = input
    const body = JSON.stringify(rules)
    if (version > 0) return held.sql.run(`UPDATE "PitchRule" SET "body" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "sessionId" = ? AND "version" = ?`, body, held.now, sessionId, version) === 1
    return held.sql.run(`INSERT INTO "PitchRule" ("sessionId", "eventId", "body", "seed", "version", "updatedAt") VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT ("sessionId") DO NOTHING`, sessionId, eventId, body, newSecret(), held.now) === 1
  }

  function saveOnce(held: QuickWork, actor: Actor, input: SaveRulesInput): Result<SavedRules> {
    const { eventId, sessionId, rules } = input
    if (!can(actor, 'pitch:run', { eventId: eventId as EventId })) return err('auth.forbidden')
    const session = facts.findPitchSession(held.sql, sessionId)
    if (session === null || session.eventId !== eventId) return err('record.not_found')
    const fields = checkPitchRules(rules)
    if (fields.length > 0) return err('pitch.bad_rules', { fields })
    // Pressed twice: the rules are these already.
    const isSame = session.version === input.version + 1 && JSON.stringify(session.rules) === JSON.stringify(rules)
    if (!isSame && !store(held, input)) return err('record.changed')
    const version = input.version + 1
    if (rules.method === 'ranking' && rules.closesAtMs !== null && session.clearedAtMs === null) held.job(clearing(sessionId, rules.closesAtMs))
    if (rules.blocksLapseAtMs !== null) held.job(blocksLapseJob.request({ sessionId }, { runAt: rules.blocksLapseAtMs, dedupeKey: `pitch-rules:blocks-lapse:${sessionId}:${rules.blocksLapseAtMs}` }))
    held.audit('pitch:rules', `session:${sessionId}`, { eventId })
    tellAll(held, eventId, sessionId)
    line.offerOpenSlots(held, sessionId)
    const over = held.sql.all<{ delegationId: string; n: number }>(`SELECT "delegationId", COUNT(*) AS "n" FROM "PitchBooking" WHERE "sessionId" = ? GROUP BY "delegationId" ORDER BY "delegationId"`, sessionId)
    return ok({ version, over: over.filter((row) => row.n > rules.perDelegation).map((row) => row.delegationId) })
  }

  function tellAll(held: QuickWork, eventId: string, sessionId: string): void {
    news.tellSession(held, eventId, sessionId)
    const slots = facts.listSlots(held.sql, eventId).filter((slot) => slot.sessionId === sessionId)
    if (slots.length > 0) news.tellSlots(held, eventId, slots.map((slot) => slot.itemId))
  }

  return {
    saveRules: (actor: Actor, input: SaveRulesInput): Promise<Result<SavedRules>> => quick(actor, (held) => saveOnce(held, actor, input)),

    /** The rules as they are stored, for the form; version 0 where there are none. */
    async rulesOf(actor: Actor, eventId: string, sessionId: string): Promise<Result<{ rules: PitchRules; version: number }>> {
      if (!can(actor, 'roster:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => {
        const session = facts.findPitchSession(sql, sessionId)
        return session === null || session.eventId !== eventId ? err('record.not_found') : ok({ rules: session.rules, version: session.version })
      })
    },

    /** For the job at the end of a sector's reservation. */
    refresh: (actor: Actor, input: { sessionId: string }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const session = facts.findPitchSession(held.sql, input.sessionId)
        if (session === null) return ok()
        tellAll(held, session.eventId, session.id)
        line.offerOpenSlots(held, session.id)
        return ok()
      }),

    /** For the job after a release of the programme: everybody hears of slots that came or moved; the line is offered what is open. */
    followRelease: (actor: Actor, input: { eventId: string }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const event = facts.findPitchEvent(held.sql, input.eventId)
        const released = facts.listSlots(held.sql, input.eventId)
        if (event === null) return ok()
        for (const session of facts.listPitchSessions(held.sql, input.eventId)) {
          for (const slot of released) if (slot.sessionId === session.id) slots.keepArrival(held, slot, session, event.bufferMinutes)
          tellAll(held, input.eventId, session.id)
          line.offerOpenSlots(held, session.id)
        }
        news.tellSlots(held, input.eventId, facts.listWithdrawn(held.sql, input.eventId))
        news.tellOwn(held, input.eventId, released.flatMap((slot) => slot.delegationId ?? []))
        return ok()
      }),
  }
}
