import { expect, test } from 'vitest'
import * as ws from 'ws'

import { textFrame } from './fan-out.ts'

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
