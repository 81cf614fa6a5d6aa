import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { checkSetup, type SetupPart } from '#server/domain/events/check-setup.ts'
import { foreignIds, issuesOf, meetingsInTheWay, rowsFromWalls, tablesOfCount } from '#server/domain/events/edit-setup.ts'
import { openToAll } from '#server/domain/events/entry-rules.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventHeader, SetupParts } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import type { RunWork, Work } from '#server/jobs/work.ts'
import type { SaveConflictLevelsInput } from '#server/protocol/inputs/programme.ts'
import type { SaveEntryRuleInput, SaveGridInput, SaveRulesInput, SaveSessionsInput, SaveStagesInput, SaveTablesInput, SetTableCountInput } from '#server/protocol/inputs/setup.ts'

import { countInSession, countLeftAt, countOnStage, findParts, listScheduled, saveBlocks, saveSessions, saveStages, saveTables, saveWindows, takeVersion, type MeetingInTheWay } from './store.ts'

type Parts = { work: RunWork; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

/** `inTheWay`: meetings that now lie outside the grid because the organizer confirmed it. */
export type SetupSaved = { version: number; inTheWay: MeetingInTheWay[] }

type Edit = { eventId: string; version: number; confirm: boolean }
/** What an edit makes of the parts, or the fields it refuses. */
type Made = { next: SetupParts; issues: FieldIssue[] }
type Context = { zone: string; newId: () => string }

/**
 * Edits of a set-up. Each takes the version that the editor saw and answers `record.changed` where somebody else was
 * faster; `input.invalid` names each field; `setup.meetings_in_the_way` (with `detail.meetings`) where meetings already
 * set would fall outside and `confirm` isn't given; `setup.table_in_use` where a table to be removed has meetings.
 */
export function createSetupCommands({ work, findEvent }: Parts) {
  async function edit(actor: Actor, input: Edit, checked: SetupPart[], make: (before: SetupParts, context: Context) => Made): Promise<Result<SetupSaved>> {
    const event = await findEvent(actor, input.eventId)
    if (!event.ok) return event
    if (!can(actor, 'event:edit', { eventId: input.eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    return work(actor, async (held) => {
      const before = await findParts(held.tx, input.eventId)
      if (before === null) return err('record.not_found')
      const open = passGate('grid:edit', before.phase)
      if (!open.ok) return open
      if (before.version !== input.version) return err('record.changed')
      const { next, issues } = make(before, { zone: event.value.zone, newId: held.newId })
      const problems = issues.length > 0 ? issues : issuesOf(checkSetup({ ...next, ...before.hours }, event.value.zone), checked)
      if (problems.length > 0) return err('input.invalid', { fields: problems })
      const stages = await keepUsedStages(held, before, next)
      if (!stages.ok) return stages
      const sessions = await keepUsedSessions(held, before, next)
      if (!sessions.ok) return sessions
      const inTheWay = await findInTheWay(held, input, before, next)
      if (!inTheWay.ok) return inTheWay
      if (!(await takeVersion(held.tx, input.eventId, input.version, held.now, next.settings))) return err('record.changed')
      await save(held, input.eventId, before, next)
      held.audit('setup:edited', `event:${input.eventId}`, { eventId: input.eventId, parts: checked, meetingsInTheWay: inTheWay.value.length })
      return ok({ version: input.version + 1, inTheWay: inTheWay.value })
    })
  }

  return {
    saveStages: (actor: Actor, input: SaveStagesInput) =>
      edit(actor, input, ['stages'], (before, { newId }) => ({
        issues: foreignIds('stages', 'id', input.stages.map((stage) => stage.id), before.stages),
        next: withoutLostStages({ ...before, stages: input.stages.map((stage) => ({ ...stage, id: stage.id ?? newId() })) }),
      })),

    saveTables: (actor: Actor, input: SaveTablesInput) =>
      edit(actor, input, ['tables'], (before, { newId }) => ({
        issues: foreignIds('tables', 'id', input.tables.map((table) => table.id), before.tables),
        next: withoutLostTables({ ...before, tables: input.tables.map((table) => ({ ...table, id: table.id ?? newId() })) }),
      })),

    setTableCount: (actor: Actor, input: SetTableCountInput) =>
      edit(actor, input, ['tables'], (before, { newId }) => ({ issues: [], next: withoutLostTables({ ...before, tables: tablesOfCount(before.tables, input.count, newId) }) })),

    /** Windows and blocked times together: a break means nothing without its window. */
    saveGrid: (actor: Actor, input: SaveGridInput) =>
      edit(actor, input, ['windows', 'blocks'], (before, { zone, newId }) => {
        const windows = rowsFromWalls('windows', input.windows, zone)
        const blocks = rowsFromWalls('blocks', input.blocks, zone)
        const strangers = [
          ...foreignIds('windows', 'id', input.windows.map((row) => row.id), before.windows),
          ...foreignIds('blocks', 'id', input.blocks.map((row) => row.id), before.blocks),
          ...foreignIds('blocks', 'tableId', input.blocks.map((row) => row.tableId), before.tables),
        ]
        const keep = <Row extends { id: string | null }>(row: Row) => ({ ...row, id: row.id ?? newId() })
        return { issues: [...windows.issues, ...blocks.issues, ...strangers], next: { ...before, windows: windows.rows.map(keep), blocks: blocks.rows.map(keep) } }
      }),

    saveSessions: (actor: Actor, input: SaveSessionsInput) =>
      edit(actor, input, ['sessions'], (before, { zone, newId }) => {
        const sessions = rowsFromWalls('sessions', input.sessions, zone)
        const rules = new Map(before.sessions.map((session) => [session.id, session.entryRule]))
        const strangers = [
          ...foreignIds('sessions', 'id', input.sessions.map((row) => row.id), before.sessions),
          ...foreignIds('sessions', 'stageId', input.sessions.map((row) => row.stageId), before.stages),
        ]
        return {
          issues: [...sessions.issues, ...strangers],
          next: { ...before, sessions: sessions.rows.map((row) => ({ ...row, id: row.id ?? newId(), entryRule: rules.get(row.id ?? '') ?? openToAll })) },
        }
      }),

    saveRules: (actor: Actor, input: SaveRulesInput) =>
      edit(actor, input, ['settings'], (before) => {
        const { eventId: _event, version: _version, confirm: _confirm, pairs, ...limits } = input
        const pairRules = pairs.flatMap(({ from, to, lengthMinutes }) => (lengthMinutes === null ? [] : [{ from, to, lengthMinutes }]))
        const issues = pairs.flatMap(({ lengthMinutes }, i): FieldIssue[] =>
          lengthMinutes !== null && (lengthMinutes % 5 !== 0 || lengthMinutes < 5 || lengthMinutes > 240) ? [{ path: `pairs.${i}.lengthMinutes`, code: 'setup.length_not_five' }] : [],
        )
        return { issues, next: { ...before, settings: { ...before.settings, ...limits, pairRules } } }
      }),

    /** What each kind of conflict on the programme does. */
    saveConflictLevels: (actor: Actor, input: SaveConflictLevelsInput) =>
      edit(actor, { ...input, confirm: true }, ['settings'], (before) => ({ issues: [], next: { ...before, settings: { ...before.settings, conflictLevels: input.levels } } })),

    /** Who may come to one session. */
    saveEntryRule: (actor: Actor, input: SaveEntryRuleInput) =>
      edit(actor, input, ['sessions'], (before) => ({
        issues: before.sessions.some((session) => session.id === input.sessionId) ? [] : [{ path: 'sessionId', code: 'input.not_an_option' }],
        next: { ...before, sessions: before.sessions.map((session) => (session.id === input.sessionId ? { ...session, entryRule: { admissions: input.admissions } } : session)) },
      })),
  }
}

/** A session whose stage is removed stays, without a stage. */
function withoutLostStages(parts: SetupParts): SetupParts {
  const kept = new Set(parts.stages.map((stage) => stage.id))
  return { ...parts, sessions: parts.sessions.map((session) => (session.stageId === null || kept.has(session.stageId) ? session : { ...session, stageId: null })) }
}

/** Blocked times go with their table. */
function withoutLostTables(parts: SetupParts): SetupParts {
  const kept = new Set(parts.tables.map((table) => table.id))
  return { ...parts, blocks: parts.blocks.filter((block) => block.tableId === null || kept.has(block.tableId)) }
}

/** A stage with anything on it, worked on or released, stays. */
async function keepUsedStages(held: Work, before: SetupParts, next: SetupParts): Promise<Result<undefined>> {
  const kept = new Set(next.stages.map((stage) => stage.id))
  for (const stage of before.stages) {
    const count = kept.has(stage.id) ? 0 : (await countOnStage(held.tx, stage.id)) + (await countLeftAt(held.tx, stage.id))
    if (count > 0) return err('setup.stage_in_use', { params: { name: stage.nameZh || stage.nameEn, count } })
  }
  return ok()
}

/** A session whose slots are given away, or being given away, stays: what founders have there would go with it. */
async function keepUsedSessions(held: Work, before: SetupParts, next: SetupParts): Promise<Result<undefined>> {
  const kept = new Set(next.sessions.map((session) => session.id))
  for (const session of before.sessions) {
    const count = kept.has(session.id) ? 0 : await countInSession(held.tx, session.id)
    if (count > 0) return err('setup.session_in_use', { params: { name: session.nameZh || session.nameEn, count } })
  }
  return ok()
}

/** Refuses unless the organizer confirmed; a table with meetings stays in any case, for they would have nowhere to be. */
async function findInTheWay(held: Work, input: Edit, before: SetupParts, next: SetupParts): Promise<Result<MeetingInTheWay[]>> {
  const scheduled = await listScheduled(held.tx, input.eventId)
  const kept = new Set(next.tables.map((table) => table.id))
  for (const table of before.tables) {
    if (kept.has(table.id)) continue
    const meetings = scheduled.filter((meeting) => meeting.tableId === table.id)
    if (meetings.length > 0) return err('setup.table_in_use', { params: { code: table.code, count: meetings.length }, detail: { meetings } })
  }
  const meetings = meetingsInTheWay(scheduled, before, next)
  if (meetings.length === 0 || input.confirm) return ok(meetings)
  return err('setup.meetings_in_the_way', { params: { count: meetings.length }, detail: { meetings } })
}

async function save(held: Work, eventId: string, before: SetupParts, next: SetupParts): Promise<void> {
  await saveTables(held.tx, eventId, before.tables, next.tables)
  await saveWindows(held.tx, eventId, before.windows, next.windows)
  await saveBlocks(held.tx, eventId, before.blocks.filter((block) => block.tableId === null || next.tables.some((table) => table.id === block.tableId)), next.blocks)
  // New stages must stand before sessions refer to them.
  await saveStages(held.tx, eventId, before.stages, next.stages)
  await saveSessions(held.tx, eventId, before.sessions, next.sessions)
}
