import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

import WebSocket from 'ws'

import { protocolVersion } from '#server/protocol/version.ts'

/**
 * A process of its own that holds a part of the hall, so that it doesn't burden the server under measure. Speaks
 * Socket.IO's text protocol by hand (`touhai`) or plain WebSocket (`bare`), comes back after a drop as the pages do
 * (live-socket.ts), and obeys one order a line: `report`, `vote <poll> <choices…>`, `leave`.
 * argv: url, count, kind, room, file of Cookie headers (one a line, may be missing).
 */
const [url = '', count = '0', kind = 'touhai', room = '', cookieFile = ''] = process.argv.slice(2)
const cookies = cookieFile === '' ? [] : readFileSync(cookieFile, 'utf8').split('\n').filter(Boolean)
const address = kind === 'bare' ? url.replace('http', 'ws') : `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`

let latencies: number[] = []
let facts = 0
let frames = 0
let backs: number[] = []
let isLeaving = false
const phones: Phone[] = []
const say = (line: string): void => void process.stdout.write(`${line}\n`)

class Phone {
  socket: WebSocket | null = null
  seq = 0
  gaps = 0
  private tries = 0
  private waiting = new Map<number, (reply: unknown) => void>()
  private order = 0
  private first: (() => void) | null = null
  constructor(private readonly cookie: string | undefined) {}

  ready(): Promise<void> {
    return new Promise((resolve) => {
      this.first = resolve
      this.open()
    })
  }

  ask(name: string, payload: unknown): Promise<unknown> {
    this.order += 1
    const id = this.order
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      this.socket?.send(`42${id}${JSON.stringify([name, payload])}`)
    })
  }

  private open(): void {
    const socket = new WebSocket(address, { perMessageDeflate: false, ...(this.cookie ? { headers: { cookie: this.cookie } } : {}) })
    this.socket = socket
    socket.on('error', () => undefined)
    socket.on('close', () => this.comeBack())
    if (kind === 'bare') socket.on('open', () => this.inStep())
    socket.on('message', (data: Buffer) => this.hear(data.toString()))
  }

  private hear(text: string): void {
    if (kind === 'bare' || text.startsWith('42["facts"')) return this.take(text)
    if (text.startsWith('0')) return this.socket?.send(`40{"version":${protocolVersion}}`)
    if (text === '2') return this.socket?.send('3')
    if (text.startsWith('40')) return void this.ask('room:since', { room, seq: this.seq }).then((reply) => this.caughtUp(reply))
    if (!text.startsWith('43')) return
    const at = text.indexOf('[')
    const id = Number(text.slice(2, at))
    this.waiting.get(id)?.(JSON.parse(text.slice(at))[0])
    this.waiting.delete(id)
  }

  private take(text: string): void {
    const now = Date.now()
    const frame = (JSON.parse(text.slice(2)) as [string, { room: string; facts: { seq: number; at: number }[] }])[1]
    if (frame.room !== room) return
    frames += 1
    for (const fact of frame.facts) {
      if (fact.seq <= this.seq) continue
      if (fact.seq !== this.seq + 1) this.gaps += 1
      this.seq = fact.seq
      facts += 1
      latencies.push(now - fact.at)
    }
  }

  private caughtUp(reply: unknown): void {
    const { value } = reply as { value: { seq: number } }
    this.seq = Math.max(this.seq, value.seq)
    this.inStep()
  }

  private inStep(): void {
    this.tries = 0
    backs.push(Date.now())
    this.first?.()
    this.first = null
  }

  private comeBack(): void {
    if (isLeaving) return
    const base = Math.min(5_000, 1_000 * 2 ** this.tries)
    this.tries += 1
    setTimeout(() => this.open(), Math.min(5_000, base * (1 + (Math.random() * 2 - 1) * 0.6)))
  }
}

/** A moment of one's own within so many ms: a crowd doesn't press at once. */
const spread = (ms: number): Promise<void> => new Promise((done) => {
  const timer = setInterval(() => done(clearInterval(timer)), Math.random() * ms)
})

const quantile = (sorted: number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

function report(): void {
  latencies.sort((a, b) => a - b)
  const seqs = phones.map((phone) => phone.seq)
  say(JSON.stringify({ facts, frames, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), worst: latencies.at(-1) ?? 0, least: Math.min(...seqs), gaps: phones.reduce((sum, phone) => sum + phone.gaps, 0), backs }))
  latencies = []
  facts = 0
  frames = 0
  backs = []
}

/** Every phone votes once, at a moment of its own within two seconds. */
async function vote(pollId: string, choices: string[]): Promise<void> {
  const answers = await Promise.all(
    phones.map(async (phone, i) => {
      await spread(2_000)
      const sentAt = Date.now()
      const reply = (await phone.ask('poll:vote', { pollId, choices: [choices[i % choices.length]], key: `bench-${process.pid}-${i}` })) as { ok: boolean; code?: string }
      return { ok: reply.ok, code: reply.code, ms: Date.now() - sentAt }
    }),
  )
  const times = answers.map((one) => one.ms).sort((a, b) => a - b)
  say(JSON.stringify({ ok: answers.filter((one) => one.ok).length, refused: answers.find((one) => !one.ok)?.code ?? '', p99: quantile(times, 0.99) }))
}

const atOnce = 100
for (let opened = 0; opened < Number(count); opened += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, Number(count) - opened) }, (_, i) => new Phone(cookies[opened + i]))
  phones.push(...batch)
  await Promise.all(batch.map((phone) => phone.ready()))
}
say('ready')
// Whoever measured has gone: nobody needs this hall any more.
process.stdin.once('end', () => process.exit(0))
createInterface({ input: process.stdin }).on('line', (line) => {
  const [order, ...words] = line.split(' ')
  if (order === 'report') report()
  if (order === 'vote') void vote(words[0] ?? '', words.slice(1))
  if (order === 'leave') {
    isLeaving = true
    process.exit(0)
  }
})
