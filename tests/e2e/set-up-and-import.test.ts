import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser } from 'playwright-core'

import { locales } from '#server/i18n/locales.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { ImportPage } from './pages/import-page.ts'
import { MessagesPage } from './pages/messages-page.ts'
import { NewEventPage } from './pages/new-event-page.ts'

let browser: Browser
let demo: Demo
let db: Database
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

/** Two good rows and one whose credit code has a wrong check digit. */
const roster = (mark: string): string => [
  '公司名称,统一社会信用代码,行业,轮次,融资金额,联系人,邮箱',
  `澜舟${mark}机器人,,机器人,A轮,3000万人民币,周知行,zhou.${mark}@lanzhou.example`,
  `禾木${mark}生物,91350100M000100Y44,生物医药,天使轮,未透露,叶青禾,ye.${mark}@hemu.example`,
  `云岫${mark}光电,,光电,B轮,US$4.2M,简宁,jian.${mark}@yunxiu.example`,
].join('\r\n')

describe.each(locales)('the organizer at a desk, in %s', (locale) => {
  const mark = locale === 'en' ? 'en' : 'zh'
  const slug = `autumn-${mark}`
  let organizer: Visitor
  beforeAll(async () => {
    organizer = await openVisitor(browser, demo.url, { device: 'desktop', locale })
    await organizer.page.goto(demo.person('organizer').signInUrl)
  })
  afterAll(() => organizer?.context.close())

  const organizations = () => db.client.organization.findMany({ where: { nameZh: { in: [`澜舟${mark}机器人`, `禾木${mark}生物`, `云岫${mark}光电`] } }, orderBy: { nameZh: 'asc' }, select: { nameZh: true, delegations: { select: { event: { select: { slug: true } } } } } })

  test('creates an event from the template of a named line, with its day laid out', async () => {
    await new NewEventPage(organizer.page, demo.url, locale).create({ slug, nameZh: `投海Demo Day ${mark}`, nameEn: `Touhai Demo Day ${mark}`, date: '2027-10-15' })
    const event = await db.client.event.findUniqueOrThrow({ where: { slug }, include: { sessions: true, tables: true, windows: true } })
    expect([event.phase, event.zone, event.tables.length]).toEqual(['draft', 'Asia/Shanghai', 20])
    expect([event.sessions.length, event.windows.length].every((count) => count > 0)).toBe(true)
  })

  test('imports a roster: the bad cell is named and mended on the page, then all of it is taken, and later taken back', async () => {
    const page = new ImportPage(organizer.page, `${demo.url}/organize/${slug}`, locale)
    await page.upload('startups', `roster-${mark}.csv`, roster(mark))
    await page.untilToMend(1)
    const why = await page.mend(3, '统一社会信用代码', '')
    expect(why.length).toBeGreaterThan(5)
    await page.untilToMend(0)
    expect(await organizations()).toEqual([])
    await page.apply(3)
    const taken = [`云岫${mark}光电`, `澜舟${mark}机器人`, `禾木${mark}生物`].map((nameZh) => ({ nameZh, delegations: [{ event: { slug } }] }))
    expect((await organizations()).sort((a, b) => (a.nameZh < b.nameZh ? -1 : 1))).toEqual(taken.sort((a, b) => (a.nameZh < b.nameZh ? -1 : 1)))
    await page.undo()
    expect(await organizations()).toEqual([])
  })

  test('writes to many after confirming how many; a reader leaves such mails by the link in hers, and the next one goes to one less', async () => {
    const reader = await openVisitor(browser, demo.url, { device: 'phone', locale })
    const { email } = demo.person('investor', locale === 'en' ? 1 : 0)
    const [desk, phone] = [new MessagesPage(organizer.page, demo.url, locale), new MessagesPage(reader.page, demo.url, locale)]
    const text = { subject: `Doors ${mark}`, body: 'At half past eight.', side: 'investor' }
    const count = await desk.announce('demo-day-winter', text)
    await vi.waitUntil(async () => (await db.client.mailMessage.count({ where: { subject: text.subject, state: 'sent', toEmail: email } })) === 1, { timeout: 20_000 })
    const link = await phone.leaveLink(email)
    // A scanner looks first.
    await reader.page.request.get(link)
    await phone.leave(link)
    expect(await desk.announce('demo-day-winter', text)).toBe(count - 1)
    expect(reader.problems).toEqual([])
    await reader.context.close()
  })

  test('nothing was written to the console', () => {
    expect(organizer.problems).toEqual([])
  })
})
