import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { DeskPage } from './pages/stage-pages.ts'

// Buttons of the live day, pressed faster than the server answers.
const locale = 'zh-CN'
const t = translator(locale)
const slug = 'demo-day-winter'

let browser: Browser
let demo: Demo
let db: Database
let desk: Visitor
let fund: Visitor
let control: DeskPage
let eventId: string
let stageId: string

async function order<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`${demo.url}/api/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'Authorization': `Bearer ${demo.person('organizer').apiToken}`, 'Content-Type': 'application/json' } })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function signedIn(role: string, device: 'desktop' | 'phone'): Promise<Visitor> {
  const visitor = await openVisitor(browser, demo.url, { device, locale })
  await visitor.page.goto(demo.person(role).signInUrl)
  return visitor
}

/** All in one turn of the browser: no answer can have come in between. */
const pressAtOnce = (page: Page, names: readonly string[]): Promise<void> =>
  page.evaluate((labels) => {
    for (const label of labels) [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === label)?.click()
  }, names)

beforeAll(async () => {
  browser = await openBrowser()
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
  const event = await db.client.event.findUniqueOrThrow({ where: { slug } })
  eventId = event.id
  stageId = (await db.client.stage.findFirstOrThrow({ where: { eventId } })).id
  await order(`/events/${eventId}/phase`, { to: 'live', version: event.version })
  await order(`/events/${eventId}/interest/act`, { act: 'start', version: 0 })
  let { state } = await order<{ state: { seq: number } }>(`/stages/${stageId}/open`, { seq: 0 })
  for (let i = 0; i < 2; i += 1) ({ state } = await order<{ state: { seq: number } }>(`/stages/${stageId}/steps`, { seq: state.seq, act: 'next' }))
  ;[desk, fund] = await Promise.all([signedIn('organizer', 'desktop'), signedIn('investor', 'phone')])
  control = new DeskPage(desk.page, `${demo.url}/organize/${slug}/stage/${stageId}`, locale)
  await control.open()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

const logged = (): Promise<string[]> => desk.page.locator('ol[aria-labelledby="desk-log"] li span:first-of-type').allInnerTexts()

test('different buttons of the desk pressed at the same moment all count, in the order in which they were pressed', async () => {
  await pressAtOnce(desk.page, ['pause', 'addMinute', 'addMinute', 'cutMinute'].map((act) => t(`stage:act.${act}`)))
  await control.button('stage:act.resume').waitFor()
  await expect.poll(logged, { timeout: 10_000 }).toEqual(expect.arrayContaining([`${t('stage:log.adjust')} · ${t('stage:log.less', { minutes: 1 })}`]))
  expect((await logged()).slice(0, 4)).toEqual([
    `${t('stage:log.adjust')} · ${t('stage:log.less', { minutes: 1 })}`,
    `${t('stage:log.adjust')} · ${t('stage:log.minutes', { minutes: 1 })}`,
    `${t('stage:log.adjust')} · ${t('stage:log.minutes', { minutes: 1 })}`,
    t('stage:log.pause'),
  ])
  expect(await desk.page.getByText(t('stage:desk.quicker')).count()).toBe(0)
})

test('a fund that changes its mind twice within a moment is heard with its last word', async () => {
  await fund.page.goto(`${demo.url}/events/${slug}/interest`)
  const pitch = fund.page.locator('#content li').first()
  await pitch.getByRole('button', { name: t('interest:degree.meet') }).waitFor()
  // The page has woken up when React holds its parts.
  await fund.page.waitForFunction(() => Object.keys(document.querySelector('#content li button') ?? {}).some((key) => key.startsWith('__react')))
  await pressAtOnce(fund.page, ['meet', 'follow', 'pass'].map((degree) => t(`interest:degree.${degree}`)))
  await expect.poll(() => db.client.interest.findMany({ where: { eventId }, select: { degree: true, version: true } }), { timeout: 10_000 }).toEqual([{ degree: 'pass', version: 3 }])
  expect(await fund.page.getByText(t('errors:record.changed')).count()).toBe(0)
})

test('nothing was written to the console of anybody', () => {
  expect([desk, fund].flatMap(({ problems }) => problems)).toEqual([])
})
