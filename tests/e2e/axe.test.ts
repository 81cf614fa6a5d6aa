import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'

import { locales, type Locale } from '#server/i18n/locales.ts'
import { messages } from '#server/i18n/server-messages.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Device, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { ImportPage } from './pages/import-page.ts'
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

/** A draft to look at and a roster with something to mend. */
async function furnish(): Promise<void> {
  const { page, context } = await openVisitor(browser, demo.url, { device: 'desktop', locale: 'en' })
  await page.goto(demo.person('organizer').signInUrl)
  const organizeUrl = `${demo.url}/organize/demo-day-winter`
  await new TimetablePage(page, organizeUrl, 'en').compute('A', 5)
  await new ImportPage(page, organizeUrl, 'en').upload('startups', 'roster.csv', 'Company,Email,Sector\nLumen Labs,not an address,robotics\nOrchard Bio,hi@orchard.example,biomedicine\n')
  await context.close()
}

const spaces = new Set(Object.keys(messages.en))

/** Keys of sentences and codes of errors that a person would read where words belong. */
function rawWords(text: string): string[] {
  const keys = [...text.matchAll(/\b([a-zA-Z]+):([a-z][\w]*(\.[\w]+)+)\b/g)].filter(([, space]) => spaces.has(space ?? '')).map(([all]) => all)
  const codes = text.match(/\b(input|auth|record|request|meeting|draft|release|phase|event|import|roster|service|table)\.[a-z]+(_[a-z]+)+\b/g) ?? []
  return [...keys, ...codes]
}

type Looks = { device: Device; locale: Locale; theme: 'light' | 'dark' }

/** Everything to be ashamed of on one page, in words. */
async function faultsOf(visitor: Visitor, address: string, looks: Looks): Promise<string[]> {
  const { page, problems } = visitor
  problems.length = 0
  const response = await page.goto(address, { waitUntil: 'load' })
  const wide = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }))
  const words = await page.evaluate(() => document.body.innerText)
  return [
    ...(response?.status() === 200 ? [] : [`answered ${response?.status()}`]),
    ...(wide.scroll > wide.client ? [`wider than the screen: ${wide.scroll} > ${wide.client} px`] : []),
    ...rawWords(words).map((word) => `raw word ${word}`),
    ...(await axeFaults(page, looks)),
    ...problems.map((problem) => `console: ${problem.slice(0, 300)}`),
  ]
}

/** Looks into no frame: that of a mail runs no scripts, axe's neither. In the dark only colours are other than in the light. */
async function axeFaults(page: Page, { theme }: Looks): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (theme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')} (${nodes.length})`)
}

async function walk(looks: Looks): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  const pages = housePages(names)
  for (const reader of ['visitor', 'founder', 'investor', 'judge', 'organizer'] satisfies Reader[]) {
    const visitor = await openVisitor(browser, demo.url, { ...looks, cookies: [{ name: 'theme', value: looks.theme }] })
    if (reader !== 'visitor') await visitor.page.goto(demo.person(reader).signInUrl)
    for (const { path } of pages.filter((page: HousePage) => page.readers.includes(reader))) {
      const faults = await faultsOf(visitor, demo.url + path, looks)
      if (faults.length > 0) found[`${reader} ${path}`] = faults
    }
    await visitor.context.close()
  }
  return found
}

/** Each looks differently in one more way than it must; all eight would only look at the same faults again. */
const ways: Looks[] = [
  { device: 'phone', locale: 'zh-CN', theme: 'light' },
  { device: 'desktop', locale: 'en', theme: 'light' },
  { device: 'desktop', locale: 'zh-CN', theme: 'dark' },
  { device: 'phone', locale: 'en', theme: 'dark' },
]

describe('every page, for everybody who may see it', () => {
  test.each(ways)('has no fault on a $device in $locale, $theme', async (looks) => {
    expect(locales).toContain(looks.locale)
    expect(await walk(looks)).toEqual({})
  })
})
