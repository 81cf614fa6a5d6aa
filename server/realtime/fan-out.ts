import type { Fact, NoticeName } from '#server/protocol/server-to-client.ts'

import type { TouhaiServer } from './publish.ts'

type Connection = { write(data: string, options: { wsPreEncodedFrame: [Buffer] }): unknown }

/** A whole text message as the server's side of RFC 6455 sends it (5.2: FIN, opcode 1, length in 7, 16 or 64 bits, no mask). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headLength + length)
  frame[0] = 0x81
  frame[1] = length < 126 ? length : length < 65_536 ? 126 : 127
  if (headLength === 4) frame.writeUInt16BE(length, 2)
  if (headLength === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.write(text, headLength)
  return frame
}

/**
 * Tells all sockets of a room in this process. Encoded once, and as one piece: Socket.IO's own broadcast hands every socket
 * two (head and text), which costs each of thousands of phones a gathered write. Who polls gets the same text.
 */
export function tellHere(io: TouhaiServer, room: string, name: 'facts' | NoticeName, payload: { room: string; facts: Fact[] } | object): void {
  const { adapter, sockets } = io.of('/')
  const members = adapter.rooms.get(room)
  if (members === undefined) return
  // Socket.IO protocol 5: `2` is an event; Engine.IO protocol 4: `4` is a message.
  const text = `2${JSON.stringify([name, payload])}`
  const options = { wsPreEncodedFrame: [textFrame(`4${text}`)] as [Buffer] }
  for (const id of members) (sockets.get(id)?.conn as Connection | undefined)?.write(text, options)
}
