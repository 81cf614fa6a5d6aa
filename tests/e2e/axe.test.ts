import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'

import { locales, type Locale } from '#server/i18n/locales.ts'
import { messages } from '#server/i18n/server-messages.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

import { devices, openBrowser, openVisitor, type Device, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { ImportPage } from './pages/import-page.ts'
import { Rehearsal } from './pages/rehearsal.ts'
import { TimetablePage } from './pages/timetable-pages.ts'
import { housePages, namesOf, type HousePage, type Names, type Reader } from './pages-of-the-house.ts'

let browser: Browser
let demo: Demo
let db: Database
let names: Names

beforeAll(async () => {
  browser = await openBrowser()
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
  await furnish()
  names = await namesOf(demo, db)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

/** A draft to look at, a roster with something to mend, a schedule to look through, a stage to choose, and wishes to make. */
async function furnish(): Promise<void> {
  const { page, context } = await openVisitor(browser, demo.url, { device: 'desktop', locale: 'en' })
  await page.goto(demo.person('organizer').signInUrl)
  const organizeUrl = `${demo.url}/organize/demo-day-winter`
  await new TimetablePage(page, organizeUrl, 'en').compute('A', 5)
  await new ImportPage(page, organizeUrl, 'en').upload('startups', 'roster.csv', 'Company,Email,Sector\nLumen Labs,not an address,robotics\nOrchard Bio,hi@orchard.example,biomedicine\n')
  await page.goto(`${organizeUrl}/programme/import`)
  await page.locator('input[type="file"]').setInputFiles({ name: 'schedule.xml', mimeType: 'text/xml', buffer: Buffer.from(schedule, 'utf8') })
  await page.locator('form[enctype="multipart/form-data"] button').click()
  await page.waitForURL(/\/programme\/import\/[0-9a-z]{26}/)
  const event = await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' } })
  const opened = await page.request.post(`${organizeUrl}/clearing`, { form: { version: '0', step: 'open' }, headers: { origin: demo.url } })
  if (!opened.ok()) throw new Error(`opening the clearing was answered ${opened.status()}`)
  await db.client.stage.create({ data: { id: createIds().newId(), eventId: event.id, nameZh: '分会场', nameEn: 'Second stage', position: 9 } })
  await context.close()
}

const schedule = '<schedule><version>1</version><conference><acronym>winter</acronym><title>Winter</title><start>2026-12-01</start><end>2026-12-01</end><days>1</days></conference><day index="1" date="2026-12-01"><room name="Main"><event id="1"><date>2026-12-01T10:00:00+08:00</date><start>10:00</start><duration>00:30</duration><room>Main</room><title>Opening</title><type>keynote</type><persons><person id="1">Lin Zhiyuan</person></persons></event></room></day></schedule>'

const spaces = new Set(Object.keys(messages.en))

/** Keys of sentences and codes of errors that a person would read where words belong. */
function rawWords(text: string): string[] {
  const keys = [...text.matchAll(/\b([a-zA-Z]+):([a-z][\w]*(\.[\w]+)+)\b/g)].filter(([, space]) => spaces.has(space ?? '')).map(([all]) => all)
  const codes = text.match(/\b(input|auth|record|request|meeting|draft|release|phase|event|import|roster|service|table)\.[a-z]+(_[a-z]+)+\b/g) ?? []
  return [...keys, ...codes]
}

type Looks = { device: Device; locale: Locale; theme: 'light' | 'dark' }

/** Everything to be ashamed of on one page, in words: as it comes, and then by night on a screen of the other size. */
async function faultsOf(visitor: Visitor, address: string, looks: Looks): Promise<string[]> {
  const { page, problems } = visitor
  problems.length = 0
  const response = await page.goto(address, { waitUntil: 'load' })
  const words = await page.evaluate(() => document.body.innerText)
  const atOnce = [...(response?.status() === 200 ? [] : [`answered ${response?.status()}`]), ...rawWords(words).map((word) => `raw word ${word}`), ...(await seenFaults(page, looks))]
  const byNight = looks.theme === 'dark' ? [] : await faultsByNight(page, { ...looks, device: looks.device === 'phone' ? 'desktop' : 'phone', theme: 'dark' })
  return [...atOnce, ...byNight, ...problems.map((problem) => `console: ${problem.slice(0, 300)}`)]
}

/** Turns the page that is there: what a theme and a width change needs no other answer of the server. */
async function faultsByNight(page: Page, looks: Looks): Promise<string[]> {
  const before = page.viewportSize()!
  await page.setViewportSize(devices[looks.device])
  await page.evaluate(async () => {
    // What is scrolled out of sight would keep the colours of the day until it is drawn.
    const shown = new CSSStyleSheet()
    shown.replaceSync('* { content-visibility: visible !important }')
    document.adoptedStyleSheets.push(shown)
    document.documentElement.dataset['theme'] = 'dark'
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  })
  const faults = await seenFaults(page, looks)
  await page.setViewportSize(before)
  return faults.map((fault) => `by night, ${looks.device}: ${fault}`)
}

async function seenFaults(page: Page, looks: Looks): Promise<string[]> {
  const wide = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }))
  return [...(wide.scroll > wide.client ? [`wider than the screen: ${wide.scroll} > ${wide.client} px`] : []), ...(await axeFaults(page, looks))]
}

/** Looks into no frame: that of a mail runs no scripts, axe's neither. Writes out faults only. In the dark only colours are other than in the light. */
async function axeFaults(page: Page, { theme }: Looks): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], iframes: false })
  const { violations } = await (theme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')} (${nodes.length})`)
}

/** All pages of a reader, in two browsers side by side: one page waits for the server while the other is looked over. */
async function walk(reader: Reader, looks: Looks): Promise<Record<string, string[]>> {
  const paths = housePages(names).filter((page: HousePage) => page.readers.includes(reader)).map(({ path }) => path)
  const halves = [paths.filter((_, at) => at % 2 === 0), paths.filter((_, at) => at % 2 === 1)]
  return Object.assign({}, ...(await Promise.all(halves.map((half) => faultsOnTheWay(half, reader, looks)))))
}

async function faultsOnTheWay(paths: readonly string[], reader: Reader, looks: Looks): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  const visitor = await openVisitor(browser, demo.url, { ...looks, cookies: [{ name: 'theme', value: looks.theme }] })
  if (reader !== 'visitor') await visitor.page.goto(demo.person(reader).signInUrl)
  for (const path of paths) {
    const faults = await faultsOf(visitor, demo.url + path, looks)
    if (faults.length > 0) found[`${reader} ${path}`] = faults
  }
  await visitor.context.close()
  return found
}

/** With the nights that follow each, four of the eight there are; all would only look at the same faults again. */
const ways: Looks[] = [
  { device: 'phone', locale: 'zh-CN', theme: 'light' },
  { device: 'desktop', locale: 'en', theme: 'light' },
]

const readers: Reader[] = ['visitor', 'founder', 'investor', 'judge', 'organizer']

describe.each(ways)('every page on a $device in $locale, then by night on a screen of the other size', (looks) => {
  test.each(readers)('has no fault for the %s', async (reader) => {
    expect(locales).toContain(looks.locale)
    expect(await walk(reader, looks)).toEqual({})
  })
})

describe('a stage in a rehearsal, with a message, a pinned question and then a result beside it', () => {
  let rehearsal: Rehearsal
  const views = (): [Reader, string][] => [
    ...['/screen/', '/monitor/', '/backstage/', `/organize/${names.slug}/stage/`].map((view): [Reader, string] => ['organizer', view + names.stageId]),
    ['organizer', `/organize/${names.slug}/audience`],
    ['investor', `/events/${names.slug}/live`],
  ]
  const look = async (looks: Looks, words: string): Promise<void> => {
    const found: Record<string, string[]> = {}
    for (const role of ['organizer', 'investor'] as const) {
      const visitor = await openVisitor(browser, demo.url, { ...looks, cookies: [{ name: 'theme', value: looks.theme }] })
      await visitor.page.goto(demo.person(role).signInUrl)
      for (const [, path] of views().filter(([reader]) => reader === role)) {
        const faults = await faultsOf(visitor, demo.url + path, looks)
        if (faults.length > 0) found[path] = faults
        if (path.startsWith('/screen/')) expect(await visitor.page.locator('main').innerText()).toContain(words)
      }
      await visitor.context.close()
    }
    expect(found).toEqual({})
  }

  beforeAll(async () => {
    rehearsal = new Rehearsal(demo, names.stageId)
    await rehearsal.run()
  })

  test('has no fault by day on the desk, by night in the hand', async () => {
    await rehearsal.pinQuestion('核心部件停产时，交付怎么保证？')
    await look({ device: 'phone', locale: 'zh-CN', theme: 'dark' }, '核心部件停产时')
    await rehearsal.revealPoll('您最想听哪一段？', 'Which part next?')
    await look({ device: 'desktop', locale: 'en', theme: 'light' }, 'Which part next?')
  })
})
