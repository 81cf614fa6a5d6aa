import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

import { WebSocketServer, type WebSocket } from 'ws'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { Pages } from '#server/http/pages.ts'
import { readEnv } from '#server/platform/env.ts'
import { createLogger } from '#server/platform/logger.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { stageRoom } from '#server/protocol/rooms.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import { flushEveryMs } from '#server/realtime/publish.ts'
import { startTouhai, type Running } from '#server/start.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeSession } from '#tests/factories/people.ts'
import { makeRundown } from '#tests/factories/stages.ts'
import { sessionCookie } from '#tests/fixtures/socket.ts'

import { clientsThatFit, cpuOf, Crowd, machineMs, openCrowds, pause, reportOf } from './stage-parts/crowd.ts'

/** Smaller for a quick look: `STAGE_CLIENTS=500 npm run bench stage`. */
const wanted = Number(process.env['STAGE_CLIENTS'] ?? 5_000)
const clients = clientsThatFit(wanted)
const voters = Math.min(1_000, clients)
const seconds = Number(process.env['STAGE_SECONDS'] ?? 20)
const burstEvery = 5
const burst = 50
/** Who isn't back by then is counted as lost. */
const longestReturnMs = 30_000

const noPages: Pages = { build: () => Promise.reject(new Error('no pages here')), vite: null, clientFolder: null, close: async () => undefined }
/** One event a second, and every few seconds fifty one after the other. CPU of this process, where the server is. */
async function playDay(send: () => Promise<void>): Promise<{ cpuMs: number; /** When each was done, in ms from the beginning. */ times: number[] }> {
  const times: number[] = []
  const began = performance.now()
  const cpuMs = await cpuOf(async () => {
    for (let second = 0; second < seconds; second += 1) {
      const started = performance.now()
      for (let left = second % burstEvery === burstEvery - 1 ? burst : 1; left > 0; left -= 1) {
        await send()
        times.push(performance.now() - began)
      }
      await pause(Math.max(0, 1_000 - (performance.now() - started)))
    }
    await pause(500)
  })
  return { cpuMs, times }
}

/** The same bytes at the same moments, coalesced alike, from a loop that knows nothing of rooms, rights or a database. */
async function measureBare(sample: Fact, times: readonly number[]) {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  let crowds: Crowd[] = []
  const joinMs = await cpuOf(async () => void (crowds = await openCrowds(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, clients, 'bare', sample.room)))
  await reportOf(crowds)
  const cpuMs = await cpuOf(async () => {
    const began = performance.now()
    let sent = 0
    while (sent < times.length) {
      await pause(Math.max(0, (times[sent] as number) - (performance.now() - began)))
      const due = Math.max(sent + 1, times.findLastIndex((time) => time <= performance.now() - began) + 1)
      const facts = Array.from({ length: due - sent }, (_, i) => ({ ...sample, seq: sent + i + 1, at: Date.now() }))
      sent = due
      const text = `42${JSON.stringify(['facts', { room: sample.room, facts }])}`
      for (const socket of sockets.clients as Set<WebSocket>) socket.send(text)
      await pause(flushEveryMs)
    }
    await pause(500)
  })
  const report = await reportOf(crowds)
  crowds.forEach((crowd) => crowd.leave())
  sockets.close()
  server.close()
  server.closeAllConnections()
  return { cpuMs, joinMs: joinMs / clients, report }
}

type House = { running: Running; db: Database; event: MadeEvent; organizer: PersonActor; fund: MadeDelegation; stageId: string; seq: number; start: () => Promise<Running>; dataDir: string }

async function openHouse(): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'touhai-stage-'))
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((done) => probe.close(() => done()))
  const start = (): Promise<Running> => startTouhai({ env: readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: String(port), DATA_DIR: dataDir }), httpServer: createServer(), pages: noPages, logger: createLogger('silent') })
  const running = await start()
  const db = await openDatabase({ file: join(dataDir, 'touhai.sqlite') })
  const event = await makeEvent(db, { phase: 'live' })
  const organizer = await makeStaff(db, event.id)
  const startups = await Promise.all(Array.from({ length: 8 }, () => makeDelegation(db, event.id)))
  const fund = await makeDelegation(db, event.id, { side: 'investor', people: voters })
  const { stageId } = await makeRundown(db, event, startups.map((delegation) => ({ delegation })))
  const house: House = { running, db, event, organizer, fund, stageId, seq: 0, start, dataDir }
  const opened = await running.app.stage.open(organizer, { stageId, seq: 0 })
  if (!opened.ok) throw new Error(opened.error.code)
  house.seq = opened.value.state.seq
  for (const act of ['next', 'next'] as const) await press(house, { act })
  return house
}

async function press(house: House, input: { act: 'next' } | { act: 'adjust'; ms: number }): Promise<void> {
  const done = await house.running.app.stage.step(house.organizer, { stageId: house.stageId, seq: house.seq, ...input })
  if (!done.ok || !done.value.applied) throw new Error('the step was refused')
  house.seq = done.value.state.seq
}

/** Bytes in use on and off the heap when the dust has settled; what the system has set aside says little about so few. */
async function settledMemory(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    await pause(500)
    global.gc?.()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function measureOurs(house: House) {
  const room = stageRoom(house.stageId)
  const memoryBefore = await settledMemory()
  let crowds: Crowd[] = []
  const joinMs = await cpuOf(async () => void (crowds = await openCrowds(house.running.url, clients, 'touhai', room)))
  const perConnection = ((await settledMemory()) - memoryBefore) / clients / 1_000
  await reportOf(crowds)
  let ms = 60_000
  const [began, workedBefore] = [performance.now(), machineMs()]
  const { cpuMs, times } = await playDay(() => press(house, { act: 'adjust', ms: (ms = -ms) }))
  const report = await reportOf(crowds)
  const others = (machineMs() - workedBefore - cpuMs - report.cpuMs) / ((performance.now() - began) * availableParallelism())
  return { crowds, joinMs: joinMs / clients, perConnection, cpuMs, times, events: times.length, report, others: Math.max(0, others) }
}

/** A thousand ballots within two seconds over as many sockets. */
async function measureVotes(house: House) {
  const { running, organizer, stageId, db, fund, dataDir } = house
  const made = await running.app.polls.create(organizer, { stageId, itemId: null, titleZh: '最看好哪个项目', titleEn: '', options: [{ textZh: '甲', textEn: '' }, { textZh: '乙', textEn: '' }], mostChoices: 1, mayChange: true })
  if (!made.ok) throw new Error(made.error.code)
  const { pollId } = made.value
  const opened = await running.app.polls.act(organizer, { pollId, version: 1, act: 'open' })
  if (!opened.ok) throw new Error(opened.error.code)
  const poll = await db.client.poll.findUniqueOrThrow({ where: { id: pollId }, select: { options: true } })
  const choices = (poll.options as { id: string }[]).map((option) => option.id)
  const file = join(dataDir, 'cookies')
  writeFileSync(file, (await Promise.all(fund.people.map(async (personId) => sessionCookie(running.url, (await makeSession(db, personId)).secret)))).join('\n'))
  const crowd = await Crowd.open(running.url, voters, 'touhai', stageRoom(stageId), file)
  let voted = { ok: 0, refused: '', p99: 0 }
  const cpuMs = await cpuOf(async () => void (voted = await crowd.ask<typeof voted>(`vote ${pollId} ${choices.join(' ')}`)))
  crowd.leave()
  return { ...voted, rows: await db.client.pollVote.count({ where: { pollId } }), cpuMs: cpuMs / voters }
}

/** The server ends and starts again on the same port; when is how much of the hall in step, and what did it cost until then? */
async function measureRestart(house: House, crowds: Crowd[]) {
  await reportOf(crowds)
  await house.running.stop('bench')
  house.running = await house.start()
  const upAt = Date.now()
  const times: number[] = []
  const cpuMs = await cpuOf(async () => {
    await press(house, { act: 'adjust', ms: 60_000 })
    while (times.length < clients * 0.95 && Date.now() - upAt < longestReturnMs) {
      await pause(250)
      times.push(...(await reportOf(crowds)).backs.map((at) => at - upAt))
    }
  })
  // The last few, so that none is still on its way when the hall leaves.
  await pause(3_000)
  times.push(...(await reportOf(crowds)).backs.map((at) => at - upAt))
  times.sort((a, b) => a - b)
  return { within5s: times.filter((ms) => ms <= 5_000).length / clients, p95: times[Math.ceil(clients * 0.95) - 1] ?? longestReturnMs, cpuMs: cpuMs / (clients * 0.95) }
}

export async function run() {
  const house = await openHouse()
  try {
    const ours = await measureOurs(house)
    const [sample] = (await house.running.app.history.since(stageRoom(house.stageId), (await house.running.app.history.head(stageRoom(house.stageId))) - 1))?.facts ?? []
    const back = await measureRestart(house, ours.crowds)
    ours.crowds.forEach((crowd) => crowd.leave())
    const votes = await measureVotes(house)
    const bare = await measureBare(sample as Fact, ours.times)
    return [
      { name: 'stage/clients', value: clients, unit: `of-${wanted}`, ratio: clients / wanted, against: 'wanted' },
      { name: 'stage/command-to-phone-p99', value: ours.report.p99, unit: 'ms', ratio: ours.report.p99 / 250, against: 'goal-250-ms' },
      { name: 'stage/command-to-phone-p50', value: ours.report.p50, unit: 'ms' },
      { name: 'stage/bare-loop-p99', value: bare.report.p99, unit: 'ms', ratio: ours.report.p99 / bare.report.p99, against: 'ours-in-the-same-run' },
      { name: 'stage/facts-delivered', value: ours.report.facts / (clients * ours.events), unit: 'of-1', ratio: ours.report.gaps + ours.report.strange, against: 'gaps-or-malformed' },
      { name: 'stage/frames', value: ours.report.frames / clients, unit: 'a-client', ratio: ours.report.frames / bare.report.frames, against: 'bare-coalesced-ws-loop' },
      { name: 'stage/cpu', value: ours.cpuMs / ours.events, unit: 'cpu-ms/event', ratio: ours.cpuMs / bare.cpuMs, against: 'bare-coalesced-ws-loop' },
      { name: 'stage/clients-cpu', value: ours.report.cpuMs / ours.events, unit: 'cpu-ms/event', ratio: ours.report.cpuMs / bare.report.cpuMs, against: 'clients-of-bare-loop' },
      { name: 'stage/bare-loop-cpu', value: bare.cpuMs / ours.events, unit: 'cpu-ms/event' },
      { name: 'stage/others-cpu', value: ours.others, unit: 'of-the-machine' },
      { name: 'stage/memory', value: ours.perConnection, unit: 'kB/connection', ratio: ours.perConnection / 30, against: 'goal-30-kB' },
      { name: 'stage/join-cpu', value: ours.joinMs, unit: 'cpu-ms/client', ratio: ours.joinMs / bare.joinMs, against: 'bare-handshake' },
      { name: 'stage/votes-acknowledged', value: votes.ok, unit: `of-${voters}${votes.refused === '' ? '' : `-${votes.refused}`}`, ratio: votes.rows / votes.ok, against: 'rows-stored' },
      { name: 'stage/vote-p99', value: votes.p99, unit: 'ms' },
      { name: 'stage/vote-cpu', value: votes.cpuMs, unit: 'cpu-ms/vote' },
      { name: 'stage/back-within-5s', value: back.within5s, unit: 'of-1', ratio: back.within5s / 0.95, against: 'goal-95-%' },
      { name: 'stage/back-cpu', value: back.cpuMs, unit: 'cpu-ms/client', ratio: back.cpuMs / bare.joinMs, against: 'bare-handshake' },
      { name: 'stage/back-p95', value: back.p95, unit: 'ms' },
    ]
  } finally {
    await house.db.close()
    await house.running.stop('bench')
    rmSync(house.dataDir, { recursive: true, force: true })
  }
}
