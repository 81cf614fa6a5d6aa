import { existsSync, readFileSync } from 'node:fs'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { readScheduleFile } from '#server/platform/schedule-file.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { newItem, programmeHand } from '#tests/factories/programme.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const file = new URL('../../../shared/data/fosdem-2019.xml', import.meta.url)
const isMissing = !existsSync(file)

let test: TestApp
let event: MadeEvent
let organizer: PersonActor
let hand: ReturnType<typeof programmeHand>

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { zone: 'Europe/Brussels' })
  organizer = await makeStaff(test.db, event.id)
  hand = programmeHand(test, organizer, event.id)
})
afterEach(() => test.dispose())

async function upload(bytes: Uint8Array): Promise<string> {
  const sent = await test.app.programme.uploadSchedule(organizer, { eventId: event.id, fileName: 'schedule.xml', bytes })
  if (!sent.ok) throw new Error(sent.error.code)
  return sent.value.importId
}
const preview = async (importId: string) => {
  const seen = await test.app.programme.previewSchedule(organizer, { eventId: event.id, importId })
  if (!seen.ok) throw new Error(seen.error.code)
  return seen.value
}
const apply = async (importId: string, firstDay: string | null = null) => test.app.programme.applySchedule(organizer, { eventId: event.id, importId, number: (await hand.board()).number, firstDay })
const exported = async (format: 'xml' | 'json' | 'ics'): Promise<string> => {
  const made = await test.app.programme.exportSchedule(organizer, { eventId: event.id, format, locale: 'en' })
  if (!made.ok) throw new Error(made.error.code)
  return made.value.content
}
/** Talk, room and time of everything on the working copy. */
async function standing(): Promise<string[]> {
  const { items, stages } = await hand.board()
  const rooms = new Map(stages.map((stage) => [stage.id, stage.nameEn]))
  return items.map((item) => `${item.externalId}|${rooms.get(item.stageId ?? '')}|${item.startsAtMs}|${item.endsAtMs}|${item.titleEn || item.titleZh}`).sort()
}

const small = `<?xml version="1.0" encoding="UTF-8"?><schedule><conference><title>Small</title><day_change>04:00:00</day_change></conference>
<day index="1" date="2026-12-02"><room name="A &amp; B"><event id="1"><start>10:00</start><duration>00:30</duration><title>First &lt;talk&gt;</title><persons><person id="7">Ada</person><person id="8">Bo</person></persons><abstract>&lt;p&gt;One&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</abstract></event>
<event id="2"><start>01:30</start><duration>01:00</duration><room>Night</room><title>第二场</title><persons/></event></room><room name="Empty"/></day></schedule>`
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe.skipIf(isMissing)('the schedule of FOSDEM 2019 as it is (skipped where ../shared/data is missing)', () => {
  it('arrives whole, lists its conflicts, and comes back from XML and JSON with every talk, room and time', async () => {
    const text = isMissing ? '' : readFileSync(file, 'utf8')
    const importId = await upload(bytesOf(text))
    const seen = await preview(importId)
    expect(seen).toMatchObject({ talks: 775, created: 775, updated: 0, same: 0, firstDay: '2019-02-02', lastDay: '2019-02-03' })
    expect(seen.newStages).toHaveLength(seen.rooms.length)
    expect((await hand.board()).items).toEqual([])
    expect(await apply(importId)).toMatchObject({ ok: true, value: { created: 775, stages: seen.rooms.length, conflicts: seen.conflictCount } })
    // What the file says, read without the code under test.
    const day = (part: string) => /<day index="\d" date="([^"]+)"/.exec(part)?.[1] ?? ''
    const expected = text.split(/(?=<day index)/).slice(1).flatMap((part) => [...part.matchAll(/<event id="(\d+)">\s*<start>([^<]+)<\/start>\s*<duration>(\d+):(\d+)<\/duration>\s*<room>([^<]*)<\/room>/g)].map(([, id, start, hours, minutes, room]) => {
      const from = Date.parse(`${day(part)}T${start}:00+01:00`)
      return `${id}|${room}|${from}|${from + (Number(hours) * 60 + Number(minutes)) * 60_000}`
    }))
    const stands = await standing()
    expect(stands.map((line) => line.split('|').slice(0, 4).join('|'))).toEqual(expected.map((line) => line.replace('&amp;', '&')).sort())
    // It has no clash of its own, so one is planted: the welcome takes an hour longer and runs into the keynote.
    expect(seen.conflicts).toEqual([])
    const longer = await preview(await upload(bytesOf(text.replace('<duration>00:25</duration>', '<duration>01:25</duration>'))))
    expect(longer).toMatchObject({ created: 0, updated: 1, same: 774, conflicts: [{ kind: 'stage', reason: 'overlap', isHard: true, titles: ['Welcome to FOSDEM 2019', 'Can Anyone Live in Full Software Freedom Today?'] }] })
    expect(await hand.release('FOSDEM')).toMatchObject({ ok: true, value: { added: 775, people: 0 } })
    for (const format of ['xml', 'json'] as const) {
      const again = await preview(await upload(bytesOf(await exported(format))))
      expect(again).toMatchObject({ talks: 775, created: 0, gone: 0, newStages: [] })
      const read = await readScheduleFile(bytesOf(await exported(format)), event.zone)
      expect(read.ok && read.value.schedule.talks.map((one) => `${one.id}|${one.room}|${one.startsAtMs}|${one.endsAtMs}|${one.title}`).sort()).toEqual(stands)
    }
    expect((await exported('ics')).match(/^BEGIN:VEVENT/gm)).toHaveLength(775)
  }, 120_000)
})

it('a small file: rooms become stages, the night belongs to the next date, text is text, undo takes all of it back', async () => {
  const importId = await upload(bytesOf(small))
  expect(await preview(importId)).toMatchObject({ talks: 2, rooms: ['A & B', 'Night', 'Empty'], newStages: ['A & B', 'Night', 'Empty'], created: 2, conflictCount: 0 })
  expect(await apply(importId)).toMatchObject({ ok: true, value: { number: 1, created: 2 } })
  const { items } = await hand.board()
  expect(items.map((item) => [item.externalId, item.titleZh, item.titleEn, item.summaryEn, item.startsAtMs, item.people.map((one) => one.name)])).toEqual([
    ['1', '', 'First <talk>', 'One\nalert(1)', event.at('10:00'), ['Ada', 'Bo']],
    ['2', '第二场', '', '', event.at('01:30') + 24 * 3_600_000, []],
  ])
  expect(await apply(importId)).toMatchObject({ ok: false, error: { code: 'programme.import_over' } })
  expect(await hand.undo()).toMatchObject({ ok: true, value: { removed: expect.arrayContaining(items.map((item) => item.id)) } })
  expect(await hand.board()).toMatchObject({ items: [], stages: event.stages })
})

it('the same file again changes nothing; another year\'s can be laid onto this event\'s days', async () => {
  await apply(await upload(bytesOf(small)))
  expect(await preview(await upload(bytesOf(small)))).toMatchObject({ created: 0, updated: 0, same: 2, gone: 0, newStages: [] })
  const moved = await upload(bytesOf(small.replace('<start>10:00', '<start>11:00').replace(/<event id="2">[\s\S]*?<\/event>/, '')))
  expect(await preview(moved)).toMatchObject({ created: 0, updated: 1, same: 0, gone: 1 })
  expect(await apply(moved, '2026-12-05')).toMatchObject({ ok: true, value: { updated: 1 } })
  expect((await hand.board()).items.find((item) => item.externalId === '1')?.startsAtMs).toBe(event.at('11:00') + 3 * 24 * 3_600_000)
})

it('what is hostile or broken is refused as a whole, quickly, and nothing is kept of it', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE s [${Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')}<!ENTITY e0 "ha">]><schedule>&e10;</schedule>`
  const outside = '<!DOCTYPE s SYSTEM "http://127.0.0.1/x"><schedule/>'
  const event1 = (fields: string, id = '1') => `<schedule><day date="2026-12-02"><room name="A"><event id="${id}">${fields}</event></room></day></schedule>`
  const cases: [string, string | Uint8Array][] = [
    ['programme.unsafe_schedule', bomb],
    ['programme.unsafe_schedule', outside],
    ['programme.unsafe_schedule', `<schedule>${'<a>'.repeat(200_000)}`],
    ['programme.unsafe_schedule', `{"schedule":${'['.repeat(200_000)}`],
    ['input.too_large', new Uint8Array(20_000_000).fill(32)],
    ['programme.not_a_schedule', '<schedule><day>'],
    ['programme.not_a_schedule', '<html><body/></html>'],
    ['programme.not_a_schedule', 'id,title\n1,x'],
    ['programme.not_a_schedule', new Uint8Array([0xff, 0xfe, 0x3c, 0x00])],
    ['programme.empty_schedule', '<schedule><conference/></schedule>'],
    ['programme.bad_schedule', event1('<start>25:00</start><duration>00:30</duration><title>x</title>')],
    ['programme.bad_schedule', event1('<start>10:00</start><title>no length</title>')],
    ['programme.talk_twice', event1('<start>10:00</start><duration>00:30</duration><title>x</title></event><event id="1"><start>11:00</start><duration>00:30</duration><title>y</title>')],
    ['programme.schedule_too_big', `<schedule><day date="2026-12-02"><room name="A">${Array.from({ length: 5_001 }, (_, n) => `<event id="${n}"><start>10:00</start><duration>00:05</duration><title>x</title></event>`).join('')}</room></day></schedule>`],
  ]
  const answers = await Promise.all(cases.map(([, content]) => test.app.programme.uploadSchedule(organizer, { eventId: event.id, fileName: 'x', bytes: typeof content === 'string' ? bytesOf(content) : content })))
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(cases.map(([code]) => code))
  expect(await test.db.client.programmeImport.count()).toBe(0)
}, 120_000)

it('two organizers at once: nothing of either is lost silently, and each board hears what the other did', async () => {
  const colleague = programmeHand(test, await makeStaff(test.db, event.id), event.id)
  const stageId = event.stages[0]?.id ?? ''
  const { items } = await hand.create(newItem(stageId, event.at('09:00'), { titleZh: '一' }), newItem(stageId, event.at('10:00'), { titleZh: '二' }))
  const [one, two] = items.map((item) => item.id) as [string, string]
  const move = (by: typeof hand, itemId: string, clock: string, version = 1) => by.edit({ kind: 'move', itemId, version, stageId, startsAtMs: event.at(clock) }).then(() => 'ok', (error: Error) => error.message.split(' ')[0])
  expect((await Promise.all([move(hand, one, '11:00'), move(colleague, one, '12:00')])).sort()).toEqual(['ok', 'record.changed'])
  expect(await Promise.all([move(hand, one, '13:00', 2), move(colleague, two, '14:00')])).toEqual(['ok', 'ok'])
  const heard = test.facts.filter((fact) => fact.name === 'programme:changed').map((fact) => fact.payload as { number: number; items: { id: string }[] })
  expect(heard.map((fact) => [fact.number, fact.items.length])).toEqual([[1, 2], [2, 1], [3, 1], [4, 1]])
  // The colleague's undo takes back her own move; mine, of an item that she has changed since, is refused.
  await colleague.edit({ kind: 'move', itemId: one, version: 3, stageId, startsAtMs: event.at('15:00') })
  expect(await hand.undo()).toMatchObject({ ok: false, error: { code: 'programme.undo_changed' } })
  expect(await colleague.undo()).toMatchObject({ ok: true, value: { items: [{ id: one, startsAtMs: event.at('13:00') }] } })
  expect(await colleague.undo()).toMatchObject({ ok: true, value: { items: [{ id: two, startsAtMs: event.at('10:00') }] } })
})

it('an edit that brings a conflict which the event blocks is refused with the reason; one that only warns goes through and says so', async () => {
  const stageId = event.stages[0]?.id ?? ''
  await hand.create(newItem(stageId, event.at('09:00'), { titleZh: '开场', minutes: 30 }))
  await expect(hand.create(newItem(stageId, event.at('09:10'), { titleZh: '撞车' }))).rejects.toThrow('programme.conflict')
  const setup = await test.app.setup.get(organizer, event.id)
  const levels = { person: 'block', stage: 'warn', firm: 'warn', recusal: 'warn', competitors: 'ignore' } as const
  expect(await test.app.setup.saveConflictLevels(organizer, { eventId: event.id, version: setup.ok ? setup.value.settingsVersion : 0, levels })).toMatchObject({ ok: true })
  expect(await hand.create(newItem(stageId, event.at('09:10'), { titleZh: '撞车' }))).toMatchObject({ conflicts: [{ kind: 'stage', reason: 'overlap' }] })
  expect(await hand.release('v1', true)).toMatchObject({ ok: false, error: { code: 'programme.release_blocked' } })
})

it('only organizers edit, staff may look, outsiders find nothing', async () => {
  const [partner, judge, stranger] = [await makeStaff(test.db, event.id, 'co_organizer'), await makeStaff(test.db, event.id, 'judge'), await makeStaff(test.db, (await makeEvent(test.db)).id)]
  const stageId = event.stages[0]?.id ?? ''
  const edit = { kind: 'create' as const, items: [newItem(stageId, event.at('09:00'))] }
  const codes = async (actor: PersonActor) => [await test.app.programme.board(actor, event.id), await test.app.programme.edit(actor, { eventId: event.id, edit }), await test.app.programme.uploadSchedule(actor, { eventId: event.id, fileName: 'x', bytes: bytesOf(small) })].map((answer) => (answer.ok ? 'ok' : answer.error.code))
  expect([await codes(partner), await codes(judge), await codes(stranger)]).toEqual([['ok', 'auth.forbidden', 'auth.forbidden'], ['record.not_found', 'record.not_found', 'auth.forbidden'], ['record.not_found', 'record.not_found', 'auth.forbidden']])
})

it('a stage with something on it can\'t be removed', async () => {
  const stageId = event.stages[0]?.id ?? ''
  await hand.create(newItem(stageId, event.at('09:00')))
  const setup = await test.app.setup.get(organizer, event.id)
  const remove = () => test.app.setup.saveStages(organizer, { eventId: event.id, version: setup.ok ? setup.value.settingsVersion : 0, confirm: true, stages: [] })
  expect(await remove()).toMatchObject({ ok: false, error: { code: 'setup.stage_in_use', params: { count: 1 } } })
  await hand.undo()
  expect(await remove()).toMatchObject({ ok: true })
})
