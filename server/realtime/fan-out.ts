import type { Fact, NoticeName } from '#server/protocol/server-to-client.ts'

import type { TouhaiServer } from './publish.ts'

type WebSocketHere = { readyState: number; _sender: { sendFrame(frame: [Buffer]): void } }
type Connection = {
  readyState: string
  transport: { name: string; writable: boolean; socket?: WebSocketHere }
  writeBuffer: unknown[]
  write(data: string, options: { wsPreEncodedFrame: [Buffer] }): unknown
}

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

/** A WebSocket with nothing in line before it: what is handed to it now is in order without Engine.IO's queue. */
function openLine({ readyState, transport, writeBuffer }: Connection): WebSocketHere | null {
  const isFree = readyState === 'open' && transport.name === 'websocket' && transport.writable && writeBuffer.length === 0
  return isFree && transport.socket?.readyState === 1 ? transport.socket : null
}

/**
 * A message on its way to those who are in a room now. Each call tells at most so many more and says how many it reached;
 * fewer than that means that all have been told. Who has left in between hears nothing; who has come reads it in the
 * room's history.
 */
export type Telling = (most: number) => number

/**
 * Encoded once, and as one piece: Socket.IO's own broadcast hands every socket two (head and text), which costs each of
 * thousands of phones a gathered write. Who polls, or has something in line already, gets the same text through Engine.IO.
 * `from` (0 to 1) is where in the room it begins, so that the same phones aren't always the last.
 */
export function beginTelling(io: TouhaiServer, room: string, name: 'facts' | NoticeName, payload: { room: string; facts: Fact[] } | object, from = 0): Telling {
  const { adapter, sockets } = io.of('/')
  const members = adapter.rooms.get(room)
  if (members === undefined) return () => 0
  // Socket.IO protocol 5: `2` is an event; Engine.IO protocol 4: `4` is a message.
  const text = `2${JSON.stringify([name, payload])}`
  const frame: [Buffer] = [textFrame(`4${text}`)]
  const options = { wsPreEncodedFrame: frame }
  const ids = [...members]
  const first = Math.floor(from * ids.length)
  let told = 0
  return (most) => {
    const before = told
    for (const end = Math.min(ids.length, told + most); told < end; told += 1) {
      const id = ids[(first + told) % ids.length] as string
      const connection = members.has(id) ? (sockets.get(id)?.conn as unknown as Connection | undefined) : undefined
      if (connection === undefined) continue
      const line = openLine(connection)
      if (line) line._sender.sendFrame(frame)
      else connection.write(text, options)
    }
    return told - before
  }
}

/** Tells all sockets of a room in this process at once. */
export function tellHere(io: TouhaiServer, room: string, name: 'facts' | NoticeName, payload: { room: string; facts: Fact[] } | object): void {
  beginTelling(io, room, name, payload)(Infinity)
}
