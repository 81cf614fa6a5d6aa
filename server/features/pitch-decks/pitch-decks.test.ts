import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeRoadshow, smallPdf } from '#tests/factories/pitching.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let folder: string
let event: MadeEvent
let founder: MadeDelegation
let staff: Actor

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touhai-decks-'))
  test = await createTestApp({ DATA_DIR: folder })
  event = await makeEvent(test.db)
  await makeRoadshow(test.db, event)
  founder = await makeDelegation(test.db, event.id)
  staff = await makeStaff(test.db, event.id)
})
afterEach(async () => {
  await test.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const upload = (bytes = smallPdf(), fileName = '../../路演.pdf') => test.app.pitching.uploadDeck(founder.actor(), { eventId: event.id, fileName, bytes })
const files = (): string[] => (existsSync(join(folder, 'files', 'decks')) ? readdirSync(join(folder, 'files', 'decks')) : [])
const fileFor = (actor: Actor) => test.app.pitching.deckFile(actor, { eventId: event.id, delegationId: founder.id })

it('a deck is kept beside the database under a name of ours, and is the same for its people, the organizer and the crew', async () => {
  expect(code(await upload())).toBe('ok')
  expect(files()).toHaveLength(1)
  expect(files()[0]).toMatch(/^[0-9a-z]{26}$/)
  for (const actor of [founder.actor(), staff, await makeStaff(test.db, event.id, 'crew')]) {
    const file = await fileFor(actor)
    expect(file.ok && { name: file.value.fileName, type: file.value.type, bytes: Buffer.from(file.value.bytes).toString() }).toEqual({ name: '路演.pdf', type: 'application/pdf', bytes: Buffer.from(smallPdf()).toString() })
  }
})

it('for rivals, investors, judges and people of other events it does not exist', async () => {
  await upload()
  const there = await makeEvent(test.db, { slug: 'there' })
  const others = [await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id, { side: 'investor' }), await makeDelegation(test.db, there.id)].map((who) => who.actor())
  for (const actor of [...others, await makeStaff(test.db, event.id, 'judge'), await makeStaff(test.db, there.id), { kind: 'anonymous' } as const]) expect(code(await fileFor(actor))).toBe('record.not_found')
  expect(code(await test.app.pitching.deckFile(await makeStaff(test.db, there.id), { eventId: there.id, delegationId: founder.id }))).toBe('record.not_found')
})

it('what is no PDF leaves nothing behind', async () => {
  expect([code(await upload(new TextEncoder().encode('<script>alert(1)</script>'))), code(await upload(new Uint8Array())), code(await upload(smallPdf('/OpenAction << /S /JavaScript >>')))]).toEqual(['pitch.deck_not_pdf', 'pitch.deck_not_pdf', 'pitch.deck_active'])
  expect(code(await test.app.pitching.uploadDeck(staff, { eventId: event.id, fileName: 'a.pdf', bytes: smallPdf() }))).toBe('auth.forbidden')
  expect([files(), await test.db.client.pitchDeck.count()]).toEqual([[], 0])
})

it('the same file again is the same deck; another takes its place and is checked anew', async () => {
  const first = await upload()
  expect(await upload()).toEqual(first)
  expect(files()).toHaveLength(1)
  const deckId = first.ok ? first.value.deckId : ''
  expect(code(await test.app.pitching.reviewDeck(staff, { eventId: event.id, deckId, version: 1, verdict: 'accepted', reason: '' }))).toBe('ok')
  const second = await upload(smallPdf('/Lang (zh)'))
  expect(second.ok && second.value.state).toBe('uploaded')
  expect(files()).toHaveLength(1)
  expect(code(await test.app.pitching.reviewDeck(staff, { eventId: event.id, deckId, version: 2, verdict: 'accepted', reason: '' })), 'the organizer looked at the old one').toBe('record.changed')
})

it('sent back with a reason, its people read it on the page and in a mail', async () => {
  const first = await upload()
  const deckId = first.ok ? first.value.deckId : ''
  const review = (reason: string) => test.app.pitching.reviewDeck(staff, { eventId: event.id, deckId, version: 1, verdict: 'to_mend', reason })
  expect(code(await review(''))).toBe('input.invalid')
  const sentBack = await review('第 3 页缺少融资用途')
  expect(await review('第 3 页缺少融资用途')).toEqual(sentBack)
  const own = await test.app.pitching.own(founder.actor(), event.id)
  expect(own.ok && own.value.snapshot.deck).toMatchObject({ state: 'to_mend', reason: '第 3 页缺少融资用途' })
  await test.runJobs()
  expect(test.sent.map((mail) => [mail.subject, mail.text.includes('第 3 页缺少融资用途')])).toEqual([['路演材料需要修改：投海Demo Day 第一期', true]])
  expect(code(await test.app.pitching.reviewDeck(founder.actor(), { eventId: event.id, deckId, version: 2, verdict: 'accepted', reason: '' }))).toBe('auth.forbidden')
})
