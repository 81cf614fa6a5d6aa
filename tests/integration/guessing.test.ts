import { afterEach, expect, it } from 'vitest'

import { wallFromInstant } from '#server/domain/shared/time.ts'
import { createLogger } from '#server/platform/logger.ts'
import type { SaveCodeInput } from '#server/protocol/inputs/money.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { codeOf, openMoneyHouse, valueOf } from '#tests/fixtures/money-house.ts'
import { openPages } from '#tests/fixtures/pages-house.ts'

let close: () => Promise<void> = async () => undefined
afterEach(() => close())

async function shopWithCodes() {
  const house = await openMoneyHouse()
  close = () => house.dispose()
  const type = await house.sell({ capacity: 100 })
  const wall = (awayMs: number): string => wallFromInstant(house.clock.now() + awayMs, house.event.zone)
  const save = (code: string, more: Partial<SaveCodeInput> = {}) => house.app.tickets.saveCode(house.organizer, { eventId: house.event.id, codeId: null, version: 0, code, percent: 1_000, amount: 0, currency: 'CNY', ticketTypeIds: [], capacity: 1, opensAt: null, closesAt: null, isActive: true, ...more })
  for (const saved of [await save('OPEN-NOW', { capacity: 50 }), await save('USED-UP'), await save('NOT-YET', { opensAt: wall(600_000) }), await save('LONG-OVER', { closesAt: wall(-600_000) }), await save('SWITCHED-OFF', { isActive: false })]) valueOf(saved)
  valueOf(await house.order(await house.buyer(), type, { code: 'USED-UP' }))
  return { house, type }
}

it('codes that are wrong, used up, not valid yet, over or switched off are answered word for word alike', async () => {
  const { type, house } = await shopWithCodes()
  const who = await house.buyer()
  const answers = []
  for (const code of ['NO-SUCH-CODE', 'USED-UP', 'NOT-YET', 'LONG-OVER', 'SWITCHED-OFF', '？']) answers.push(await house.order(who, type, { code }))
  expect(answers).toEqual(answers.map(() => ({ ok: false, error: { code: 'code.unknown', fields: [{ path: 'code', code: 'code.unknown' }] } })))
})

it('after ten wrong codes a person is told to wait, whatever she types, and may order without one; others are not held up', async () => {
  const { type, house } = await shopWithCodes()
  const [who, other] = [await house.buyer(), await house.buyer()]
  const tries = await Promise.all(Array.from({ length: 30 }, (_one, n) => house.order(who, type, { code: `GUESS-${n}` })))
  expect([tries.filter((one) => codeOf(one) === 'code.unknown').length, tries.filter((one) => codeOf(one) === 'code.guessed_too_often').length]).toEqual([10, 20])
  expect([codeOf(await house.order(who, type, { code: 'OPEN-NOW' })), codeOf(await house.order(who, type)), codeOf(await house.order(other, type, { code: 'OPEN-NOW' }))]).toEqual(['code.guessed_too_often', 'ok', 'ok'])
})

it('a network that tries a hundred links of invitations gets no more answers, unless somebody there is signed in; no link is logged', { timeout: 60_000 }, async () => {
  const lines: string[] = []
  const house = await openPages({}, { logger: createLogger('info', { write: (line: string) => void lines.push(line) }) })
  close = () => house.dispose()
  await makeEvent(house.db)
  const link = (n: number): string => `/invitation/01j00000000000000000000000made-up-token-${n}`
  const found: number[] = []
  for (let round = 0; round < 4; round++) found.push(...(await Promise.all(Array.from({ length: 25 }, async (_one, n) => (await house.get(link(round * 25 + n))).status))))
  expect(new Set(found)).toEqual(new Set([404]))
  const refused = await house.get(link(100))
  expect([refused.status, Number(refused.headers.get('retry-after')) > 500, (await refused.text()).includes('sign in first')]).toEqual([429, true, true])
  expect((await house.post(link(101), { intent: 'accepted', answer: 'accepted' })).status).toBe(429)
  expect((await house.get(link(102), await house.signIn('guest@example.com'))).status).toBe(404)
  expect([lines.some((line) => line.includes('"path":"/invitation/…"')), lines.some((line) => line.includes('made-up-token'))]).toEqual([true, false])
})
