import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { PitchPage } from './pages/pitch-page.ts'
import { ProgrammePage } from './pages/programme-page.ts'

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
  // Whoever is slower by a moment is refused, and a browser notes that by itself.
  expect(visitors.flatMap((one) => one.problems).filter((line) => !line.includes('409 (Conflict)'))).toEqual([])
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

const visit = async (...about: Parameters<typeof openVisitor> extends [unknown, unknown, infer Options] ? [Options] : never): Promise<Visitor> => {
  const visitor = await openVisitor(browser, demo.url, ...about)
  visitors.push(visitor)
  return visitor
}

const talk = (id: string, start: string, title: string, room: string): string =>
  `<event id="${id}"><start>${start}</start><duration>00:20</duration><room>${room}</room><title>${title}</title><persons><person id="1">Ada Example</person></persons></event>`
const schedule = `<?xml version="1.0"?><schedule><conference><title>Spring</title></conference><day index="1" date="2027-03-01">
  <room name="Hall">${talk('1', '09:00', 'Opening words', 'Hall')}${talk('2', '09:20', 'Second thoughts', 'Hall')}</room><room name="Annex">${talk('3', '09:10', 'Side matters', 'Annex')}</room></day></schedule>`

describe.each(['en', 'zh-CN'] as const)('the organizer’s programme, in %s', (locale) => {
  let board: ProgrammePage
  beforeAll(async () => {
    const { page } = await visit({ device: 'desktop', locale })
    await page.goto(demo.person('organizer').signInUrl)
    board = new ProgrammePage(page, `${demo.url}/organize/${locale === 'en' ? 'ma-spring' : 'tingtao-first-order'}`, locale)
  })

  test('a schedule is read, its conflicts are foretold, it is taken over and taken back', async () => {
    const foretold = await board.read('spring.xml', schedule)
    expect(foretold.map((text) => [text.includes('Ada Example'), text.includes('Side matters')])).toEqual([[true, true], [true, true]])
    await board.takeOver(3)
    await board.undo()
    await board.item('Side matters').waitFor({ state: 'detached' })
  })
})

test('by keyboard alone an item changes its time in steps of five minutes and its stage, hears of conflicts, and is put back', async () => {
  const { page } = await visit({ device: 'desktop', locale: 'en' })
  await page.goto(demo.person('organizer').signInUrl)
  const board = new ProgrammePage(page, `${demo.url}/organize/ma-spring`, 'en')
  await board.read('spring.xml', schedule)
  await board.takeOver(3)
  const changes = async () => (await db.client.programmeEdit.findMany({ where: { event: { slug: 'ma-spring' }, kind: 'move' } })).length
  await board.item('Opening words').focus()
  expect(await board.press('ArrowDown', 'Space')).toEqual(['', 'Picked up: Second thoughts'])
  const [free, clash, refused] = await board.press('ArrowDown', 'Control+ArrowUp', 'Space')
  expect(free).toBe('09:25–09:45, Hall.')
  expect(clash).toContain('08:25–08:45, Hall.')
  expect(refused).toContain('Second thoughts moved to 08:25–08:45, Hall')
  await vi.waitUntil(async () => (await changes()) === 1)
  await vi.waitUntil(async () => (await board.said('Second thoughts')).startsWith('08:25–08:45'))

  // Onto the other stage, over what stands there: said, and refused on the board before the server is asked.
  await board.pickUp('Second thoughts')
  await board.press('ArrowRight')
  const [over] = await board.press('Control+ArrowDown')
  expect(over).toContain('09:25–09:45, Annex.')
  expect(over).toContain('overlap on one stage')
  expect((await board.press('Space'))[0]).toContain('can\'t go here')
  await board.press('Escape')
  expect(await changes()).toBe(1)
  await board.undo()
  await vi.waitUntil(async () => (await board.said('Second thoughts')).startsWith('09:20–09:40'))

  // One speaker in two places keeps a release back until one of them is gone.
  await board.item('Side matters').focus()
  await board.press('Delete')
  await board.item('Side matters').waitFor({ state: 'detached' })
  await board.release('First')
  await board.pickUp('Opening words')
  await board.press('ArrowUp', 'ArrowUp', 'Space')
  await vi.waitUntil(async () => (await board.said('Opening words')).startsWith('08:50–09:10'))
  await board.release('Second')
  expect(await board.log().textContent()).toContain('Opening words')
}, 60_000)

test('two organizers have one item in the hand: the first to put it down wins, the second is told at once, and both see the same', async () => {
  await db.client.eventRole.updateMany({ where: { event: { slug: 'tingtao-first-order' }, role: 'co_organizer' }, data: { role: 'organizer' } })
  const [first, second] = await Promise.all(['organizer', 'co_organizer'].map(async (role) => {
    const { page } = await visit({ device: 'desktop', locale: 'en' })
    await page.goto(demo.person(role).signInUrl)
    const board = new ProgrammePage(page, `${demo.url}/organize/tingtao-first-order`, 'en')
    await board.open()
    return board
  })) as [ProgrammePage, ProgrammePage]
  const talk = 'Round table'
  const both = (start: string) => Promise.all([first, second].map((board) => vi.waitUntil(async () => (await board.said(talk)).startsWith(start), { timeout: 20_000 })))
  await second.pickUp(talk)
  await second.press('ArrowDown')
  await first.pickUp(talk)
  await first.press('ArrowUp', 'Space')
  await vi.waitUntil(async () => (await second.spoken()).includes('Somebody else has just changed this'), { timeout: 20_000 })
  expect((await second.press('Space'))[0]).toContain('can\'t go here')
  await second.press('Escape')
  await both('15:15–16:05')
  await second.pickUp(talk)
  await second.press('ArrowUp', 'Space')
  await both('15:10–16:00')

  // At the same moment: one of them, and whoever lost reads it.
  await Promise.all([first.pickUp(talk), second.pickUp(talk)])
  await Promise.all([first.press('ArrowDown', 'Space'), second.press('ArrowUp', 'Space')])
  const heard = new Set<ProgrammePage>()
  const moved = await vi.waitUntil(async () => {
    // Whoever learns of the other's change before she puts hers down has it in her hand still.
    for (const board of [first, second]) if ((await board.spoken()).includes('can\'t go here')) {
      heard.add(board)
      await board.press('Escape')
    }
    const all = await Promise.all([first, second].map((board) => board.said(talk)))
    return all[0] === all[1] && !all[0]?.startsWith('15:10') ? all[0] : null
  }, { timeout: 20_000 })
  const loser = moved?.startsWith('15:15') ? second : first
  await vi.waitUntil(async () => heard.has(loser) || (await loser.page.locator('main').innerText()).includes('Somebody else has just changed this'), { timeout: 20_000 })
  expect(await db.client.programmeEdit.count({ where: { event: { slug: 'tingtao-first-order' }, kind: 'move' } })).toBe(3)
}, 60_000)

test('two founders want one slot: the second sees three others, takes one, moves, and the two swap by consent', async () => {
  const event = await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' } })
  const open = { method: 'first_come', deck: 'none', techCheck: 'none', sectorBlocks: [], noticeMinutes: 0 }
  for (const rule of await db.client.pitchRule.findMany({ where: { eventId: event.id } })) await db.client.pitchRule.update({ where: { sessionId: rule.sessionId }, data: { body: { ...(rule.body as object), ...open } } })
  await db.client.pitchWaiting.updateMany({ where: { eventId: event.id }, data: { state: 'left', openKey: null } })
  const taken = await db.client.pitchBooking.findMany({ where: { eventId: event.id }, orderBy: { item: { startsAt: 'asc' } } })
  const call = (path: string) => fetch(`${demo.url}/api/v1/events/${event.id}/${path}`, { method: 'POST', headers: { authorization: `Bearer ${demo.person('organizer').apiToken}`, 'content-type': 'application/json' }, body: '{}' })
  for (const { itemId } of taken.slice(-3)) expect((await call(`pitch-slots/${itemId}/release`)).status).toBe(200)
  const startups = await db.client.delegation.findMany({ where: { eventId: event.id, side: 'startup', pitchBookings: { none: {} } }, orderBy: { id: 'asc' }, skip: 4, take: 2, select: { delegates: { where: { isLead: true }, select: { personId: true } } } })
  const [one, two] = await Promise.all(startups.map(async ({ delegates }) => {
    const { page } = await visit({ device: 'phone', locale: 'zh-CN' })
    await page.goto(`${demo.url}/sign-in/demo/${delegates[0]?.personId ?? ''}`)
    const pitch = new PitchPage(page, `${demo.url}/events/demo-day-winter`, 'zh-CN')
    await pitch.open()
    await pitch.choose('09:40')
    return pitch
  })) as [PitchPage, PitchPage]

  await one.act('book')
  await one.untilMine('09:40')
  expect(await two.alternatives()).toEqual(['09:30', '09:50', '09:20'])
  await two.takeAlternative('09:50')
  await two.untilMine('09:50')
  await two.choose('09:30')
  await two.act('moveHere')
  await two.untilMine('09:30')
  await two.choose('09:40')
  await two.act('swap')
  await one.answerSwap()
  await one.untilMine('09:30')
  await two.untilMine('09:40')
  expect(await db.client.pitchBooking.count({ where: { eventId: event.id } })).toBe(taken.length - 1)
}, 60_000)
