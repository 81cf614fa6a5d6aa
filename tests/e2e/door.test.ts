import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoTicketCode } from '#server/demo-door.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
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

async function visit(role: string, nth: number, options: Parameters<typeof openVisitor>[2]): Promise<Visitor> {
  const visitor = await openVisitor(browser, demo.url, options)
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
