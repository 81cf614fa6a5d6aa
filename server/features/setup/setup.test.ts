import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous, system } from '#server/domain/access/actor.ts'
import { defaultSettings } from '#server/domain/events/settings.ts'
import { saveGridInput, saveRulesInput, saveSessionsInput, saveStagesInput, saveTablesInput, saveEntryRuleInput } from '#server/protocol/inputs/setup.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
})
afterEach(() => house.dispose())

const load = async () => {
  const setup = await house.app.setup.load(event.id)
  if (setup === null) throw new Error('gone')
  return setup
}
const head = (version = 1) => ({ eventId: event.id, version })
const window = (from: string, to: string, id = '') => ({ id, startsAt: `2026-12-02T${from}`, endsAt: `2026-12-02T${to}` })
const grid = (more: Record<string, unknown>, version = 1) => house.app.setup.saveGrid(system, saveGridInput.parse({ ...head(version), ...more }))

/** A meeting 10:00–10:20 at the given table, between two new organizations. */
async function meeting(tableId: string, from = '10:00', to = '10:20'): Promise<string> {
  const at = new Date(house.clock.now())
  const newId = () => house.platform.ids.newId()
  const sides = await Promise.all((['investor', 'startup'] as const).map(async (side) => {
    const organizationId = newId()
    await house.db.client.organization.create({ data: { id: organizationId, kind: side, nameZh: `${side}甲`, nameEn: side, sectors: [], tags: [], labels: [], funding: [], contact: {}, createdAt: at, updatedAt: at } })
    const id = newId()
    await house.db.client.delegation.create({ data: { id, eventId: event.id, organizationId, side, unavailable: [], createdAt: at } })
    return id
  }))
  const id = newId()
  await house.db.client.meeting.create({
    data: { id, eventId: event.id, aDelegationId: sides[0] ?? '', bDelegationId: sides[1] ?? '', startsAt: new Date(event.at(from)), endsAt: new Date(event.at(to)), tableId, uid: id, createdAt: at, updatedAt: at },
  })
  return id
}

describe('the set-up', () => {
  it('is one value with its slots', async () => {
    const setup = await load()
    expect(setup).toMatchObject({ settingsVersion: 1, slotMinutes: 20, blocks: [] })
    expect(setup.slots).toHaveLength(18)
    expect(setup.windows.map(({ startsAtMs, endsAtMs }) => ({ startsAtMs, endsAtMs }))).toEqual([
      { startsAtMs: event.at('09:00'), endsAtMs: event.at('12:00') },
      { startsAtMs: event.at('14:00'), endsAtMs: event.at('17:00') },
    ])
    expect(await house.app.setup.get(anonymous, '01hzzzzzzzzzzzzzzzzzzzzzzz')).toEqual({ ok: false, error: { code: 'record.not_found' } })
  })

  it('is edited by organizers only', async () => {
    const input = saveGridInput.parse({ ...head(), windows: [window('09:00', '10:00')] })
    expect(await house.app.setup.saveGrid(anonymous, input)).toEqual({ ok: false, error: { code: 'auth.required' } })
    expect((await load()).settingsVersion).toBe(1)
  })
})

describe('the grid', () => {
  it('keeps known rows, adds new ones, drops the rest', async () => {
    const [first] = (await load()).windows
    expect(await grid({ windows: [window('09:00', '11:00', first?.id), window('15:00', '16:00')], blocks: [{ ...window('10:00', '10:20'), labelZh: '茶歇' }] })).toEqual({ ok: true, value: { version: 2, inTheWay: [] } })
    const after = await load()
    expect(after.windows.map((row) => [row.id === first?.id, row.startsAtMs, row.endsAtMs])).toEqual([
      [true, event.at('09:00'), event.at('11:00')],
      [false, event.at('15:00'), event.at('16:00')],
    ])
    expect(after.slots).toHaveLength(8)
  })

  it('edited by two at once keeps the first and tells the second', async () => {
    const answers = await Promise.all([grid({ windows: [window('09:00', '10:00')] }), grid({ windows: [window('09:00', '11:00')] })])
    expect(answers.map((answer) => (answer.ok ? 'saved' : answer.error.code)).sort()).toEqual(['record.changed', 'saved'])
    expect((await load()).windows).toHaveLength(1)
  })

  it('names every bad field and saves nothing', async () => {
    const refused = await grid({ windows: [window('09:00', '10:00'), window('09:30', '11:00'), window('12:03', '12:20'), window('14:00', '13:00')] })
    expect(refused.ok ? null : refused.error.fields?.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'windows.1.startsAt setup.windows_overlap',
      'windows.2.startsAt setup.not_on_tick',
      'windows.3.endsAt setup.ends_before_start',
    ])
    expect((await load()).settingsVersion).toBe(1)
  })

  it('refuses rows and tables of another event', async () => {
    const other = await makeEvent(house.db)
    const theirs = await house.app.setup.load(other.id)
    const refused = await grid({ windows: [window('09:00', '10:00', theirs?.windows[0]?.id)], blocks: [{ ...window('09:00', '09:20'), tableId: other.tables[0]?.id }] })
    expect(refused.ok ? null : refused.error.fields).toEqual([
      { path: 'windows.0.id', code: 'input.not_an_option' },
      { path: 'blocks.0.tableId', code: 'input.not_an_option' },
    ])
    expect(await house.app.setup.load(other.id)).toEqual(theirs)
  })

  it('that would leave a meeting outside is refused with the meetings concerned, or saved when confirmed', async () => {
    const id = await meeting(event.tables[0]?.id ?? '')
    const concerned = [{
      id, startsAtMs: event.at('10:00'), endsAtMs: event.at('10:20'), tableId: event.tables[0]?.id, tableCode: 'T1',
      a: { nameZh: 'investor甲', nameEn: 'investor' }, b: { nameZh: 'startup甲', nameEn: 'startup' },
    }]
    const shorter = { windows: [window('14:00', '17:00')] }
    expect(await grid(shorter)).toEqual({ ok: false, error: { code: 'setup.meetings_in_the_way', params: { count: 1 }, detail: { meetings: concerned } } })
    expect(await grid({ ...shorter, confirm: 'on' })).toEqual({ ok: true, value: { version: 2, inTheWay: concerned } })
    // What lies outside already is no news to the next edit.
    expect(await grid({ windows: [window('14:00', '16:00')] }, 2)).toEqual({ ok: true, value: { version: 3, inTheWay: [] } })
  })

  it('lets a table be blocked beside its meeting but not across it', async () => {
    await meeting(event.tables[0]?.id ?? '')
    const windows = [window('09:00', '12:00'), window('14:00', '17:00')]
    const block = (from: string, to: string, table: number) => ({ ...window(from, to), tableId: event.tables[table]?.id })
    expect((await grid({ windows, blocks: [block('10:20', '11:00', 0), block('10:00', '10:20', 1)] })).ok).toBe(true)
    const across = await grid({ windows, blocks: [block('10:15', '11:00', 0)] }, 2)
    expect(across.ok ? null : across.error.code).toBe('setup.meetings_in_the_way')
  })
})

describe('tables', () => {
  it('may exchange their codes, be named and counted', async () => {
    const [a, b] = event.tables
    const saved = await house.app.setup.saveTables(system, saveTablesInput.parse({ ...head(), tables: [{ id: a?.id, code: 'T2', placeZh: '窗边' }, { id: b?.id, code: 'T1' }] }))
    expect(saved).toEqual({ ok: true, value: { version: 2, inTheWay: [] } })
    expect((await load()).tables).toEqual([{ id: a?.id, code: 'T2', placeZh: '窗边', placeEn: '' }, { id: b?.id, code: 'T1', placeZh: '', placeEn: '' }])
    await house.app.setup.setTableCount(system, { ...head(2), confirm: false, count: 4 })
    expect((await load()).tables.map((table) => table.code)).toEqual(['T2', 'T1', 'T3', 'T4'])
  })

  it('with meetings can not be removed, even when confirmed', async () => {
    await meeting(event.tables[3]?.id ?? '')
    const refused = await house.app.setup.setTableCount(system, { ...head(), confirm: true, count: 2 })
    expect(refused.ok ? null : [refused.error.code, refused.error.params]).toEqual(['setup.table_in_use', { code: 'T4', count: 1 }])
    expect((await load()).tables).toHaveLength(4)
  })

  it('take their blocked times with them', async () => {
    await grid({ windows: [window('09:00', '12:00')], blocks: [{ ...window('09:00', '10:00'), tableId: event.tables[3]?.id }] })
    expect((await house.app.setup.setTableCount(system, { ...head(2), confirm: false, count: 3 })).ok).toBe(true)
    expect((await load()).blocks).toEqual([])
  })

  it('with one code twice are refused at the second', async () => {
    const refused = await house.app.setup.saveTables(system, saveTablesInput.parse({ ...head(), tables: [{ code: 'A' }, { code: 'a' }] }))
    expect(refused.ok ? null : refused.error.fields).toEqual([{ path: 'tables.1.code', code: 'setup.table_code_twice', params: { code: 'a' } }])
  })
})

describe('stages, sessions and rules', () => {
  it('lose a stage without losing its sessions', async () => {
    const [session] = (await load()).sessions
    await house.app.setup.saveSessions(system, saveSessionsInput.parse({ ...head(), sessions: [{ ...window('09:00', '10:00', session?.id), stageId: event.stages[0]?.id, kind: 'roadshow', nameZh: '路演', nameEn: 'Pitches' }] }))
    expect((await load()).sessions.map((row) => [row.id, row.stageId])).toEqual([[session?.id, event.stages[0]?.id]])
    await house.app.setup.saveStages(system, saveStagesInput.parse({ ...head(2), stages: [{ nameZh: '新舞台', nameEn: 'New stage' }] }))
    const after = await load()
    expect(after.stages.map((stage) => stage.nameEn)).toEqual(['New stage'])
    expect(after.sessions.map((row) => [row.id, row.stageId, row.nameEn])).toEqual([[session?.id, null, 'Pitches']])
  })

  it('keep an entry rule while the session is edited', async () => {
    const [session] = (await load()).sessions
    const admissions = [{ organizationKind: 'investor', subkinds: ['foreign'], claims: [{ kind: 'aum', value: 'gte_100' }] }]
    expect((await house.app.setup.saveEntryRule(system, saveEntryRuleInput.parse({ ...head(), sessionId: session?.id, admissions }))).ok).toBe(true)
    await house.app.setup.saveSessions(system, saveSessionsInput.parse({ ...head(2), sessions: [{ ...window('09:00', '11:00', session?.id), stageId: '', kind: 'salon', nameZh: '沙龙', nameEn: 'Salon' }] }))
    expect((await load()).sessions.map((row) => [row.kind, row.entryRule])).toEqual([['salon', { admissions }]])
  })

  it('are saved whole; an empty length means that the pair may not ask', async () => {
    const sides = { investor: '10', startup: '', acquirer: 3, target: null }
    const rules = { meetingsPerPair: '1', expiryHours: '24', mostHolds: 2, outboundQuota: sides, inboundCap: sides, noticeMinutes: 30, rescheduleBudget: 1, bufferMinutes: 5, walkMinutes: 10 }
    const pairs = [{ from: 'investor', to: 'startup', lengthMinutes: '25' }, { from: 'startup', to: 'investor', lengthMinutes: '' }]
    expect((await house.app.setup.saveRules(system, saveRulesInput.parse({ ...head(), ...rules, pairs, phase: 'closed' }))).ok).toBe(true)
    const quota = { investor: 10, startup: null, acquirer: 3, target: null }
    const after = await load()
    expect(after.settings).toEqual({
      pairRules: [{ from: 'investor', to: 'startup', lengthMinutes: 25 }], meetingsPerPair: 1, expiryHours: 24, mostHolds: 2, outboundQuota: quota, inboundCap: quota,
      noticeMinutes: 30, rescheduleBudget: 1, bufferMinutes: 5, walkMinutes: 10,
      conflictLevels: defaultSettings.conflictLevels,
    })
    expect(after.slotMinutes).toBe(25)
    const refused = await house.app.setup.saveRules(system, saveRulesInput.parse({ ...head(2), ...rules, pairs: [{ from: 'investor', to: 'startup', lengthMinutes: 12 }] }))
    expect(refused.ok ? null : refused.error.fields).toEqual([{ path: 'pairs.0.lengthMinutes', code: 'setup.length_not_five' }])
  })
})
