import type { Prisma } from '#prisma/generated/client.ts'
import type { EventPlan } from '#server/domain/events/event-plan.ts'
import type { Stretch } from '#server/domain/events/grid.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { EventHeader, Line } from '#server/domain/events/setup.ts'
import type { Database, SyncSql, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

export const headerColumns = {
  id: true, slug: true, nameZh: true, nameEn: true, summaryZh: true, summaryEn: true, zone: true, phase: true, template: true,
  startsAt: true, endsAt: true, venueZh: true, venueEn: true, version: true,
  series: { select: { slug: true, nameZh: true, nameEn: true, line: true } },
} as const satisfies Prisma.EventSelect

type HeaderRow = Prisma.EventGetPayload<{ select: typeof headerColumns }>

export function toHeader(row: HeaderRow): EventHeader {
  return {
    id: row.id, slug: row.slug, nameZh: row.nameZh, nameEn: row.nameEn, summaryZh: row.summaryZh, summaryEn: row.summaryEn,
    zone: row.zone, phase: row.phase as Phase, template: row.template, startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime(),
    venueZh: row.venueZh, venueEn: row.venueEn, version: row.version,
    series: { ...row.series, line: row.series.line as Line },
  }
}

export async function findHeader(client: Client, where: { slug: string } | { id: string }): Promise<EventHeader | null> {
  const row = await client.event.findUnique({ where, select: headerColumns })
  return row === null ? null : toHeader(row)
}

type PlainHeader = Omit<EventHeader, 'series'> & { seriesSlug: string; seriesNameZh: string; seriesNameEn: string; line: Line }

const plainHeader = `SELECT e."id", e."slug", e."nameZh", e."nameEn", e."summaryZh", e."summaryEn", e."zone", e."phase", e."template", e."startsAt", e."endsAt", e."venueZh", e."venueEn", e."version",
  s."slug" AS "seriesSlug", s."nameZh" AS "seriesNameZh", s."nameEn" AS "seriesNameEn", s."line" FROM "Event" e JOIN "Series" s ON s."id" = e."seriesId"`

/** The same outside transactions, in prepared SQL: every page of an event asks for it, some twice. */
export function readHeader(sql: SyncSql, where: { slug: string } | { id: string }): EventHeader | null {
  const row = 'slug' in where ? sql.get<PlainHeader>(`${plainHeader} WHERE e."slug" = ?`, where.slug) : sql.get<PlainHeader>(`${plainHeader} WHERE e."id" = ?`, where.id)
  if (row === undefined) return null
  const { seriesSlug, seriesNameZh, seriesNameEn, line, ...event } = row
  return { ...event, series: { slug: seriesSlug, nameZh: seriesNameZh, nameEn: seriesNameEn, line } }
}

/** Newest first: what comes next stands above what has been. */
export async function listHeaders(client: Client, where: Prisma.EventWhereInput): Promise<EventHeader[]> {
  const rows = await client.event.findMany({ where, select: headerColumns, orderBy: [{ startsAt: 'desc' }, { id: 'asc' }], take: 500 })
  return rows.map(toHeader)
}

/** True for the one caller whose version is still the present one; everybody else must look again. */
export async function takeVersion(tx: Tx, eventId: string, version: number, now: number, data: Prisma.EventUncheckedUpdateManyInput = {}): Promise<boolean> {
  const taken = await tx.event.updateMany({ where: { id: eventId, version }, data: { ...data, version: { increment: 1 }, updatedAt: new Date(now) } })
  return taken.count === 1
}

/** Saves the parts of a plan for an event; provisional ids become real ones. One statement per kind of part. */
export async function insertPlan(tx: Tx, newId: () => string, eventId: string, plan: EventPlan): Promise<void> {
  const real = new Map<string, string>()
  const idOf = (provisional: string): string => {
    const known = real.get(provisional) ?? newId()
    real.set(provisional, known)
    return known
  }
  const dated = ({ startsAtMs, endsAtMs }: Stretch) => ({ startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs) })
  await tx.stage.createMany({ data: plan.stages.map((stage, position) => ({ ...stage, id: idOf(stage.id), eventId, position })) })
  await tx.meetingTable.createMany({ data: plan.tables.map((table, position) => ({ ...table, id: idOf(table.id), eventId, position })) })
  await tx.meetingWindow.createMany({ data: plan.windows.map((window) => ({ id: newId(), eventId, ...dated(window) })) })
  await tx.gridBlock.createMany({
    data: plan.blocks.map((block) => ({
      id: newId(), eventId, ...dated(block), tableId: block.tableId === null ? null : idOf(block.tableId), labelZh: block.labelZh, labelEn: block.labelEn,
    })),
  })
  await tx.eventSession.createMany({
    data: plan.sessions.map((session) => ({
      id: newId(), eventId, ...dated(session), stageId: session.stageId === null ? null : idOf(session.stageId), kind: session.kind,
      nameZh: session.nameZh, nameEn: session.nameEn, entryRule: session.entryRule as unknown as Prisma.InputJsonObject,
    })),
  })
}
