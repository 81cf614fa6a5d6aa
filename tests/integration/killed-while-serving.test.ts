import { expect, test } from 'vitest'

import { runKills } from '#tests/fixtures/kill-run.ts'

test('a server that is killed while people book, cancel, order and pay and mails leave loses nothing it said yes to, and sends no mail again but what was on its way', { timeout: 300_000 }, async () => {
  const { problems, kills, acknowledged, mails } = await runKills({ kills: 3, seed: 20261122, size: 6 })
  expect(problems).toEqual([])
  expect(kills).toBe(3)
  expect(Math.min(acknowledged.bookings, acknowledged.orders, acknowledged.webhooks, mails.sent)).toBeGreaterThan(0)
})
