import { afterEach, beforeEach, expect, it } from 'vitest'

import { anonymous, type Actor, type PersonActor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, makeSeries, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff } from '#tests/factories/meetings.ts'
import { makeRoadshow } from '#tests/factories/pitching.ts'
import { newItem, programmeHand } from '#tests/factories/programme.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { seriesId: (await makeSeries(house.db, { line: 'salon' })).id })
  organizer = await makeStaff(house.db, event.id, 'organizer')
})
afterEach(() => house.dispose())

type Verb = (actor: Actor, input: unknown, more?: string) => Promise<Result<unknown>>
const pitchFeatures = ['pitching', 'judging', 'interest', 'clearing'] as const
/** What works on no event in particular. */
const general = ['interest.check']

/** The answers of every verb that has to do with pitches. */
async function ask(actor: Actor, input: unknown): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const feature of pitchFeatures) {
    for (const [name, verb] of Object.entries(house.app[feature]) as [string, Verb][]) {
      if (general.includes(`${feature}.${name}`)) continue
      const result = await verb(actor, input, 'x')
      answers[`${feature}.${name}`] = result.ok ? 'ok' : result.error.code
    }
  }
  return answers
}
const all = (answers: Record<string, string>, code: string) => Object.fromEntries(Object.keys(answers).map((name) => [name, code]))

it('at a salon everything about pitches, judging, interest and clearing is closed to organizer and founder alike', async () => {
  // Slots that a salon can have only if they were written past the programme.
  const { slots } = await makeRoadshow(house.db, event)
  const founder = (await makeDelegation(house.db, event.id, { side: 'startup' })).actor()
  for (const actor of [organizer, founder]) {
    for (const input of [event.id, { eventId: event.id }, { itemId: slots[0]?.itemId }]) {
      const answers = await ask(actor, input)
      expect(Object.keys(answers).length).toBeGreaterThan(35)
      expect(answers).toEqual(all(answers, 'pitch.not_at_salon'))
    }
  }
  expect(await house.db.client.pitchBooking.count()).toBe(0)
})

it('strangers and visitors learn nothing of the salon there', async () => {
  const stranger = await makeStaff(house.db, (await makeEvent(house.db)).id)
  const [theirs, visitors] = [await ask(stranger, { eventId: event.id }), await ask(anonymous, { eventId: event.id })]
  expect(theirs).toEqual(all(theirs, 'record.not_found'))
  expect(visitors).toEqual(all(visitors, 'auth.required'))
})

it('no pitch comes onto a salon’s programme: not by hand, not as a row of slots, not by changing a talk', async () => {
  const stageId = event.stages[0]?.id ?? ''
  const { startsAtMs } = event
  const hand = programmeHand(house, organizer, event.id)
  const edit = (made: unknown) => house.app.programme.edit(organizer, { eventId: event.id, edit: made as Parameters<TestApp['app']['programme']['edit']>[1]['edit'] })
  const refused = { ok: false, error: { code: 'pitch.not_at_salon' } }
  expect(await edit({ kind: 'create', items: [newItem(stageId, startsAtMs)] })).toEqual(refused)
  expect(await edit({ kind: 'slots', count: 3, lengthMinutes: 10, qaMinutes: 0, bufferMinutes: 0, startsAtMs, stageId, sessionId: null, track: '', isLinked: false })).toEqual(refused)
  const [talk] = (await hand.create(newItem(stageId, startsAtMs, { kind: 'talk', titleEn: 'A talk' }))).items
  expect(await edit({ kind: 'change', itemId: talk?.id, version: talk?.version, face: { ...talk, kind: 'pitch' } })).toEqual(refused)
  const file = `<?xml version="1.0"?><schedule><conference><title>x</title></conference><day index="1" date="2026-12-01"><room name="Main"><event id="1"><date>2026-12-01T10:00:00+08:00</date><start>10:00</start><duration>00:10</duration><room>Main</room><title>One</title><type>pitch</type></event></room></day></schedule>`
  const sent = await house.app.programme.uploadSchedule(organizer, { eventId: event.id, fileName: 'a.xml', bytes: new TextEncoder().encode(file) })
  if (!sent.ok) throw new Error(sent.error.code)
  expect(await house.app.programme.applySchedule(organizer, { eventId: event.id, importId: sent.value.importId, number: (await hand.board()).number, firstDay: null })).toEqual(refused)
  expect((await house.db.client.programmeItem.findMany({ select: { kind: true } })).map((row) => row.kind)).toEqual(['talk'])
})
