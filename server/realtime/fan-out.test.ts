import { expect, test } from 'vitest'
import * as ws from 'ws'

import { beginTelling, tellHere, textFrame } from './fan-out.ts'
import type { TouhaiServer } from './publish.ts'

type Reader = NodeJS.WritableStream & { once(name: string, listener: (data: Buffer) => void): void }
// The types of the package leave this one out.
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Reader }

/** What a WebSocket client reads from a frame. */
async function readBack(frame: Buffer): Promise<string> {
  const receiver = new Receiver({ isServer: false })
  const message = new Promise<string>((resolve) => receiver.once('message', (data) => resolve(String(data))))
  receiver.write(frame)
  return message
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 100_000])('a frame of %i bytes is read back as it was', async (length) => {
  const text = 'x'.repeat(length)
  expect(await readBack(textFrame(text))).toBe(text)
})

test('the length of a frame is counted in bytes, not in characters', async () => {
  const text = '路演'.repeat(30)
  expect(await readBack(textFrame(text))).toBe(text)
})

type Line = { transport?: object; writeBuffer?: unknown[]; readyState?: string }

/** A room of one; what it is sent goes past Engine.IO or through it. */
function roomOfOne(line: Line, isOpen = true): { io: TouhaiServer; heard: { past: Buffer[]; through: string[] } } {
  const heard = { past: [] as Buffer[], through: [] as string[] }
  const socket = { readyState: isOpen ? 1 : 2, _sender: { sendFrame: ([frame]: [Buffer]) => void heard.past.push(frame) } }
  const conn = { readyState: 'open', writeBuffer: [], ...line, transport: { name: 'websocket', writable: true, socket, ...line.transport }, write: (text: string) => void heard.through.push(text) }
  const io = { of: () => ({ adapter: { rooms: new Map([['hall', new Set(['one'])]]) }, sockets: new Map([['one', { conn }]]) }) } as unknown as TouhaiServer
  return { io, heard }
}

test('a free line is handed the finished frame', async () => {
  const { io, heard } = roomOfOne({})
  tellHere(io, 'hall', 'session:ended', { code: '到' })
  expect(heard.through).toEqual([])
  expect(await readBack(heard.past[0] as Buffer)).toBe('42["session:ended",{"code":"到"}]')
})

test.each([
  ['has something in line', { writeBuffer: [{}] }, true],
  ['is being written to', { transport: { writable: false } }, true],
  ['polls', { transport: { name: 'polling' } }, true],
  ['is closing', { readyState: 'closing' }, true],
  ['has a WebSocket that is closing', {}, false],
] as const)('who %s is told through Engine.IO, so that order and goodbye stay as they are', (_name, line, isOpen) => {
  const { io, heard } = roomOfOne(line as Line, isOpen)
  expect(beginTelling(io, 'hall', 'session:ended', { code: 'x' })(5)).toBe(1)
  expect(heard).toEqual({ past: [], through: ['2["session:ended",{"code":"x"}]'] })
})

test('a room in which nobody is has been told', () => {
  expect(beginTelling(roomOfOne({}).io, 'empty', 'session:ended', { code: 'x' })(5)).toBe(0)
})
