import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

import { blockOf } from '#server/domain/matchmaking/hard-rules.ts'
import { scorePair } from '#server/domain/matchmaking/score.ts'
import { createMatchIndex } from '#server/features/match-index/queries.ts'
import { makeCrowd } from '#tests/factories/crowd.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { createTestDatabase } from '#tests/setup/database.ts'

const clock = { now: () => Date.UTC(2026, 11, 1) }

/** 300 funds × 700 start-ups ranked both ways: from nothing, and after one profile changed, against the bare scoring loop. */
export async function run() {
  const db = await createTestDatabase()
  const event = await makeEvent(db)
  await makeCrowd(db, event.id, 300, 700)
  const index = createMatchIndex({ db, clock })
  const loaded = index.of(event.id)
  if (loaded === null) throw new Error('the event is missing')
  const { buyers, sellers } = await loaded.table()

  const bareMs = time(() => {
    for (const buyer of buyers) for (const seller of sellers) if (blockOf(buyer, seller, loaded.settings) === null) scorePair(buyer, seller)
  })

  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const fromNothing = performance.now()
  await createMatchIndex({ db, clock }).of(event.id)?.table()
  const fromNothingMs = performance.now() - fromNothing
  delay.disable()

  const changed = sellers[0]?.party.organizationId ?? ''
  await db.client.organization.update({ where: { id: changed }, data: { sectors: ['ai'], version: { increment: 1 } } })
  const afterChange = performance.now()
  await index.of(event.id)?.table()
  const afterChangeMs = performance.now() - afterChange
  await db.dispose()
  return [
    { name: 'ranking/from-nothing', value: fromNothingMs, unit: 'ms', ratio: fromNothingMs / bareMs, against: 'bare-scoring-loop' },
    { name: 'ranking/after-a-change', value: afterChangeMs, unit: 'ms', ratio: afterChangeMs / bareMs, against: 'bare-scoring-loop' },
    { name: 'ranking/longest-pause', value: delay.max / 1e6, unit: 'ms' },
  ]
}

function time(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}
