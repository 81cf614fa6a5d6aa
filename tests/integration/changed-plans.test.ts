import ExcelJS from 'exceljs'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff } from '#tests/factories/meetings.ts'
import { peopleInput } from '#server/protocol/inputs/directory.ts'
import { saveGridInput } from '#server/protocol/inputs/setup.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { tables: 1, settings: { rescheduleBudget: 9, noticeMinutes: 0 } })
})
afterEach(() => test.dispose())

const outcome = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''))

it('two founders who want each other’s time at once block nobody: both are told, nothing is lost, and by way of a free time it works', async () => {
  const [one, two] = [await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id)]
  const table = event.tables[0]?.id ?? null
  const early = await makeMeeting(test.db, event.id, { a: one, b: await makeDelegation(test.db, event.id, { side: 'investor' }), startsAt: event.at('10:00'), tableId: table })
  const late = await makeMeeting(test.db, event.id, { a: two, b: await makeDelegation(test.db, event.id, { side: 'investor' }), startsAt: event.at('10:20'), tableId: table })
  const move = (who: typeof one, meetingId: string, version: number, to: string) => test.app.meetings.reschedule(who.actor(), { meetingId, version, startsAt: event.at(to) })
  for (let round = 0; round < 10; round += 1) {
    const both = await Promise.all([move(one, early.id, 1, '10:20'), move(two, late.id, 1, '10:00')])
    expect(both.map(outcome)).toEqual(['meeting.slot_taken', 'meeting.slot_taken'])
  }
  expect([await move(one, early.id, 1, '11:00'), await move(two, late.id, 1, '10:00'), await move(one, early.id, 2, '10:20')].map(outcome)).toEqual(['ok', 'ok', 'ok'])
  expect(await test.db.client.meeting.findMany({ select: { id: true, startsAt: true }, orderBy: { startsAt: 'asc' } })).toEqual([{ id: late.id, startsAt: new Date(event.at('10:00')) }, { id: early.id, startsAt: new Date(event.at('10:20')) }])
  expect(await test.db.client.occupancy.count({ where: { tick: { gt: 0 } } })).toBe(2 * 3 * 4)
})

it('a grid that is moved under a meeting names the meeting; moved after it, the meeting keeps its UID and raises its SEQUENCE', async () => {
  const organizer = await makeStaff(test.db, event.id)
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  const meeting = await makeMeeting(test.db, event.id, { a: await makeDelegation(test.db, event.id), b: fund, startsAt: event.at('10:00'), tableId: event.tables[0]?.id ?? null })
  const afternoon = { eventId: event.id, version: 1, windows: [{ startsAt: '2026-12-02T14:00', endsAt: '2026-12-02T17:00' }], blocks: [] }
  const refused = await test.app.setup.saveGrid(organizer, saveGridInput.parse(afternoon))
  expect(refused).toMatchObject({ ok: false, error: { code: 'setup.meetings_in_the_way', detail: { meetings: [{ id: meeting.id }] } } })
  expect(await test.app.setup.saveGrid(organizer, saveGridInput.parse({ ...afternoon, confirm: 'on' }))).toMatchObject({ ok: true, value: { inTheWay: [{ id: meeting.id }] } })
  expect(await test.app.meetings.move(organizer, { meetingId: meeting.id, version: 1, startsAt: event.at('14:00'), tableId: event.tables[0]?.id ?? null })).toMatchObject({ ok: true, value: { sequence: 1 } })
  const file = await test.app.meetings.forCalendar(fund.actor(), meeting.id, 'en')
  const lines = file.ok ? file.value.file.split('\r\n') : []
  expect(lines).toEqual(expect.arrayContaining([`UID:${meeting.uid}`, 'SEQUENCE:1']))
  // The way back is open as well: a second move counts on.
  expect(await test.app.meetings.move(organizer, { meetingId: meeting.id, version: 2, startsAt: event.at('14:20'), tableId: event.tables[0]?.id ?? null })).toMatchObject({ ok: true, value: { sequence: 2 } })
})

/** What spreadsheets take for the beginning of a formula, and what hides one. */
const starters = ['=HYPERLINK("http://evil.example";"x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '＝1+1', '＋1', '－1', '＠x', ' =1+1', '\r=1']

it.each(starters)('a roster in which every text begins with %j leaves as text, in CSV and in a workbook', async (text) => {
  const organizer = await makeStaff(test.db, event.id)
  const startup = await makeDelegation(test.db, event.id, { nameZh: text, nameEn: text })
  await test.db.client.organization.update({ where: { id: startup.organizationId }, data: { place: text, subkind: text, stage: text, round: text, region: text, aumBand: text, sectors: [text], oneLinerZh: text, legalName: text } })
  await test.db.client.person.update({ where: { id: startup.people[0] as string }, data: { nameZh: text, nameEn: text, titleZh: text, phone: text } })
  await test.db.client.claim.createMany({ data: ['verified', 'declared'].map((state, i) => ({ id: test.platform.ids.newId(), organizationId: startup.organizationId, kind: 'label', value: text, state, createdAt: new Date(i) })) })
  const filters = peopleInput.parse({ eventId: event.id })
  for (const locale of ['zh-CN', 'en'] as const) {
    const csv = await test.app.directory.exportRoster(organizer, filters, 'csv', locale)
    const cells = csv.ok ? (parse(Buffer.from(csv.value.bytes), { bom: true, relax_column_count: true }) as string[][]).flat() : []
    expect(cells.filter((cell) => cell.includes('1') || cell.includes('x')).length).toBeGreaterThan(0)
    expect(cells.filter((cell) => /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/.test(cell))).toEqual([])
    const xlsx = await test.app.directory.exportRoster(organizer, filters, 'xlsx', locale)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((xlsx.ok ? xlsx.value.bytes : new Uint8Array()).slice().buffer as ArrayBuffer)
    const kinds = new Set<ExcelJS.ValueType>()
    book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => void kinds.add(cell.type))))
    expect([...kinds].filter((kind) => [ExcelJS.ValueType.Formula, ExcelJS.ValueType.Hyperlink].includes(kind))).toEqual([])
    expect(kinds.has(ExcelJS.ValueType.String)).toBe(true)
  }
})
