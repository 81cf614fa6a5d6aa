import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous, type PersonActor, type Role } from '#server/domain/access/actor.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import { createEventInput, cloneEventInput, editEventInput } from '#server/protocol/inputs/events.ts'
import { makeEvent, makeSeries, type MadeEvent } from '#tests/factories/events.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
beforeEach(async () => void (house = await createTestApp()))
afterEach(() => house.dispose())

async function person(email: string, more: { isAdmin?: boolean; roles?: [string, Role][] } = {}): Promise<PersonActor> {
  const at = new Date(house.clock.now())
  const id = house.platform.ids.newId()
  await house.db.client.person.create({ data: { id, email, isAdmin: more.isAdmin ?? false, createdAt: at, updatedAt: at } })
  for (const [eventId, role] of more.roles ?? []) await house.db.client.eventRole.create({ data: { id: house.platform.ids.newId(), eventId, personId: id, role, createdAt: at } })
  return {
    kind: 'person', personId: id as PersonId, isAdmin: more.isAdmin ?? false, delegations: [], token: null,
    roles: (more.roles ?? []).map(([eventId, role]) => ({ eventId: eventId as EventId, role, organizationId: null })),
  }
}

const organizerOf = (event: MadeEvent) => person(`organizer-${event.slug}@example.com`, { roles: [[event.id, 'organizer']] })
const newEvent = (seriesId: string, more: Record<string, unknown> = {}) =>
  createEventInput.parse({ seriesId, nameZh: '第二期', nameEn: 'Second edition', template: 'demo_day', slug: 'second-edition', date: '2026-12-10', zone: 'Asia/Shanghai', tables: '3', ...more })

describe('an event', () => {
  it('in draft is there for its people and for nobody else', async () => {
    const event = await makeEvent(house.db, { phase: 'draft' })
    const hidden = { ok: false, error: { code: 'record.not_found' } }
    expect(await house.app.events.findBySlug(anonymous, event.slug)).toEqual(hidden)
    expect(await house.app.events.findBySlug(await person('stranger@example.com'), event.slug)).toEqual(hidden)
    expect(await house.app.setup.get(anonymous, event.id)).toEqual(hidden)
    expect(await house.app.events.listPublic()).toEqual([])
    expect((await house.app.events.findBySlug(await organizerOf(event), event.slug)).ok).toBe(true)
  })

  it('that is published is seen by everybody, whole', async () => {
    const series = await makeSeries(house.db, { slug: 'line' })
    const event = await makeEvent(house.db, { seriesId: series.id, slug: 'one', phase: 'published' })
    const header = {
      id: event.id, slug: 'one', nameZh: '投海Demo Day 第一期', nameEn: 'Touhai Demo Day, first edition', summaryZh: '', summaryEn: '', zone: 'Asia/Shanghai', phase: 'published',
      template: 'demo_day', startsAt: event.at('08:00'), endsAt: event.at('18:00'), venueZh: '', venueEn: '', version: 1,
      series: { slug: 'line', nameZh: '投海Demo Day', nameEn: 'Touhai Demo Day', line: 'demo_day' },
    }
    expect(await house.app.events.findBySlug(anonymous, 'one')).toEqual({ ok: true, value: header })
    expect(await house.app.events.listPublic()).toEqual([header])
    expect(await house.app.events.getSeries('line')).toEqual({
      ok: true,
      value: { series: { id: series.id, slug: 'line', nameZh: '投海Demo Day', nameEn: 'Touhai Demo Day', line: 'demo_day', descriptionZh: '', descriptionEn: '' }, events: [header] },
    })
    const judge = await person('judge@example.com', { roles: [[event.id, 'judge']] })
    expect(await house.app.events.listForActor(judge)).toEqual([{ ...header, roles: ['judge'], side: null }])
    expect(await house.app.events.listForActor(anonymous)).toEqual([])
  })

  it('is made from a template by an administrator, who becomes its organizer', async () => {
    const series = await makeSeries(house.db)
    const admin = await person('admin@example.com', { isAdmin: true })
    const made = await house.app.events.createEvent(admin, newEvent(series.id))
    if (!made.ok) throw new Error(made.error.code)
    const setup = await house.app.setup.load(made.value.id)
    expect(setup?.event).toMatchObject({ slug: 'second-edition', phase: 'draft', version: 1 })
    expect(setup?.tables.map((table) => table.code)).toEqual(['T1', 'T2', 'T3'])
    expect(setup?.sessions.map((session) => session.nameZh)).toEqual(['开幕与政策推介', '项目路演专场', '一对一洽谈'])
    expect(setup?.sessions[0]?.stageId).toBe(setup?.stages[0]?.id)
    expect(setup?.slots).toHaveLength(12)
    const roles = await house.app.events.listRoles(admin, made.value.id)
    expect(roles.ok && roles.value.map(({ role, email }) => ({ role, email }))).toEqual([{ role: 'organizer', email: 'admin@example.com' }])
  })

  it('may be made by an organizer of the series, but not by one of another series', async () => {
    const first = await makeEvent(house.db)
    const elsewhere = await makeEvent(house.db)
    expect((await house.app.events.createEvent(await organizerOf(first), newEvent(first.seriesId))).ok).toBe(true)
    expect(await house.app.events.createEvent(await organizerOf(elsewhere), newEvent(first.seriesId, { slug: 'third' }))).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
    expect(await house.app.events.createEvent(anonymous, newEvent(first.seriesId))).toEqual({ ok: false, error: { code: 'auth.required' } })
  })

  it('whose web address is taken is refused at the field, and nothing of it remains', async () => {
    const first = await makeEvent(house.db, { slug: 'taken' })
    const refused = await house.app.events.createEvent(await organizerOf(first), newEvent(first.seriesId, { slug: 'taken' }))
    expect(refused).toEqual({ ok: false, error: { code: 'event.slug_taken', fields: [{ path: 'slug', code: 'event.slug_taken' }] } })
    expect(await house.db.client.meetingTable.count()).toBe(4)
  })

  it('ignores fields that nobody may send', () => {
    const input = newEvent('01hzzzzzzzzzzzzzzzzzzzzzzz', { phase: 'live', version: 9, role: 'admin', id: 'mine', eventId: 'other' })
    expect(Object.keys(input).sort()).toEqual(['date', 'nameEn', 'nameZh', 'seriesId', 'slug', 'tables', 'template', 'withForeignSession', 'zone'])
  })

  it('edited by two organizers at once keeps the first edit and tells the second', async () => {
    const event = await makeEvent(house.db)
    const organizer = await organizerOf(event)
    const edit = (nameZh: string) =>
      house.app.events.editEvent(organizer, editEventInput.parse({ eventId: event.id, version: '1', nameZh, nameEn: 'Name', startsAt: '2026-12-02T08:00', endsAt: '2026-12-02T18:00', phase: 'live' }))
    const answers = await Promise.all([edit('甲'), edit('乙')])
    expect(answers.map((answer) => (answer.ok ? 'saved' : answer.error.code)).sort()).toEqual(['record.changed', 'saved'])
    const kept = answers[0]?.ok ? '甲' : '乙'
    expect((await house.app.setup.load(event.id))?.event).toMatchObject({ nameZh: kept, version: 2, phase: 'requests_open' })
  })

  it('can not start in an hour that its zone skips', async () => {
    const event = await makeEvent(house.db, { zone: 'America/New_York', date: '2027-03-14' })
    const input = editEventInput.parse({ eventId: event.id, version: 1, nameZh: '名', nameEn: 'Name', startsAt: '2027-03-14T02:30', endsAt: '2027-03-14T18:00' })
    expect(await house.app.events.editEvent(await organizerOf(event), input)).toEqual({
      ok: false,
      error: { code: 'input.invalid', fields: [{ path: 'startsAt', code: 'setup.time_gap', params: { wall: '2027-03-14 02:30', zone: 'America/New_York' } }] },
    })
  })
})

describe('a change of phase', () => {
  const change = async (event: MadeEvent, to: 'live' | 'locked' | 'requests_open' | 'published', version = 1, actor?: PersonActor) =>
    house.app.events.changePhase(actor ?? (await organizerOf(event)), { eventId: event.id, version, to })

  it('is saved, told to everybody who watches the event, and written into the audit trail', async () => {
    const event = await makeEvent(house.db)
    expect(await change(event, 'locked')).toEqual({ ok: true, value: { phase: 'locked', version: 2 } })
    expect(house.facts).toEqual([{ room: `event:${event.id}`, seq: 1, at: house.clock.now(), name: 'phase:changed', payload: { phase: 'locked' } }])
    const trail = await house.db.client.auditEntry.findMany({ select: { action: true, eventId: true, detail: true } })
    expect(trail).toEqual([{ action: 'event:phase_changed', eventId: event.id, detail: { from: 'requests_open', to: 'locked' } }])
    expect(await house.app.rooms.event.snapshot(anonymous, { kind: 'event', eventId: event.id })).toEqual({ phase: 'locked', release: null, clearing: 'closed' })
  })

  it('needs the present version and an organizer', async () => {
    const event = await makeEvent(house.db)
    expect(await change(event, 'locked', 7)).toEqual({ ok: false, error: { code: 'record.changed' } })
    expect(await change(event, 'locked', 1, await person('crew@example.com', { roles: [[event.id, 'crew']] }))).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
    expect(house.facts).toEqual([])
  })

  it('closes the grid when the event is closed', async () => {
    const event = await makeEvent(house.db, { phase: 'closed' })
    const refused = await house.app.setup.setTableCount(await organizerOf(event), { eventId: event.id, version: 1, confirm: false, count: 9 })
    expect(refused).toEqual({ ok: false, error: { code: 'phase.closed', params: { gate: 'grid:edit', phase: 'closed' } } })
    expect((await house.app.setup.load(event.id))?.tables).toHaveLength(4)
  })

  it('to where people arrange meetings needs tables and slots, and says what is missing', async () => {
    const event = await makeEvent(house.db, { phase: 'published', tables: 0, windows: [] })
    const refused = await change(event, 'requests_open')
    expect(refused.ok ? null : [refused.error.code, refused.error.params]).toEqual(['event.not_ready', { count: 2 }])
  })
})

describe('a cloned event', () => {
  it('has the same wall times on its day although the clocks changed, and neither people nor meetings', async () => {
    const zone = 'America/New_York'
    const event = await makeEvent(house.db, { zone, date: '2026-10-20', breaks: [['10:00', '10:20']] })
    const organizer = await organizerOf(event)
    const judge = await person('judge@example.com', { roles: [[event.id, 'judge']] })
    const cloned = await house.app.events.cloneEvent(organizer, cloneEventInput.parse({ eventId: event.id, slug: 'clone', nameZh: '秋季', nameEn: 'Autumn', date: '2026-11-17' }))
    if (!cloned.ok) throw new Error(cloned.error.code)
    const setup = await house.app.setup.load(cloned.value.id)
    const wall = (row: { startsAtMs: number; endsAtMs: number }) => [row.startsAtMs, row.endsAtMs].map((at) => wallFromInstant(at, zone))
    expect(setup?.windows.map(wall)).toEqual([['2026-11-17T09:00', '2026-11-17T12:00'], ['2026-11-17T14:00', '2026-11-17T17:00']])
    expect(setup?.blocks.map(wall)).toEqual([['2026-11-17T10:00', '2026-11-17T10:20']])
    expect(setup?.tables.map((table) => table.code)).toEqual(['T1', 'T2', 'T3', 'T4'])
    expect(setup?.event).toMatchObject({ phase: 'draft', zone, version: 1 })
    expect(await house.app.events.findById(judge, cloned.value.id)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  })
})
