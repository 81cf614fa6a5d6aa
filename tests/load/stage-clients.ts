import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

import { io, type Socket } from 'socket.io-client'
import WebSocket from 'ws'

import { liveSocketOptions } from '#app/http/live-socket.ts'
import { protocolVersion } from '#server/protocol/version.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

import { HeardFacts } from './heard-facts.ts'
import { openLight, type LightSocket } from './light-socket.ts'

/**
 * A process of its own that holds a part of the hall, so that it doesn't burden the server under measure. Most phones are
 * light: Socket.IO's text protocol by hand (`touhai`) or plain WebSocket (`bare`) over sockets that cost little; the first
 * `fullClients` are the browser's own client (or `ws`). All come back after a drop as the pages do (live-socket.ts).
 * Obeys one order a line: `report`, `vote <poll> <choices…>`, `leave`.
 * argv: url, count, kind, room, file of Cookie headers (one a line, may be missing).
 */
const [url = '', count = '0', kind = 'touhai', room = '', cookieFile = ''] = process.argv.slice(2)
const cookies = cookieFile === '' ? [] : readFileSync(cookieFile, 'utf8').split('\n').filter(Boolean)
const address = new URL(kind === 'bare' ? url : `${url}/socket.io/?EIO=4&transport=websocket`)
const fullClients = 50

const heard = new HeardFacts(room)
let backs: number[] = []
let isLeaving = false
let cpu = process.cpuUsage()
const phones: Phone[] = []
const say = (line: string): void => void process.stdout.write(`${line}\n`)

abstract class Phone {
  protected seq = 0
  private first: (() => void) | null = null
  constructor(protected readonly cookie: string | undefined) {}

  ready(): Promise<void> {
    return new Promise((resolve) => {
      this.first = resolve
      this.open()
    })
  }

  abstract ask(name: string, payload: unknown): Promise<unknown>
  protected abstract open(): void

  protected take(facts: readonly Fact[]): void {
    this.seq = heard.take(facts, this.seq)
  }

  protected async catchUp(): Promise<void> {
    if (kind !== 'bare') {
      const { value } = (await this.ask('room:since', { room, seq: this.seq })) as { value: { seq: number } }
      this.seq = Math.max(this.seq, value.seq)
    }
    backs.push(Date.now())
    this.first?.()
    this.first = null
  }
}

const begins = (bytes: Buffer, from: number, with_: string): boolean => {
  for (let at = 0; at < with_.length; at += 1) if (bytes[from + at] !== with_.charCodeAt(at)) return false
  return true
}

class LightPhone extends Phone {
  private socket: LightSocket | null = null
  private tries = 0
  private readonly waiting = new Map<number, (reply: unknown) => void>()
  private order = 0

  ask(name: string, payload: unknown): Promise<unknown> {
    this.order += 1
    const id = this.order
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      this.socket?.send(`42${id}${JSON.stringify([name, payload])}`)
    })
  }

  protected open(): void {
    this.socket = openLight(address, this.cookie, {
      opened: () => void (kind === 'bare' && this.welcome()),
      heard: (bytes, from, to) => this.hear(bytes, from, to),
      closed: () => this.comeBack(),
    })
  }

  private hear(bytes: Buffer, from: number, to: number): void {
    if (begins(bytes, from, '42["facts"')) return this.take(heard.parsed(bytes, from, to))
    const text = bytes.toString('utf8', from, to)
    if (text.startsWith('0')) return this.socket?.send(`40{"version":${protocolVersion}}`)
    if (text === '2') return this.socket?.send('3')
    if (text.startsWith('40')) return this.welcome()
    if (!text.startsWith('43')) return
    const at = text.indexOf('[')
    const id = Number(text.slice(2, at))
    this.waiting.get(id)?.((JSON.parse(text.slice(at)) as unknown[])[0])
    this.waiting.delete(id)
  }

  private welcome(): void {
    this.tries = 0
    void this.catchUp()
  }

  private comeBack(): void {
    if (isLeaving) return
    const { reconnectionDelay, reconnectionDelayMax: most, randomizationFactor } = liveSocketOptions
    const base = Math.min(most, reconnectionDelay * 2 ** this.tries)
    this.tries += 1
    setTimeout(() => this.open(), Math.min(most, base * (1 + (Math.random() * 2 - 1) * randomizationFactor)))
  }
}

class FullPhone extends Phone {
  private socket: Socket | null = null

  ask(name: string, payload: unknown): Promise<unknown> {
    return (this.socket as Socket).emitWithAck(name, payload) as Promise<unknown>
  }

  protected open(): void {
    if (kind === 'bare') return this.openBare()
    const socket = io(url, { ...liveSocketOptions, transports: ['websocket'], forceNew: true, ...(this.cookie ? { extraHeaders: { cookie: this.cookie } } : {}) })
    this.socket = socket
    socket.on('connect', () => void this.catchUp())
    socket.on('facts', (frame: { room: string; facts: Fact[] }) => this.take(frame.room === room ? frame.facts : []))
    socket.on('disconnect', (reason) => void (reason === 'io server disconnect' && setTimeout(() => socket.connect(), 500 + Math.random() * 2_000)))
  }

  private openBare(): void {
    const socket = new WebSocket(address.href.replace('http', 'ws'), { perMessageDeflate: false })
    socket.on('open', () => void this.catchUp())
    socket.on('message', (data: Buffer) => this.take((JSON.parse(data.toString().slice(2)) as [string, { facts: Fact[] }])[1].facts))
  }
}

/** A moment of one's own within so many ms: a crowd doesn't press at once. */
const spread = (ms: number): Promise<void> => new Promise((done) => {
  const timer = setInterval(() => done(clearInterval(timer)), Math.random() * ms)
})

function report(): void {
  const used = process.cpuUsage(cpu)
  cpu = process.cpuUsage()
  say(JSON.stringify({ ...heard.report(), backs, cpuMs: (used.user + used.system) / 1_000 }))
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
  say(JSON.stringify({ ok: answers.filter((one) => one.ok).length, refused: answers.find((one) => !one.ok)?.code ?? '', p99: times[Math.floor(times.length * 0.99)] ?? 0 }))
}

const atOnce = 100
for (let opened = 0; opened < Number(count); opened += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, Number(count) - opened) }, (_, i) => new (opened + i < fullClients ? FullPhone : LightPhone)(cookies[opened + i]))
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
