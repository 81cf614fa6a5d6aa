import type { Prisma } from '#prisma/generated/client.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { EventHeader, Line } from '#server/domain/events/setup.ts'
import type { Database, Tx } from '#server/platform/db.ts'

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
