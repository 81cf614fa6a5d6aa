import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { amountText } from '#server/domain/billing/currency.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { DoorPage } from './pages/door-page.ts'
import { GuestDeskPages } from './pages/guest-desk-pages.ts'
import { GuestPages } from './pages/guest-pages.ts'

let browser: Browser
let demo: Demo
let db: Database
let eventId = ''
const visitors: Visitor[] = []
const slug = 'ma-spring'
const ticket = { nameZh: '观察员票', nameEn: 'Observer ticket', price: 68_000, deposit: 20_000 }

beforeAll(async () => {
  browser = await openBrowser()
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
  eventId = (await db.client.event.findUniqueOrThrow({ where: { slug } })).id
  const put = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${demo.url}/api/v1/events/${eventId}/${path}`, { method: 'PUT', headers: { authorization: `Bearer ${demo.person('organizer').apiToken}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    expect([path, answer.status]).toEqual([path, 200])
  }
  await put('registration-forms', { version: 0, kind: 'observer', nameZh: '观察员', nameEn: 'Observers', isOpen: true, needsApproval: true, isPaid: true, payMinutes: 120, cancelHours: 24 })
  await put('check-ins/hours', { version: 0, open: 'now' })
  await put('tickets/types', { version: 0, kind: 'ticket', ...ticket, currency: 'CNY', tax: 6, capacity: 10, perOrder: 1, needsRegistration: true, isOnSale: true })
}, 180_000)
afterAll(async () => {
  // Without a network the browser itself writes to the console that there is none.
  expect(visitors.flatMap((one) => one.problems).filter((problem) => !/ERR_INTERNET_DISCONNECTED/.test(problem))).toEqual([])
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

async function visit(...[options]: [Parameters<typeof openVisitor>[2]]): Promise<Visitor> {
  const visitor = await openVisitor(browser, demo.url, options)
  visitors.push(visitor)
  return visitor
}

describe.each([['zh-CN', 0], ['en', 1]] as const)('somebody invited by name, in %s', (locale, nth) => {
  test('says yes, is approved, pays, is let in by a phone that is offline, and gets her money back', async () => {
    const { email } = demo.person('acquirer', nth)
    const person = await db.client.person.update({ where: { email }, data: { locale } })
    const name = locale === 'en' ? person.nameEn : person.nameZh
    const crew = await visit({ device: 'desktop', locale })
    await crew.page.goto(demo.person('organizer').signInUrl)
    const desk = new GuestDeskPages(crew.page, `${demo.url}/organize/${slug}`, locale)
    const phone = await visit({ device: 'phone', locale })
    const guest = new GuestPages(phone.page, demo.url, `${demo.url}/events/${slug}`, email, locale)

    await desk.invite({ name: `Observers ${nth}`, kind: 'observer', find: `${person.nameZh} ${demo.person('acquirer', nth).organization}` })
    await guest.sayYes()
    await guest.register({ name, organization: demo.person('acquirer', nth).organization })
    await desk.approve(name)
    await guest.pay(locale === 'en' ? ticket.nameEn : ticket.nameZh)
    const code = await guest.ticketCode()
    const held = await db.client.ticket.findUniqueOrThrow({ where: { code }, include: { registration: true } })
    expect([held.state, held.registration.personId, held.registration.state]).toEqual(['valid', person.id, 'confirmed'])
    expect(await desk.funnel()).toEqual(['1', '1', '1', '0', '0', '0', '–'])

    // The deposit comes back at the door; the scan waits on the phone until there is a network.
    const atDoor = await visit({ device: 'phone', locale })
    await atDoor.page.goto(demo.person('crew').signInUrl)
    const door = new DoorPage(atDoor.page, demo.url, slug, locale)
    await door.open()
    await door.goOffline()
    expect(await door.scan(code)).toBe(translator(locale)('door:result.in'))
    expect((await db.client.ticket.findUniqueOrThrow({ where: { code } })).checkedInAt).toBeNull()
    await door.goOnline()
    await vi.waitUntil(async () => (await db.client.ticketOrder.findFirst({ where: { eventId, personId: person.id } }))?.refunded === ticket.deposit, { timeout: 20_000 })
    expect((await db.client.ticket.findUniqueOrThrow({ where: { code } })).checkedInAt).not.toBeNull()
    expect(await desk.funnel()).toEqual(['1', '1', '1', '1', '0', '0', '–'])

    await desk.refundNewest(locale === 'en' ? 'The event moves' : '活动改期')
    await vi.waitUntil(async () => (await db.client.ticket.findUniqueOrThrow({ where: { code } })).state === 'void', { timeout: 20_000 })
    await guest.openRegistration()
    await guest.untilRegistrationIs('cancelled')
    await guest.mailAbout(amountText(ticket.price + ticket.deposit, 'CNY', locale))
  }, 120_000)
})
