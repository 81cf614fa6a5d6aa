import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoTicketCode } from '#server/demo-door.ts'
import { ticketText } from '#server/domain/registration/ticket-code.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { cameraOf, filmTickets } from './filmed-tickets.ts'
import { DoorDeskPage, DoorPage } from './pages/door-page.ts'

const slug = 'demo-day-winter'
let browser: Browser
let demo: Demo
let db: Database
const visitors: Visitor[] = []

beforeAll(async () => {
  browser = await openBrowser()
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

async function visit(role: string, nth: number, options: Parameters<typeof openVisitor>[2], within = browser): Promise<Visitor> {
  const visitor = await openVisitor(within, demo.url, options)
  visitors.push(visitor)
  await visitor.page.goto(demo.person(role, nth).signInUrl)
  return visitor
}

const nameOf = async (nth: number): Promise<{ nameZh: string; nameEn: string }> => {
  const { registration } = await db.client.ticket.findUniqueOrThrow({ where: { code: demoTicketCode(nth) }, include: { registration: true } })
  return registration.badge as { nameZh: string; nameEn: string }
}
/** Without a network the browser itself writes to the console that there is none. */
const real = (problems: string[]): string[] => problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED/.test(problem))

test('the crew goes on without a network, on a page that was loaded again, and what was let in twice is settled by a person', async () => {
  const phone = await visit('crew', 1, { device: 'phone', locale: 'zh-CN' })
  const north = new DoorPage(phone.page, demo.url, slug, 'zh-CN')
  await north.open()
  expect(await north.scan(demoTicketCode(1))).toBe('请进')
  expect(await north.scan(demoTicketCode(1))).toBe('已经入场 already_in')
  expect(await north.scan(demoTicketCode(20))).toMatch(/^不能入场 (void|cancelled)$/)

  await north.goOffline()
  await north.reloadOffline()
  expect(await north.scan(demoTicketCode(1))).toBe('已经入场 already_in')
  expect(await north.scan(demoTicketCode(2))).toBe('请进')
  expect(await north.scan(demoTicketCode(3))).toBe('请进')
  expect(await north.scan('x'.repeat(22))).toBe('待核实 unknown')
  expect(await north.waiting()).toBe('3 条待上传')

  const desk = await visit('organizer', 0, { device: 'desktop', locale: 'en' })
  const south = new DoorPage(desk.page, demo.url, slug, 'en')
  await south.open()
  expect(await south.scan(demoTicketCode(2))).toBe('Come in')
  const twice = await nameOf(2)
  expect(await south.text()).toContain(twice.nameEn || twice.nameZh)
  expect(await south.passByName((await nameOf(4)).nameZh)).toBe('Come in')
  expect(await south.undo()).toBe('Taken back')

  expect(await north.goOnline()).toContain('1 条与其他记录冲突')
  expect(await north.waiting()).toBeNull()
  const office = new DoorDeskPage(desk.page, demo.url, slug, 'en')
  await office.open()
  await office.settle(twice.nameEn || twice.nameZh, 'same_person', 'Scanned at both doors, she confirmed it.')

  const inside = await db.client.arrival.findMany({ where: { ticket: { code: { in: [1, 2, 3, 4].map(demoTicketCode) } } }, include: { ticket: true } })
  expect(inside.map(({ ticket }) => ticket.code).sort()).toEqual([1, 2, 3].map(demoTicketCode))
  const [offline] = await db.client.checkIn.findMany({ where: { isOffline: true, outcome: 'accepted', registrationId: inside.find(({ ticket }) => ticket.code === demoTicketCode(2))?.registrationId ?? '' } })
  expect(inside.find(({ ticket }) => ticket.code === demoTicketCode(2))?.checkInId).toBe(offline?.id)

  expect(await north.walkIn('白露', '晨星创投')).toBe('请进')
  await north.signOut()
  expect(await phone.page.evaluate(async () => ({ databases: (await indexedDB.databases()).map(({ name }) => name), shelves: (await caches.keys()).filter((name) => name.startsWith('touhai-door')) }))).toEqual({ databases: [], shelves: [] })
  expect(real(visitors.flatMap((one) => one.problems))).toEqual([])
}, 120_000)

test('a phone whose browser reads no codes itself reads tickets with its camera, also without a network and from a page loaded again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'touhai-film-'))
  filmTickets(join(folder, 'tickets.y4m'), [11, 12].map((nth) => ticketText(demoTicketCode(nth))))
  const filming = await openBrowser(cameraOf(join(folder, 'tickets.y4m')))
  try {
    const phone = await visit('crew', 1, { device: 'phone', locale: 'zh-CN' }, filming)
    await phone.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'BarcodeDetector'))
    const door = new DoorPage(phone.page, demo.url, slug, 'zh-CN')
    // The camera is first turned on when there is no network any more: what reads codes has to be on the phone by then.
    await door.open()
    await door.goOffline()
    await door.reloadOffline()
    await door.startCamera()
    expect(await door.answer()).toBe('请进')
    const [first, second] = [await door.text(), await door.nextInView('请进')]
    expect(second).not.toBe(first)
    expect(await door.waiting()).toMatch(/^[2-9] 条待上传$/)
    await door.goOnline()
    const inside = await db.client.arrival.findMany({ where: { ticket: { code: { in: [11, 12].map(demoTicketCode) } } } })
    expect(inside).toHaveLength(2)
    expect(real(phone.problems)).toEqual([])
  } finally {
    await filming.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)

test('scans of a phone that was signed out elsewhere stay on it, are nobody else’s, and are sent when whoever made them is back', async () => {
  const phone = await visit('crew', 1, { device: 'phone', locale: 'zh-CN' })
  const door = new DoorPage(phone.page, demo.url, slug, 'zh-CN')
  await door.open()
  await door.goOffline()
  expect([await door.scan(demoTicketCode(6)), await door.scan(demoTicketCode(7))]).toEqual(['请进', '请进'])
  expect(await door.tryToLeaveOffline()).toContain('还有 2 条记录没有上传')
  const lines = () => db.client.checkIn.findMany({ where: { ticketId: { not: '' }, deviceId: { not: '' }, registrationId: { in: guests } }, orderBy: { scannedAt: 'asc' } })
  const tickets = await db.client.ticket.findMany({ where: { code: { in: [6, 7].map(demoTicketCode) } } })
  const guests = tickets.map(({ registrationId }) => registrationId)
  const { id: crewId } = await db.client.person.findFirstOrThrow({ where: { email: demo.person('crew', 1).email } })

  // On another device she ends this phone's session.
  const desk = await visit('crew', 1, { device: 'desktop', locale: 'zh-CN' })
  await desk.page.goto(`${demo.url}/account`)
  const others = desk.page.getByRole('button', { name: '退出此设备' })
  for (let left = await others.count(); left > 0; left -= 1) await others.first().click().then(() => desk.page.waitForFunction((few) => document.querySelectorAll('input[name=publicId]').length < few, left))
  expect(await door.comeBackSignedOut()).toContain('还有 2 条记录没有上传')
  expect(await door.waiting()).toBe('2 条待上传')
  const names = (await Promise.all([nameOf(6), nameOf(8)])).map(({ nameZh }) => nameZh)
  const after = await door.kept()
  expect([after.waiting.length, names.filter((name) => after.all.includes(name)), after.all.includes(demoTicketCode(6)), after.all.includes(hashSecret(demoTicketCode(6)))]).toEqual([2, [], false, true])

  // Somebody else takes over the phone: she neither sends them nor loses them by signing out.
  await phone.page.goto(demo.person('organizer').signInUrl)
  await door.open()
  expect(await door.waiting()).toBeNull()
  await door.slowMemory()
  expect(await door.signOutElsewhere()).toContain('2 条记录属于其他同事')
  expect([(await door.kept()).waiting.length, (await door.kept()).shelves, await lines()]).toEqual([2, [], []])

  await phone.page.goto(demo.person('crew', 1).signInUrl)
  await door.open()
  await phone.page.getByText('已联网，2 条记录已上传。').waitFor()
  expect((await lines()).map(({ byPersonId, isOffline, outcome }) => [byPersonId, isOffline, outcome])).toEqual([[crewId, true, 'accepted'], [crewId, true, 'accepted']])
  expect((await door.kept()).waiting).toEqual([])
  expect(real(phone.problems).filter((problem) => !/401/.test(problem))).toEqual([])
}, 60_000)
