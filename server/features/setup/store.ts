import type { Prisma } from '#prisma/generated/client.ts'
import { openToAll, type EntryRule } from '#server/domain/events/entry-rules.ts'
import { defaultSettings, type EventSettings } from '#server/domain/events/settings.ts'
import type { SetupParts } from '#server/domain/events/setup.ts'
import type { Database, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

const stretchColumns = { id: true, startsAt: true, endsAt: true } as const

const partColumns = {
  settings: true,
  version: true,
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

/** All parts of one event's set-up, in a fixed number of queries; null where the event is gone. */
export async function findParts(client: Client, eventId: string): Promise<(SetupParts & { version: number }) | null> {
  const row = await client.event.findUnique({ where: { id: eventId }, select: partColumns })
  if (row === null) return null
  return {
    version: row.version,
    settings: readSettings(row.settings),
    stages: row.stages,
    tables: row.tables,
    windows: row.windows.map(inMs),
    blocks: row.blocks.map(inMs),
    sessions: row.sessions.map(inMs).map((session) => ({ ...session, entryRule: { ...openToAll, ...(session.entryRule as Partial<EntryRule>) } })),
  }
}
