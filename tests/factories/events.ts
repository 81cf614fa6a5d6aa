import type { Prisma } from '#prisma/generated/client.ts'
import type { Role } from '#server/domain/access/actor.ts'
import { openToAll } from '#server/domain/events/entry-rules.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import { defaultSettings, type EventSettings } from '#server/domain/events/settings.ts'
import type { Line } from '#server/domain/events/setup.ts'
import type { EventId, SeriesId, StageId, TableId } from '#server/domain/shared/ids.ts'
import { instantFromWall } from '#server/domain/shared/time.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
let counter = 0

export type MadeSeries = { id: SeriesId; slug: string }

/** A series; nothing in it yet. */
export async function makeSeries(db: Db, overrides: { slug?: string; nameZh?: string; nameEn?: string; line?: Line } = {}): Promise<MadeSeries> {
  const id = ids.newId() as SeriesId
  const slug = overrides.slug ?? `series-${++counter}`
  await db.client.series.create({
    data: { id, slug, nameZh: overrides.nameZh ?? '投海Demo Day', nameEn: overrides.nameEn ?? 'Touhai Demo Day', line: overrides.line ?? 'demo_day', createdAt: new Date(Date.UTC(2026, 0, 1)) },
  })
  return { id, slug }
}

export type EventOverrides = {
  seriesId?: string
  slug?: string
  nameZh?: string
  nameEn?: string
  zone?: string
  /** Day on the wall of the zone; the day after the manual clock's start by default. */
  date?: string
  phase?: Phase
  settings?: Partial<EventSettings>
  /** Number of tables, called T1 … Tn. */
  tables?: number
  /** Wall times of the meeting windows. */
  windows?: [from: string, to: string][]
  /** Wall times of breaks for everybody. */
  breaks?: [from: string, to: string][]
}

export type MadeEvent = {
  id: EventId
  seriesId: SeriesId
  slug: string
  zone: string
  startsAtMs: number
  endsAtMs: number
  tables: { id: TableId; code: string }[]
  stages: { id: StageId }[]
  /** Wall time of the event's day → ms. */
  at(clock: string): number
}

/**
 * An event ready for meetings: requests open, default rules, four tables, windows 09:00–12:00 and 14:00–17:00 on
 * 2026-12-02 in Asia/Shanghai (18 slots of 20 minutes), one stage, no people.
 */
export async function makeEvent(db: Db, overrides: EventOverrides = {}): Promise<MadeEvent> {
  const zone = overrides.zone ?? 'Asia/Shanghai'
  const date = overrides.date ?? '2026-12-02'
  const at = (clock: string): number => {
    const instant = instantFromWall(`${date}T${clock}`, zone)
    if (instant === null) throw new Error(`no such wall time: ${date}T${clock} in ${zone}`)
    return instant
  }
  const seriesId = (overrides.seriesId ?? (await makeSeries(db)).id) as SeriesId
  const id = ids.newId() as EventId
  const slug = overrides.slug ?? `event-${++counter}`
  const stage = { id: ids.newId() as StageId, nameZh: '主舞台', nameEn: 'Main stage' }
  const tables = Array.from({ length: overrides.tables ?? 4 }, (_, i) => ({ id: ids.newId() as TableId, code: `T${i + 1}`, position: i }))
  const stretch = ([from, to]: [string, string]) => ({ id: ids.newId(), startsAt: new Date(at(from)), endsAt: new Date(at(to)) })
  const windows = (overrides.windows ?? [['09:00', '12:00'], ['14:00', '17:00']]).map(stretch)
  const blocks = (overrides.breaks ?? []).map(stretch)
  const made = new Date(Date.UTC(2026, 0, 1))
  await db.client.event.create({
    data: {
      id,
      seriesId,
      slug,
      nameZh: overrides.nameZh ?? '投海Demo Day 第一期',
      nameEn: overrides.nameEn ?? 'Touhai Demo Day, first edition',
      template: 'demo_day',
      zone,
      startsAt: new Date(at('08:00')),
      endsAt: new Date(at('18:00')),
      phase: overrides.phase ?? 'requests_open',
      settings: { ...defaultSettings, ...overrides.settings },
      createdAt: made,
      updatedAt: made,
      stages: { create: [stage] },
      tables: { create: tables },
      windows: { create: windows },
      blocks: { create: blocks },
      sessions: {
        create: [{ id: ids.newId(), kind: 'one_to_one', nameZh: '一对一洽谈', nameEn: 'One-to-one meetings', startsAt: new Date(at('09:00')), endsAt: new Date(at('17:00')), entryRule: openToAll as unknown as Prisma.InputJsonObject }],
      },
    },
  })
  return { id, seriesId, slug, zone, startsAtMs: at('08:00'), endsAtMs: at('18:00'), tables: tables.map(({ id, code }) => ({ id, code })), stages: [{ id: stage.id }], at }
}

/** Gives a person a role at an event. */
export async function makeRole(db: Db, input: { eventId: string; personId: string; role: Role; organizationId?: string }): Promise<void> {
  await db.client.eventRole.create({ data: { id: ids.newId(), organizationId: null, ...input, createdAt: new Date(Date.UTC(2026, 0, 1)) } })
}
