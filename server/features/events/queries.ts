import { delegationAt, rolesAt, type Actor, type Role, type Side } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader, Line } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { readHeader, listHeaders } from './store.ts'

export type SeriesHeader = { id: string; slug: string; nameZh: string; nameEn: string; line: Line; descriptionZh: string; descriptionEn: string }

/** An event in which the reader has a part. `side` null: no delegation. */
export type MyEvent = EventHeader & { roles: Role[]; side: Side | null }

const seriesColumns = { id: true, slug: true, nameZh: true, nameEn: true, line: true, descriptionZh: true, descriptionEn: true } as const

function mayView(actor: Actor, event: EventHeader): boolean {
  return can(actor, 'event:view', { eventId: event.id as EventId, published: event.phase !== 'draft' })
}

/** Series, events and who has which part in them: reads only. */
export function createEventsQueries({ db }: { db: Database }) {
  async function view(actor: Actor, where: { slug: string } | { id: string }): Promise<Result<EventHeader>> {
    const event = db.read((sql) => readHeader(sql, where))
    return event !== null && mayView(actor, event) ? ok(event) : err('record.not_found')
  }

  return {
    /** An event by its web address. A draft is `record.not_found` for outsiders, as if it weren't there. */
    findBySlug: (actor: Actor, slug: string) => view(actor, { slug }),

    /** The same by id. */
    findById: (actor: Actor, eventId: string) => view(actor, { id: eventId }),

    /** Events at which the actor has a role or stands in a delegation; all events for an administrator. Newest first. */
    async listForActor(actor: Actor): Promise<MyEvent[]> {
      if (actor.kind !== 'person') return []
      const ids = [...new Set([...actor.roles, ...actor.delegations].map((held) => held.eventId as string))]
      const events = await listHeaders(db.client, actor.isAdmin ? {} : { id: { in: ids } })
      return events.map((event) => {
        const id = event.id as EventId
        return { ...event, roles: rolesAt(actor, id), side: delegationAt(actor, id)?.side ?? null }
      })
    },

    /** Every event that is past its draft, newest first. */
    listPublic: (): Promise<EventHeader[]> => listHeaders(db.client, { phase: { not: 'draft' } }),

    /** All series by name, with how many public events each has. */
    async listSeries(): Promise<(SeriesHeader & { publicEvents: number })[]> {
      const rows = await db.client.series.findMany({
        select: { ...seriesColumns, _count: { select: { events: { where: { phase: { not: 'draft' } } } } } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: 200,
      })
      return rows.map(({ _count, ...row }) => ({ ...row, line: row.line as Line, publicEvents: _count.events }))
    },

    /** The series in which the actor may make events: all for an administrator, else those of events that she organizes. */
    async listSeriesForEditing(actor: Actor): Promise<{ series: SeriesHeader[]; mayCreateSeries: boolean }> {
      const mayCreateSeries = can(actor, 'series:create')
      if (actor.kind !== 'person') return { series: [], mayCreateSeries }
      const organized = actor.roles.map((held) => held.eventId).filter((eventId) => can(actor, 'event:edit', { eventId }))
      const rows = await db.client.series.findMany({
        where: mayCreateSeries ? {} : { events: { some: { id: { in: organized } } } },
        select: seriesColumns,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: 200,
      })
      return { series: rows.map((row) => ({ ...row, line: row.line as Line })), mayCreateSeries }
    },

    /** A series with its public events. */
    async getSeries(slug: string): Promise<Result<{ series: SeriesHeader; events: EventHeader[] }>> {
      const row = await db.client.series.findUnique({ where: { slug }, select: seriesColumns })
      if (row === null) return err('record.not_found')
      const events = await listHeaders(db.client, { seriesId: row.id, phase: { not: 'draft' } })
      return ok({ series: { ...row, line: row.line as Line }, events })
    },
  }
}
