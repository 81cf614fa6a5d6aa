import type { Prisma } from '#prisma/generated/client.ts'
import { openToAll, type EntryRule } from '#server/domain/events/entry-rules.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import { defaultSettings, type EventSettings } from '#server/domain/events/settings.ts'
import type { BlockRow, SessionRow, SetupParts, StageRow, TableRow, WindowRow } from '#server/domain/events/setup.ts'
import type { Database, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

const stretchColumns = { id: true, startsAt: true, endsAt: true } as const

const partColumns = {
  settings: true,
  version: true,
  phase: true,
  startsAt: true,
  endsAt: true,
  stages: { select: { id: true, nameZh: true, nameEn: true, placeZh: true, placeEn: true }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  tables: { select: { id: true, code: true, placeZh: true, placeEn: true }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  windows: { select: stretchColumns, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] },
  blocks: { select: { ...stretchColumns, tableId: true, labelZh: true, labelEn: true }, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] },
  sessions: { select: { ...stretchColumns, stageId: true, kind: true, nameZh: true, nameEn: true, entryRule: true }, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.EventSelect

type Dated = { startsAt: Date; endsAt: Date }

/** Database dates → ms since the epoch. */
function inMs<Row extends Dated>({ startsAt, endsAt, ...rest }: Row): Omit<Row, keyof Dated> & { startsAtMs: number; endsAtMs: number } {
  return { ...rest, startsAtMs: startsAt.getTime(), endsAtMs: endsAt.getTime() }
}

/** Settings as stored; what an older version did not know takes its default. */
export function readSettings(stored: unknown): EventSettings {
  return { ...defaultSettings, ...(stored as Partial<EventSettings>) }
}

/** `hours`: from when to when the event lasts. */
export type StoredParts = SetupParts & { version: number; phase: Phase; hours: { startsAtMs: number; endsAtMs: number } }

/** All parts of one event's set-up, in a fixed number of queries; null where the event is gone. */
export async function findParts(client: Client, eventId: string): Promise<StoredParts | null> {
  const row = await client.event.findUnique({ where: { id: eventId }, select: partColumns })
  if (row === null) return null
  return {
    version: row.version,
    phase: row.phase as Phase,
    hours: { startsAtMs: row.startsAt.getTime(), endsAtMs: row.endsAt.getTime() },
    settings: readSettings(row.settings),
    stages: row.stages,
    tables: row.tables,
    windows: row.windows.map(inMs),
    blocks: row.blocks.map(inMs),
    sessions: row.sessions.map(inMs).map((session) => ({ ...session, entryRule: { ...openToAll, ...(session.entryRule as Partial<EntryRule>) } })),
  }
}

/** Removes, changes and adds rows so that the table holds `next`; untouched rows cost nothing. */
type Diff<Row> = { removed: string[]; changed: Row[]; added: Row[] }

function diff<Row extends { id: string }>(before: Row[], next: Row[]): Diff<Row> {
  const known = new Map(before.map((row, i) => [row.id, JSON.stringify([row, i])]))
  const kept = new Set(next.map((row) => row.id))
  return {
    removed: before.filter((row) => !kept.has(row.id)).map((row) => row.id),
    added: next.filter((row) => !known.has(row.id)),
    changed: next.filter((row, i) => known.has(row.id) && known.get(row.id) !== JSON.stringify([row, i])),
  }
}

const dated = <Row extends { startsAtMs: number; endsAtMs: number }>({ startsAtMs, endsAtMs, ...rest }: Row) => ({ ...rest, startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs) })

export async function saveStages(tx: Tx, eventId: string, before: StageRow[], next: StageRow[]): Promise<void> {
  const { removed, changed, added } = diff(before, next)
  const position = (row: StageRow): number => next.indexOf(row)
  await tx.stage.deleteMany({ where: { eventId, id: { in: removed } } })
  for (const { id, ...row } of changed) await tx.stage.update({ where: { id }, data: { ...row, position: next.findIndex((other) => other.id === id) } })
  await tx.stage.createMany({ data: added.map((row) => ({ ...row, eventId, position: position(row) })) })
}

/** Codes may be exchanged between tables, so changed ones pass through a code that nobody uses. */
export async function saveTables(tx: Tx, eventId: string, before: TableRow[], next: TableRow[]): Promise<void> {
  const { removed, changed, added } = diff(before, next)
  const position = new Map(next.map((row, i) => [row.id, i]))
  await tx.delegation.updateMany({ where: { eventId, homeTableId: { in: removed } }, data: { homeTableId: null } })
  await tx.meetingTable.deleteMany({ where: { eventId, id: { in: removed } } })
  const recoded = changed.filter((row) => before.find((old) => old.id === row.id)?.code !== row.code)
  for (const { id } of recoded) await tx.meetingTable.update({ where: { id }, data: { code: id } })
  for (const { id, ...row } of changed) await tx.meetingTable.update({ where: { id }, data: { ...row, position: position.get(id) } })
  await tx.meetingTable.createMany({ data: added.map((row) => ({ ...row, eventId, position: position.get(row.id) })) })
}

export async function saveWindows(tx: Tx, eventId: string, before: WindowRow[], next: WindowRow[]): Promise<void> {
  const { removed, changed, added } = diff(before, next)
  await tx.meetingWindow.deleteMany({ where: { eventId, id: { in: removed } } })
  for (const { id, ...row } of changed) await tx.meetingWindow.update({ where: { id }, data: dated(row) })
  await tx.meetingWindow.createMany({ data: added.map((row) => ({ ...dated(row), eventId })) })
}

export async function saveBlocks(tx: Tx, eventId: string, before: BlockRow[], next: BlockRow[]): Promise<void> {
  const { removed, changed, added } = diff(before, next)
  await tx.gridBlock.deleteMany({ where: { eventId, id: { in: removed } } })
  for (const { id, ...row } of changed) await tx.gridBlock.update({ where: { id }, data: dated(row) })
  await tx.gridBlock.createMany({ data: added.map((row) => ({ ...dated(row), eventId })) })
}

export async function saveSessions(tx: Tx, eventId: string, before: SessionRow[], next: SessionRow[]): Promise<void> {
  const { removed, changed, added } = diff(before, next)
  const row = (session: SessionRow) => ({ ...dated(session), entryRule: session.entryRule as unknown as Prisma.InputJsonObject })
  await tx.eventSession.deleteMany({ where: { eventId, id: { in: removed } } })
  for (const session of changed) {
    const { id, ...data } = row(session)
    await tx.eventSession.update({ where: { id }, data })
  }
  await tx.eventSession.createMany({ data: added.map((session) => ({ ...row(session), eventId })) })
}

/** A meeting that an edit would push out of the grid, as the organizer reads of it. */
export type MeetingInTheWay = {
  id: string
  startsAtMs: number
  endsAtMs: number
  tableId: string | null
  tableCode: string | null
  a: { nameZh: string; nameEn: string }
  b: { nameZh: string; nameEn: string }
}

export async function listScheduled(tx: Tx, eventId: string): Promise<MeetingInTheWay[]> {
  const party = { select: { organization: { select: { nameZh: true, nameEn: true } } } } as const
  const rows = await tx.meeting.findMany({
    where: { eventId, state: 'scheduled' },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: { id: true, startsAt: true, endsAt: true, tableId: true, table: { select: { code: true } }, a: party, b: party },
  })
  return rows.map((row) => ({
    id: row.id, startsAtMs: row.startsAt.getTime(), endsAtMs: row.endsAt.getTime(), tableId: row.tableId, tableCode: row.table?.code ?? null,
    a: row.a.organization, b: row.b.organization,
  }))
}

/** True for the one editor whose version is still the present one. */
export async function takeVersion(tx: Tx, eventId: string, version: number, now: number, settings?: EventSettings): Promise<boolean> {
  const data = settings === undefined ? {} : { settings: settings as unknown as Prisma.InputJsonObject }
  const taken = await tx.event.updateMany({ where: { id: eventId, version }, data: { ...data, version: { increment: 1 }, updatedAt: new Date(now) } })
  return taken.count === 1
}

/** Items of the programme that stand on a stage, in the working copy or released. */
export function countOnStage(tx: Tx, stageId: string): Promise<number> {
  return tx.programmeItem.count({ where: { OR: [{ stageId, isRemoved: false }, { releasedStageId: stageId }] } })
}

/** What the audience left at a stage, and what ran there: it would go with the stage. */
export async function countLeftAt(tx: Tx, stageId: string): Promise<number> {
  return (await tx.question.count({ where: { stageId } })) + (await tx.poll.count({ where: { stageId } })) + (await tx.stageRun.count({ where: { stageId } }))
}

/** Pitch slots of a session and what founders have there. */
export async function countInSession(tx: Tx, sessionId: string): Promise<number> {
  const counts = await Promise.all([
    tx.programmeItem.count({ where: { sessionId, kind: 'pitch', OR: [{ isRemoved: false }, { releasedStageId: { not: null } }] } }),
    tx.pitchBooking.count({ where: { sessionId, item: { sessionId: { not: sessionId } } } }),
    tx.pitchWaiting.count({ where: { sessionId, openKey: { not: null } } }),
    tx.pitchRanking.count({ where: { sessionId } }),
    tx.techCheckSlot.count({ where: { sessionId, delegationId: { not: null } } }),
  ])
  return counts.reduce((sum, count) => sum + count, 0)
}
