import type { Prisma } from '#prisma/generated/client.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { blockingProblems } from '#server/domain/events/check-setup.ts'
import { moveToDate, wallTime, type EventPlan } from '#server/domain/events/event-plan.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { EventHeader, Setup } from '#server/domain/events/setup.ts'
import { planFromTemplate, templates } from '#server/domain/events/templates.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Err, type FieldIssue, type Result } from '#server/domain/shared/result.ts'
import type { RunWork, Work } from '#server/jobs/work.ts'
import { isUniqueViolation } from '#server/platform/database-errors.ts'
import type { Database } from '#server/platform/db.ts'
import type { ChangePhaseInput, CloneEventInput, CreateEventInput, CreateSeriesInput, EditEventInput } from '#server/protocol/inputs/events.ts'
import { eventRoom } from '#server/protocol/rooms.ts'

import { insertPlan, takeVersion } from './store.ts'

type Parts = {
  work: RunWork
  db: Database
  findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>>
  loadSetup: (eventId: string) => Promise<Setup | null>
}

type NewEvent = { slug: string; nameZh: string; nameEn: string }

const refusal = (actor: Actor): Err => err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
const atField = (path: string, failed: Err): Err => err('input.invalid', { fields: [{ path, code: failed.error.code, params: failed.error.params }] })

/** Makes and changes series and events. */
export function createEventsCommands({ work, db, findEvent, loadSetup }: Parts) {
  /** The event, for somebody who may do this to it; an event that may not even be seen isn't there. */
  async function allowed(actor: Actor, action: Action, eventId: string): Promise<Result<EventHeader>> {
    const event = await findEvent(actor, eventId)
    if (!event.ok) return event
    return can(actor, action, { eventId: eventId as EventId }) ? event : refusal(actor)
  }

  /** Administrators, and the organizers of an earlier event of the series. */
  async function mayCreateIn(actor: Actor, seriesId: string): Promise<boolean> {
    if (can(actor, 'series:create')) return true
    const events = await db.client.event.findMany({ where: { seriesId }, select: { id: true }, take: 1000 })
    return events.some(({ id }) => can(actor, 'event:edit', { eventId: id as EventId }))
  }

  async function insertEvent(held: Work, actor: Actor, row: Omit<Prisma.EventUncheckedCreateInput, 'id' | 'startsAt' | 'endsAt' | 'settings' | 'createdAt' | 'updatedAt'>, plan: EventPlan): Promise<string> {
    const id = held.newId()
    const now = new Date(held.now)
    const settings = plan.settings as unknown as Prisma.InputJsonObject
    await held.tx.event.create({ data: { ...row, id, startsAt: new Date(plan.startsAtMs), endsAt: new Date(plan.endsAtMs), settings, createdAt: now, updatedAt: now } })
    await insertPlan(held.tx, held.newId, id, plan)
    if (actor.kind === 'person') await held.tx.eventRole.create({ data: { id: held.newId(), eventId: id, personId: actor.personId, role: 'organizer', createdAt: now } })
    return id
  }

  /** A web address that is taken is decided by the unique index. */
  async function withFreeSlug<T>(field: FieldIssue['code'], perform: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await perform()
    } catch (error) {
      if (isUniqueViolation(error, 'Event_slug_key') || isUniqueViolation(error, 'Series_slug_key')) return err(field, { fields: [{ path: 'slug', code: field }] })
      throw error
    }
  }

  return {
    /** A new series. Errors: `auth.*`, `series.slug_taken`. */
    async createSeries(actor: Actor, input: CreateSeriesInput): Promise<Result<{ id: string; slug: string }>> {
      if (!can(actor, 'series:create')) return refusal(actor)
      return withFreeSlug('series.slug_taken', () =>
        work(actor, async (held) => {
          const id = held.newId()
          const { slug, nameZh, nameEn, line, descriptionZh, descriptionEn } = input
          await held.tx.series.create({ data: { id, slug, nameZh, nameEn, line, descriptionZh, descriptionEn, createdAt: new Date(held.now) } })
          held.audit('series:created', `series:${id}`)
          return ok({ id, slug })
        }),
      )
    },

    /** An event from a template, in draft; whoever makes it is its organizer. Errors: `auth.*`, `event.slug_taken`, `input.invalid` at `date`. */
    async createEvent(actor: Actor, input: CreateEventInput): Promise<Result<{ id: string; slug: string }>> {
      if (actor.kind === 'anonymous') return err('auth.required')
      if (!(await mayCreateIn(actor, input.seriesId))) return err('auth.forbidden')
      const plan = planFromTemplate(input)
      if (!plan.ok) return atField('date', plan)
      const { summaryZh, summaryEn } = templates[input.template]
      const { seriesId, slug, nameZh, nameEn, template, zone } = input
      return withFreeSlug('event.slug_taken', () =>
        work(actor, async (held) => {
          if ((await held.tx.series.findUnique({ where: { id: seriesId }, select: { id: true } })) === null) return err('input.invalid', { fields: [{ path: 'seriesId', code: 'input.not_an_option' }] })
          const id = await insertEvent(held, actor, { seriesId, slug, nameZh, nameEn, template, zone, summaryZh, summaryEn }, plan.value)
          held.audit('event:created', `event:${id}`, { eventId: id, template })
          return ok({ id, slug })
        }),
      )
    },

    /** Names, place, summary and the hours of the event. Errors: `record.changed` where somebody else was faster, `input.invalid`. */
    async editEvent(actor: Actor, input: EditEventInput): Promise<Result<{ version: number }>> {
      const event = await allowed(actor, 'event:edit', input.eventId)
      if (!event.ok) return event
      const startsAt = wallTime(input.startsAt, event.value.zone)
      if (!startsAt.ok) return atField('startsAt', startsAt)
      const endsAt = wallTime(input.endsAt, event.value.zone)
      if (!endsAt.ok) return atField('endsAt', endsAt)
      if (endsAt.value <= startsAt.value) return atField('endsAt', err('setup.ends_before_start'))
      return work(actor, async (held) => {
        const { nameZh, nameEn, summaryZh, summaryEn, venueZh, venueEn } = input
        const data = { nameZh, nameEn, summaryZh, summaryEn, venueZh, venueEn, startsAt: new Date(startsAt.value), endsAt: new Date(endsAt.value) }
        if (!(await takeVersion(held.tx, input.eventId, input.version, held.now, data))) return err('record.changed')
        held.audit('event:edited', `event:${input.eventId}`, { eventId: input.eventId })
        return ok({ version: input.version + 1 })
      })
    },

    /**
     * Opens and closes what the phase says. Everybody in `event:<id>` is told. Errors: `record.changed`, `event.not_ready`
     * (with `detail.problems`) where people are to meet in a set-up that doesn't hold.
     */
    async changePhase(actor: Actor, input: ChangePhaseInput): Promise<Result<{ phase: Phase; version: number }>> {
      const event = await allowed(actor, 'event:phase', input.eventId)
      if (!event.ok) return event
      if (event.value.phase === input.to) return event.value.version === input.version ? atField('to', err('input.not_an_option')) : err('record.changed')
      const setup = await loadSetup(input.eventId)
      if (setup === null) return err('record.not_found')
      const problems = blockingProblems({ ...setup, startsAtMs: setup.event.startsAt, endsAtMs: setup.event.endsAt }, setup.event.zone, input.to)
      if (problems.length > 0) return err('event.not_ready', { params: { count: problems.length }, detail: { problems } })
      return work(actor, async (held) => {
        // The version was raised by whoever changed the set-up since it was checked above, so the check still holds here.
        if (setup.settingsVersion !== input.version || !(await takeVersion(held.tx, input.eventId, input.version, held.now, { phase: input.to }))) return err('record.changed')
        held.fact(eventRoom(input.eventId), 'phase:changed', { phase: input.to })
        held.audit('event:phase_changed', `event:${input.eventId}`, { eventId: input.eventId, from: setup.event.phase, to: input.to })
        return ok({ phase: input.to, version: input.version + 1 })
      })
    },

    /**
     * The same set-up on another day at the same wall times, as a draft: sessions, stages, tables, grid and rules, but no
     * people and no meetings. Errors: `event.slug_taken`, `input.invalid` at `date` where a time would not exist there.
     */
    async cloneEvent(actor: Actor, input: CloneEventInput): Promise<Result<{ id: string; slug: string }>> {
      const event = await allowed(actor, 'event:edit', input.eventId)
      if (!event.ok) return event
      const setup = await loadSetup(input.eventId)
      if (setup === null) return err('record.not_found')
      const { settings, stages, tables, windows, blocks, sessions } = setup
      const { zone, template, summaryZh, summaryEn, venueZh, venueEn, startsAt, endsAt } = setup.event
      const plan = moveToDate({ settings, stages, tables, windows, blocks, sessions, startsAtMs: startsAt, endsAtMs: endsAt }, zone, input.date)
      if (!plan.ok) return atField('date', plan)
      const { slug, nameZh, nameEn }: NewEvent = input
      return withFreeSlug('event.slug_taken', () =>
        work(actor, async (held) => {
          const source = await held.tx.event.findUniqueOrThrow({ where: { id: input.eventId }, select: { seriesId: true } })
          const id = await insertEvent(held, actor, { seriesId: source.seriesId, slug, nameZh, nameEn, template, zone, summaryZh, summaryEn, venueZh, venueEn }, plan.value)
          held.audit('event:cloned', `event:${id}`, { eventId: id, from: input.eventId })
          return ok({ id, slug })
        }),
      )
    },
  }
}
