import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Fact } from '#server/protocol/server-to-client.ts'

import { createPublisher, flushEveryMs, type Publisher, type TouhaiServer } from './publish.ts'

const [hall, desk] = ['event:hall', 'desk:hall']

type Heard = { id: string; room: string; seqs: number[] }
let heard: Heard[]
let rooms: Map<string, Set<string>>
let sockets: Map<string, unknown>
let publisher: Publisher

/** As many sockets in a room as asked; what is written to them is kept, as text. */
function fill(room: string, count: number): void {
  const ids = Array.from({ length: count }, (_, i) => `${room}/${i}`)
  rooms.set(room, new Set(ids))
  for (const id of ids) {
    const write = (text: string): void => {
      const [, frame] = JSON.parse(text.slice(1)) as [string, { room: string; facts: Fact[] }]
      heard.push({ id, room: frame.room, seqs: frame.facts.map((fact) => fact.seq) })
    }
    sockets.set(id, { conn: { readyState: 'open', transport: { name: 'polling', writable: true }, writeBuffer: [], write } })
  }
}

const publish = (room: string, ...seqs: number[]): void => publisher.publish(seqs.map((seq) => ({ room, seq, at: seq, name: 'phase:changed', payload: { phase: 'live' } })))
const heardBy = (id: string): number[] => heard.filter((one) => one.id === id).flatMap((one) => one.seqs)
/** One turn of the event loop; the clock of the test gives it a millisecond. */
const turn = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
  heard = []
  rooms = new Map()
  sockets = new Map()
  publisher = createPublisher({ atOnce: 10 })
  publisher.attach({ of: () => ({ adapter: { rooms }, sockets }) } as unknown as TouhaiServer)
})
afterEach(() => {
  publisher.close()
  vi.useRealTimers()
})

test('a lone fact waits for no timer, but the answer to its command goes first', async () => {
  fill(hall, 1)
  publish(hall, 1)
  await Promise.resolve()
  expect(heard).toEqual([])
  await turn()
  expect(heard).toEqual([{ id: 'event:hall/0', room: hall, seqs: [1] }])
})

test('of a burst the first is told at once and the others share a frame, in order, each once, the last no later than the rest', async () => {
  fill(hall, 3)
  publish(hall, 1)
  await turn()
  for (let seq = 50; seq >= 2; seq -= 1) publish(hall, seq)
  await vi.advanceTimersByTimeAsync(flushEveryMs - 2)
  expect(heard.map((one) => one.seqs)).toEqual([[1], [1], [1]])
  await turn()
  await turn()
  const all = Array.from({ length: 50 }, (_, i) => i + 1)
  for (const id of rooms.get(hall) as Set<string>) expect(heardBy(id)).toEqual(all)
  expect(heard).toHaveLength(6)
})

test('a room that rests holds no other room up', async () => {
  fill(hall, 1)
  fill(desk, 1)
  publish(hall, 1)
  await turn()
  publish(hall, 2)
  publish(desk, 1)
  await turn()
  expect(heard.map(({ room, seqs }) => [room, seqs])).toEqual([[hall, [1]], [desk, [1]]])
})

test('between two slices of a large room others have their turn, and a frame begins when the one before is with everybody', async () => {
  fill(hall, 25)
  const seen: number[] = []
  const look = (): void => {
    seen.push(heard.length)
    if (heard.length < 25) setImmediate(look)
  }
  publish(hall, 1)
  setImmediate(look)
  await vi.advanceTimersToNextTimerAsync()
  publish(hall, 2)
  await vi.advanceTimersByTimeAsync(flushEveryMs - 1)
  expect(seen).toEqual([10, 20, 25])
  expect(heard.every((one) => one.seqs[0] === 1)).toBe(true)
  await vi.advanceTimersByTimeAsync(flushEveryMs)
  for (const id of rooms.get(hall) as Set<string>) expect(heardBy(id)).toEqual([1, 2])
})

test('who leaves between two slices hears nothing more, whose socket is gone is passed over, and who comes is told the next', async () => {
  fill(hall, 25)
  publish(hall, 1)
  await vi.advanceTimersToNextTimerAsync()
  const told = new Set(heard.map((one) => one.id))
  const [leaver, lost] = [...(rooms.get(hall) as Set<string>)].filter((id) => !told.has(id)) as [string, string]
  rooms.get(hall)?.delete(leaver)
  sockets.delete(lost)
  sockets.set('late', sockets.get(leaver))
  rooms.get(hall)?.add('late')
  publish(hall, 2)
  await vi.advanceTimersByTimeAsync(flushEveryMs * 2)
  expect(heardBy(lost)).toEqual([])
  // What the late one would have been written is heard under the name of her who left.
  expect(heardBy(leaver)).toEqual([2])
  expect(heard).toHaveLength(23 + 24)
})

test('the same phones are not always the last', async () => {
  fill(hall, 10)
  const lasts = new Set<string>()
  for (let seq = 1; seq <= 10; seq += 1) {
    publish(hall, seq)
    await vi.advanceTimersByTimeAsync(flushEveryMs * 2)
    lasts.add(heard.at(-1)?.id ?? '')
  }
  expect(lasts.size).toBeGreaterThanOrEqual(5)
})

test('what is being told and what still waits is told when the server ends', async () => {
  fill(hall, 25)
  publish(hall, 1)
  await vi.advanceTimersToNextTimerAsync()
  publish(hall, 2)
  publisher.close()
  for (const id of rooms.get(hall) as Set<string>) expect(heardBy(id)).toEqual([1, 2])
  await vi.advanceTimersByTimeAsync(flushEveryMs * 2)
  expect(heard).toHaveLength(50)
})
