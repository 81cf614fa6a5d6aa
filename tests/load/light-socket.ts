import { connect, type Socket } from 'node:net'

/**
 * A WebSocket client that costs little, so that thousands fit beside the server they load: it reads into one buffer that all
 * connections of the process share and hands on the bytes of each text message where they lie (valid during the call only).
 * As much of RFC 6455 as a server's side needs: text in one frame, ping, close; anything else ends the connection.
 */
export type LightSocket = { send(text: string): void; destroy(): void }

export type LightListener = {
  /** The upgrade was granted. */
  opened(): void
  heard(bytes: Buffer, from: number, to: number): void
  closed(): void
}

const shared = Buffer.allocUnsafe(256 * 1024)
const endOfHead = Buffer.from('\r\n\r\n')
const text = 0x81
const close = 0x88
const ping = 0x89

/** A client's frame is masked; a key of zeros is a key, and leaves the bytes as they are. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  if (length > 65_535) throw new Error('a message as long as that is not sent here')
  const head = length < 126 ? Buffer.from([opcode, 0x80 | length, 0, 0, 0, 0]) : Buffer.from([opcode, 0xfe, length >> 8, length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([head, payload])
}

/** Where the payload begins and where the frame ends; null while its head isn't whole. */
function measure(bytes: Buffer, at: number, end: number): { from: number; to: number } | null {
  const size = (bytes[at + 1] as number) & 0x7f
  const from = at + (size < 126 ? 2 : size === 126 ? 4 : 10)
  if (at + 2 > end || from > end) return null
  const length = size < 126 ? size : size === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
  return { from, to: from + length }
}

class Reader {
  private rest: Buffer | null = null
  private isOpen = false
  constructor(private readonly socket: () => Socket, private readonly listener: LightListener) {}

  take(count: number): void {
    if (this.rest === null) return this.read(shared, count)
    const joined = Buffer.concat([this.rest, shared.subarray(0, count)])
    this.rest = null
    this.read(joined, joined.length)
  }

  private read(bytes: Buffer, end: number): void {
    let at = this.isOpen ? 0 : this.readHead(bytes, end)
    while (this.isOpen && at < end) {
      const found = measure(bytes, at, end)
      if (found === null || found.to > end) break
      this.hear(bytes[at] as number, bytes, found)
      at = found.to
    }
    if (at < end) this.rest = Buffer.from(bytes.subarray(at, end))
  }

  private hear(opcode: number, bytes: Buffer, { from, to }: { from: number; to: number }): void {
    if (opcode === text) this.listener.heard(bytes, from, to)
    else if (opcode === ping) this.socket().write(frame(0x8a, Buffer.from(bytes.subarray(from, to))))
    else this.socket().destroy(opcode === close ? undefined : new Error(`unexpected frame ${opcode}`))
  }

  private readHead(bytes: Buffer, end: number): number {
    const found = bytes.subarray(0, end).indexOf(endOfHead)
    if (found === -1) return 0
    this.isOpen = bytes.toString('latin1', 0, 12) === 'HTTP/1.1 101'
    if (!this.isOpen) this.socket().destroy()
    else this.listener.opened()
    return this.isOpen ? found + endOfHead.length : end
  }
}

export function openLight(url: URL, cookie: string | undefined, listener: LightListener): LightSocket {
  const reader = new Reader(() => socket, listener)
  const socket: Socket = connect({ host: url.hostname, port: Number(url.port), onread: { buffer: shared, callback: (count) => (reader.take(count), true) } })
  socket.setNoDelay(true)
  socket.on('error', () => undefined)
  socket.on('close', () => listener.closed())
  const lines = [`GET ${url.pathname}${url.search} HTTP/1.1`, `Host: ${url.host}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', ...(cookie ? [`Cookie: ${cookie}`] : [])]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return { send: (message) => void socket.write(frame(text, Buffer.from(message))), destroy: () => void socket.destroy() }
}
