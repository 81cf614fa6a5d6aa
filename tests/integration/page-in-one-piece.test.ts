import { runInNewContext } from 'node:vm'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { makePerson } from '#tests/factories/people.ts'
import { openPages, type PagesHouse } from '#tests/fixtures/pages-house.ts'

let house: PagesHouse
beforeEach(async () => {
  house = await openPages()
})
afterEach(() => house.dispose())

const hostile = '</script><script>alert(1)</script><!--&amp;\u2028\u2029"\\'

test('what loaders answer reaches the browser whole, and nothing that a person wrote ends the script it travels in', async () => {
  const { email } = await makePerson(house.db, { nameZh: hostile, nameEn: hostile })
  const page = await (await house.get('/account', await house.signIn(email))).text()
  expect(page.startsWith('<!DOCTYPE html><html')).toBe(true)
  expect(page).not.toContain('<script>alert(1)')
  const script = /<script nonce="[^"]+">(window\.__remixContext\.streamController\.enqueue.*?)<\/script><\/body><\/html>$/s.exec(page)?.[1]
  const sent: string[] = []
  let isClosed = false
  const streamController = { enqueue: (text: string) => void sent.push(text), close: () => void (isClosed = true) }
  runInNewContext(script ?? '', { window: { __remixContext: { streamController } } })
  expect(isClosed).toBe(true)
  // The encoding writes every string once, among the values of one list.
  expect(JSON.parse(sent.join(''))).toContain(hostile)
})
