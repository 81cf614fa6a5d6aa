import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { ClearingStep } from '#server/domain/clearing/flow.ts'
import type { Pages } from '#server/http/pages.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { readEnv } from '#server/platform/env.ts'
import { createLogger } from '#server/platform/logger.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'
import { startTouhai, type Running } from '#server/start.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeSession } from '#tests/factories/people.ts'
import { sessionCookie } from '#tests/fixtures/socket.ts'
import { freePort } from '#tests/setup/server.ts'

const funds = 120
const startups = 60
/** Wishes of a fund; each startup ranks all that chose it. */
const wishes = 12
const tables = 30
const goalMs = 10_000

const noPages: Pages = { build: () => Promise.reject(new Error('no pages here')), vite: null, clientFolder: null, close: async () => undefined }
/** A load has a rhythm; nothing is waited for here. */
const pause = (ms: number): Promise<void> => new Promise((done) => {
  const timer = setInterval(() => done(clearInterval(timer)), ms)
})

type Heard = { room: string; seq: number; scheduled: number; at: number }
type House = { running: Running; db: Database; event: MadeEvent; organizer: PersonActor; funds: MadeDelegation[]; startups: MadeDelegation[]; dataDir: string }

/** Repeatable choices that are even in all bits: mulberry32, by T. Ettinger. */
function chooser(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

async function openHouse(): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'touhai-clearing-'))
  const running = await startTouhai({ env: readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'warn', PORT: String(await freePort()), DATA_DIR: dataDir }), httpServer: createServer(), pages: noPages, logger: createLogger('warn') })
  const db = await openDatabase({ file: join(dataDir, 'touhai.sqlite') })
  const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const event = await makeEvent(db, { phase: 'live', tables, date, settings: { bufferMinutes: 0 } })
  const organizer = await makeStaff(db, event.id)
  const made = { funds: [] as MadeDelegation[], startups: [] as MadeDelegation[] }
  for (let i = 0; i < funds; i += 1) made.funds.push(await makeDelegation(db, event.id, { side: 'investor' }))
  for (let i = 0; i < startups; i += 1) made.startups.push(await makeDelegation(db, event.id))
  return { running, db, event, organizer, ...made, dataDir }
}

async function step({ running, event, organizer }: House, name: ClearingStep): Promise<void> {
  const seen = await running.app.clearing.forOrganizer(organizer, event.id)
  const done = seen.ok ? await running.app.clearing.step(organizer, { eventId: event.id, version: seen.value.version, step: name }) : seen
  if (!done.ok) throw new Error(done.error.code)
}

async function save({ running, event }: House, made: MadeDelegation, ranked: string[]): Promise<void> {
  const saved = await running.app.clearing.saveWishes(made.actor(), { eventId: event.id, version: 0, ranked, unranked: [] })
  if (!saved.ok) throw new Error(saved.error.code)
}

/** Every fund wants twelve startups, the first of the list more often than the last; every startup ranks all that chose it. */
async function wishAll(house: House): Promise<{ cpuMs: number }> {
  const next = chooser(11)
  const wanted = new Map<string, string[]>()
  await step(house, 'open')
  const cpu = process.cpuUsage()
  for (const fund of house.funds) {
    const chosen = new Set<string>()
    while (chosen.size < wishes) chosen.add((house.startups[Math.min(next(startups), next(startups))] as MadeDelegation).id)
    for (const id of chosen) wanted.set(id, [...(wanted.get(id) ?? []), fund.id])
    await save(house, fund, [...chosen])
  }
  await step(house, 'rank')
  for (const startup of house.startups) {
    const suitors = [...(wanted.get(startup.id) ?? [])]
    const order = suitors.map((id) => ({ id, at: next(1_000) })).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    await save(house, startup, order.map((one) => one.id))
  }
  const used = process.cpuUsage(cpu)
  return { cpuMs: (used.user + used.system) / 1_000 / (funds + startups) }
}

/** The phones of everybody, each with its agenda open, in a process of their own. */
class Phones {
  private readonly lines: AsyncIterator<string>
  private constructor(private readonly child: ChildProcess) {
    this.lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  }
  static async open({ running, db, event, dataDir, ...made }: House): Promise<Phones> {
    const file = join(dataDir, 'phones')
    const people = [...made.funds, ...made.startups].flatMap((one) => one.people)
    writeFileSync(file, (await Promise.all(people.map(async (personId) => `${await sessionCookie(running.url, (await makeSession(db, personId)).secret)}\t${agendaRoom(event.id, personId)}`))).join('\n'))
    const phones = new Phones(spawn(process.execPath, ['--import', 'tsx', 'tests/load/agenda-clients.ts', running.url, file], { stdio: ['pipe', 'pipe', 'inherit'] }))
    await phones.lines.next()
    return phones
  }
  async heard(): Promise<Heard[]> {
    this.child.stdin?.write('report\n')
    return JSON.parse(((await this.lines.next()) as { value: string }).value) as Heard[]
  }
  leave(): void {
    this.child.stdin?.write('leave\n')
  }
}

/** Presses, and waits until every phone has come as far as its room. */
async function press(house: House, phones: Phones): Promise<{ ms: number; cpuMs: number; heard: Heard[] }> {
  const cpu = process.cpuUsage()
  const pressedAt = Date.now()
  await step(house, 'clear')
  while ((await house.db.client.clearing.findUniqueOrThrow({ where: { eventId: house.event.id }, select: { state: true } })).state === 'running') await pause(100)
  const used = process.cpuUsage(cpu)
  const heads = new Map((await house.db.client.roomHead.findMany({ where: { room: { startsWith: `agenda:${house.event.id}:` } } })).map((row) => [row.room, row.seq]))
  for (;;) {
    const heard = await phones.heard()
    if (heard.every((one) => one.seq >= (heads.get(one.room) ?? 0))) return { ms: Math.max(...heard.map((one) => one.at)) - pressedAt, cpuMs: (used.user + used.system) / 1_000, heard }
    await pause(20)
  }
}

/** From the organizer's press to the last phone's last fact, at 120 funds and 60 startups that rank each other. */
export async function run() {
  const house = await openHouse()
  try {
    const saving = await wishAll(house)
    const phones = await Phones.open(house)
    const pressed = await press(house, phones)
    phones.leave()
    const seen = await house.running.app.clearing.forOrganizer(house.organizer, house.event.id)
    const report = seen.ok ? seen.value.report : null
    if (report?.stability == null) throw new Error(`nothing was cleared: ${report?.failure ?? ''}`)
    const { pairs, met, blocking } = report.stability
    const told = pressed.heard.reduce((sum, one) => sum + one.scheduled, 0)
    return [
      { name: 'clearing/press-to-last-phone', value: pressed.ms, unit: 'ms', ratio: pressed.ms / goalMs, against: 'goal-10-s' },
      { name: 'clearing/press-to-release', value: report.tookMs, unit: 'ms' },
      { name: 'clearing/press-cpu', value: pressed.cpuMs, unit: 'cpu-ms' },
      { name: 'clearing/pairs', value: pairs, unit: 'pairs' },
      { name: 'clearing/meetings', value: met, unit: 'meetings', ratio: told / (2 * met), against: 'told-on-both-phones' },
      { name: 'clearing/blocking', value: blocking, unit: 'pairs' },
      { name: 'clearing/save-list', value: saving.cpuMs, unit: 'cpu-ms/list' },
    ]
  } finally {
    await house.db.close()
    await house.running.stop('bench')
    rmSync(house.dataDir, { recursive: true, force: true })
  }
}
