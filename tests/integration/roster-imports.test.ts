import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { phonetics } from '#server/platform/pinyin.ts'
import { peopleInput } from '#server/protocol/inputs/directory.ts'
import { previewInput, type UploadInput } from '#server/protocol/inputs/imports.ts'
import { actorWithRole } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

// Real rosters kept beside the checkout, not part of the project. Without them these tests are skipped and say so.
const folder = new URL('../../../shared/data/', import.meta.url)
const isMissing = !existsSync(folder)

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
  organizer = actorWithRole(event.id, 'organizer')
})
afterEach(() => house.dispose())

async function upload(target: UploadInput['target'], fileName: string, bytes: UploadInput['bytes']): Promise<string> {
  const uploaded = await house.app.imports.upload(organizer, { eventId: event.id, target, fileName, bytes })
  if (!uploaded.ok) throw new Error(uploaded.error.code)
  return uploaded.value.batchId
}

async function everything() {
  const { client } = house.db
  const order = { orderBy: { id: 'asc' } } as const
  return Promise.all([client.organization.findMany(order), client.preference.findMany(order), client.claim.findMany(order), client.person.findMany(order), client.delegation.findMany(order), client.delegate.findMany(order), client.eventRole.findMany(order)])
}

async function finds(q: string, nameZh: string, nameEn: string): Promise<boolean> {
  const page = await house.app.directory.list(organizer, peopleInput.parse({ eventId: event.id, q, limit: 200 }))
  return page.ok && page.value.rows.some((row) => row.nameZh === nameZh && row.nameEn === nameEn)
}

describe.skipIf(isMissing)('rosters as people have them, taken over (skipped where ../shared/data is missing)', () => {
  it.each([
    ['startups-en.csv', 'startups', 508],
    ['startups-zh.csv', 'startups', 150],
    ['investors-en.csv', 'investors', 220],
    ['investors-zh.csv', 'investors', 150],
  ] as const)('%s becomes organizations that can be found, and undone leaves nothing', async (name, target, many) => {
    const before = await everything()
    const batchId = await upload(target, name, new Uint8Array(readFileSync(new URL(name, folder))))
    const preview = await house.app.imports.get(organizer, previewInput.parse({ eventId: event.id, batchId }))
    expect(preview.ok && { mend: preview.value.counts.mend, records: preview.value.counts.ready + preview.value.counts.same }).toEqual({ mend: 0, records: many })
    const merged = preview.ok ? preview.value.counts.same : 0
    expect(await house.app.imports.apply(organizer, { eventId: event.id, batchId })).toMatchObject({ ok: true, value: { created: many - merged, updated: 0 } })
    const organizations = await house.db.client.organization.findMany()
    for (const { nameZh, nameEn } of [organizations[0], organizations[Math.floor(organizations.length / 2)], organizations.at(-1)].flatMap((row) => row ?? [])) {
      const syllables = nameZh === '' ? [] : phonetics.syllables(nameZh, false)
      const ways = nameZh === '' ? [nameEn] : [nameZh, syllables.join(''), syllables.map((syllable) => syllable.charAt(0)).join('')]
      for (const way of ways.filter((text) => /[\p{L}\p{N}]/u.test(text))) expect([way, await finds(way, nameZh, nameEn)]).toEqual([way, true])
    }
    expect(await house.app.imports.undo(organizer, { eventId: event.id, batchId })).toEqual({ ok: true, value: undefined })
    expect(await everything()).toEqual(before)
  })

  it('taken a second time adds nobody', async () => {
    const bytes = new Uint8Array(readFileSync(new URL('investors-zh.csv', folder)))
    await house.app.imports.apply(organizer, { eventId: event.id, batchId: await upload('investors', 'a.csv', bytes) })
    const before = await house.db.client.organization.count()
    const batchId = await upload('investors', 'b.csv', bytes)
    expect(await house.app.imports.apply(organizer, { eventId: event.id, batchId })).toMatchObject({ ok: true, value: { created: 0 } })
    expect(await house.db.client.organization.count()).toBe(before)
  })
})

describe('a roster of a hundred thousand rows', () => {
  it('is read, judged and refused for its one bad cell, while others keep being served', async () => {
    const lines = ['公司名称,统一社会信用代码,邮箱,行业', ...Array.from({ length: 99_999 }, (_, at) => `第${at}号机器人公司,,p${at}@example.com,机器人`), '最后一家,91350100M000100Y44,,人工智能']
    const batchId = await upload('startups', 'big.csv', new TextEncoder().encode(lines.join('\n')))
    let longest = 0
    let last = performance.now()
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const startedAt = performance.now()
    const preview = await house.app.imports.get(organizer, previewInput.parse({ eventId: event.id, batchId, list: 'mend' }))
    clearInterval(pulse)
    expect(preview.ok && [preview.value.counts.ready, preview.value.rows.map((row) => [row.row, row.issues.map((issue) => issue.code)])]).toEqual([99_999, [[100_001, ['import.bad_uscc']]]])
    console.info(`100,000 rows judged in ${Math.round(performance.now() - startedAt)} ms, longest pause ${Math.round(longest)} ms`)
    expect(longest).toBeLessThan(2_000)
    expect(await house.app.imports.apply(organizer, { eventId: event.id, batchId })).toEqual({ ok: false, error: { code: 'import.not_ready', params: { count: 1 } } })
    expect(await house.db.client.organization.count()).toBe(0)
  }, 180_000)
})
