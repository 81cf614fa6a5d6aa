import { afterEach, beforeEach, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { Degree } from '#server/domain/interest/voice.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makePitch, verifyFund, withoutKey } from '#tests/factories/audience.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let startup: MadeDelegation
let fund: MadeDelegation
let other: MadeDelegation
let itemId: string
const secretNote = '仅供内部：估值偏高，先观察'

beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { phase: 'live' })
  organizer = await makeStaff(house.db, event.id)
  startup = await makeDelegation(house.db, event.id)
  fund = await makeDelegation(house.db, event.id, { side: 'investor', people: 8, nameZh: '海岳资本' })
  other = await makeDelegation(house.db, event.id, { side: 'investor', nameZh: '长汐创投' })
  for (const { organizationId } of [fund, other]) await verifyFund(house.db, organizationId)
  itemId = (await makePitch(house.db, event, startup, '10:00')).itemId
})
afterEach(() => house.dispose())

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

async function act(name: 'start' | 'seal' | 'unseal' | 'reveal'): Promise<Result<unknown>> {
  const { version } = valueOf(await house.app.interest.forOrganizer(organizer, event.id))
  return house.app.interest.act(organizer, { eventId: event.id, version, act: name })
}
const signal = (actor: PersonActor, degree: Degree, version = 0, note = '') => house.app.interest.signal(actor, { itemId, degree, note, version })

async function speakAllAtOnce(): Promise<number> {
  valueOf(await act('start'))
  await Promise.all(fund.people.map((_, nth) => signal(fund.actor(nth), nth % 2 === 0 ? 'meet' : 'follow')))
  return house.db.client.interest.count()
}

test('eight partners of one fund press at once: one voice, one line, and the others are shown what was said', async () => {
  expect(await speakAllAtOnce()).toBe(1)
  expect(await house.db.client.interestEntry.count()).toBe(1)
  const view = valueOf(await house.app.interest.forFund(fund.actor(5), event.id))
  expect(view.pitches.map((pitch) => pitch.voice?.degree)).toEqual(['meet'])
  expect(codeOf(await signal(fund.actor(5), 'follow', 0))).toBe('record.changed')
  expect(valueOf(await signal(fund.actor(5), 'follow', 1)).version).toBe(2)
  expect(await house.db.client.interest.findMany({ select: { degree: true, setById: true } })).toEqual([{ degree: 'follow', setById: fund.people[5] }])
})

test('the same without the key of Interest gives one fund eight voices', async () => {
  await withoutKey(house.db, 'Interest')
  // The look before the leap would hide it here, where one process does one thing at a time.
  const insert = (degree: string) => house.db.write((sql) => sql.run(`INSERT INTO "Interest" ("itemId", "delegationId", "eventId", "degree", "note", "noteSalt", "setById", "version", "updatedAt") VALUES (?, ?, ?, ?, '', '', 'x', 1, 0) ON CONFLICT DO NOTHING`, itemId, fund.id, event.id, degree))
  for (let nth = 0; nth < 8; nth++) await insert('meet')
  expect(await house.db.client.$queryRawUnsafe(`SELECT COUNT(*) AS "n" FROM "Interest"`)).toEqual([{ n: 8n }])
})

test('a retry after a lost answer adds no line', async () => {
  valueOf(await act('start'))
  const answers = [await signal(fund.actor(), 'meet', 0, secretNote), await signal(fund.actor(), 'meet', 0, secretNote)].map((result) => valueOf(result))
  expect(answers.map(({ version, receipt }) => [version, receipt === null])).toEqual([[1, false], [1, true]])
  expect(await house.db.client.interestEntry.count()).toBe(1)
})

test('only verified funds speak, and only between the start and the seal', async () => {
  const unverified = await makeDelegation(house.db, event.id, { side: 'investor' })
  expect(codeOf(await signal(fund.actor(), 'meet'))).toBe('interest.not_open')
  valueOf(await act('start'))
  expect(await Promise.all([signal(unverified.actor(), 'meet'), signal(startup.actor(), 'meet'), signal(organizer, 'meet'), signal(fund.actor(), 'meet')]).then((all) => all.map(codeOf))).toEqual(['interest.unverified', 'interest.not_a_fund', 'auth.forbidden', 'ok'])
  valueOf(await act('seal'))
  expect(codeOf(await signal(fund.actor(), 'pass', 1))).toBe('interest.sealed')
  valueOf(await act('unseal'))
  expect(codeOf(await signal(fund.actor(), 'pass', 1))).toBe('ok')
  valueOf(await act('reveal'))
  expect([codeOf(await signal(fund.actor(), 'meet', 2)), codeOf(await act('unseal')), codeOf(await act('seal'))]).toEqual(['interest.sealed', 'interest.not_possible', 'interest.not_possible'])
})

/** Everything that anybody but the fund can be handed. */
async function told(): Promise<string> {
  const room = await house.app.rooms.event.snapshot(organizer, { kind: 'event', eventId: event.id })
  const audit = await house.db.client.auditEntry.findMany()
  const views = [
    await house.app.interest.forOrganizer(organizer, event.id), await house.app.interest.forFounder(startup.actor(), event.id), await house.app.interest.forFund(other.actor(), event.id),
    await house.app.interest.listOpened(organizer, event.id), await house.app.interest.listOpened({ kind: 'system' }, event.id), await house.app.interest.forFounder(fund.actor(), event.id),
  ]
  return JSON.stringify([views, room, house.facts, audit])
}

test('before the opening nobody hears who said what: not the founder, not the organizer, not other funds, not the system', async () => {
  valueOf(await act('start'))
  valueOf(await signal(fund.actor(), 'meet', 0, secretNote))
  for (const step of ['start', 'seal'] as const) {
    if (step === 'seal') valueOf(await act('seal'))
    const text = await told()
    expect([fund.id, fund.organizationId, '海岳资本', secretNote, '"meet"', fund.people[0] as string].filter((word) => text.includes(word))).toEqual([])
    expect(text).toContain('interest.not_opened')
  }
  expect(valueOf(await house.app.interest.forOrganizer(organizer, event.id))).toMatchObject({ state: 'sealed', funds: 2, spoken: 1, pitches: null })
  valueOf(await act('reveal'))
  expect(await told()).toContain('海岳资本')
})

test('after the opening founders read who wants to meet or follow, never who passed, and no note leaves the fund', async () => {
  valueOf(await act('start'))
  valueOf(await signal(fund.actor(), 'meet', 0, secretNote))
  valueOf(await signal(other.actor(), 'pass', 0, '不符合本期方向'))
  valueOf(await act('reveal'))
  const text = await told()
  expect(text).not.toContain(secretNote)
  expect(valueOf(await house.app.interest.forFounder(startup.actor(), event.id)).pitches).toEqual([{ itemId, interested: [{ delegationId: fund.id, degree: 'meet', nameZh: '海岳资本', nameEn: expect.any(String) as string }] }])
  expect(valueOf(await house.app.interest.forOrganizer(organizer, event.id)).pitches).toMatchObject([{ interested: [{ delegationId: fund.id }], passes: 1 }])
  expect(valueOf(await house.app.interest.listOpened(organizer, event.id))).toEqual([{ itemId, startupDelegationId: startup.id, fundDelegationId: fund.id, degree: 'meet' }])
  for (const [view, note] of [[await house.app.interest.forFounder(startup.actor(), event.id), '不符合本期方向'], [await house.app.interest.forOrganizer(organizer, event.id), '长汐创投'], [await house.app.interest.forFounder(startup.actor(), event.id), '长汐创投']] as const) {
    expect(JSON.stringify(view)).not.toContain(note)
  }
  const another = await makeDelegation(house.db, event.id)
  expect(valueOf(await house.app.interest.forFounder(another.actor(), event.id)).pitches).toEqual([])
})

test('a line of the ledger can\'t be changed; where somebody does it all the same, the check finds it', async () => {
  valueOf(await act('start'))
  valueOf(await signal(fund.actor(), 'meet', 0, secretNote))
  valueOf(await signal(other.actor(), 'pass'))
  valueOf(await signal(fund.actor(), 'follow', 1))
  const slug = event.slug
  expect(await house.app.interest.check()).toEqual([{ slug, check: { lines: 3, broken: null } }])
  const tamper = (text: string) => house.db.write((sql) => sql.run(text))
  await expect(tamper(`UPDATE "InterestEntry" SET "degree" = 'pass' WHERE "seq" = 1`)).rejects.toThrow('append-only')
  await expect(tamper(`DELETE FROM "InterestEntry" WHERE "seq" = 3`)).rejects.toThrow('append-only')
  await tamper(`UPDATE "Interest" SET "degree" = 'pass' WHERE "delegationId" = '${fund.id}'`)
  expect(await house.app.interest.check()).toEqual([{ slug, check: { lines: 3, broken: { why: 'voices' } } }])
  await tamper(`DROP TRIGGER "InterestEntry_no_update"`)
  await tamper(`UPDATE "InterestEntry" SET "degree" = 'pass' WHERE "seq" = 3`)
  expect(await house.app.interest.check()).toEqual([{ slug, check: { lines: 2, broken: { seq: 3, why: 'hash' } } }])
})

test('a note can be erased without breaking the chain', async () => {
  valueOf(await act('start'))
  valueOf(await signal(fund.actor(), 'meet', 0, secretNote))
  await house.db.client.interest.updateMany({ data: { note: '', noteSalt: '' } })
  expect(await house.app.interest.check()).toEqual([{ slug: event.slug, check: { lines: 1, broken: null } }])
  expect(JSON.stringify(await house.db.client.interestEntry.findMany())).not.toContain(secretNote)
})
