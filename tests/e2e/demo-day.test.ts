import { mkdirSync } from 'node:fs'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { ClearingDesk, WishPhone } from './pages/clearing-pages.ts'
import { Cast, type Party } from './pages/demo-day-cast.ts'
import { HallPhone, JudgePage, ModerationPage, StepsPage } from './pages/hall-pages.ts'
import { AgendaPage } from './pages/phone-pages.ts'
import { DeskPage, StageView } from './pages/stage-pages.ts'

// One Demo Day from the first word to the meetings that came of it, with seven browsers in the room.
const locale = 'zh-CN'
const t = translator(locale)
const slug = 'demo-day-winter'
const pictures = 'test-results/demo-day'
const question = '核心部件停产时，交付怎么保证？'
const pollTitle = '您最想听哪一段？'

let browser: Browser
let demo: Demo
let db: Database
let eventUrl: string
let organizeUrl: string
let pitches: Party[]
let funds: [Party, Party]
/** The seven. */
let desk: Visitor, screen: Visitor, monitor: Visitor, judge: Visitor, first: Visitor, second: Visitor, founder: Visitor
/** The organizer's other tab: judging, questions, interest. */
let office: Page
let control: DeskPage
let views: StageView[]
let phones: StageView[]
let judging: JudgePage

const everybody = () => [desk, screen, monitor, judge, first, second, founder]
const keep = (page: Page, name: string) => page.screenshot({ path: `${pictures}/${name}.png` })
const pitchOf = (at: number): Party => pitches[at] as Party
const atAll = (name: string) => Promise.all(views.map((view) => view.shows(name)))

async function enter(device: 'desktop' | 'phone', personId: string | null): Promise<Visitor> {
  const visitor = await openVisitor(browser, demo.url, { device, locale })
  if (personId !== null) await visitor.page.goto(`${demo.url}/sign-in/demo/${personId}`)
  return visitor
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  browser = await openBrowser()
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
  ;[eventUrl, organizeUrl] = [`${demo.url}/events/${slug}`, `${demo.url}/organize/${slug}`]
  const cast = new Cast(db, demo, slug, locale)
  pitches = await cast.fillPitches()
  funds = await cast.freeFunds(pitchOf(0))
  const idOf = (role: string): string => demo.person(role).signInUrl.split('/').at(-1) ?? ''
  ;[desk, screen, monitor, judge, first, second, founder] = await Promise.all([enter('desktop', idOf('organizer')), enter('desktop', null), enter('desktop', idOf('crew')), enter('phone', idOf('judge')), enter('phone', funds[0].personId), enter('phone', funds[1].personId), enter('phone', pitchOf(0).personId)])
  const stage = await db.client.stage.findFirstOrThrow({ where: { event: { slug } } })
  control = new DeskPage(desk.page, `${organizeUrl}/stage/${stage.id}`, locale)
  phones = [first, second, founder].map(({ page }) => new StageView(page, `${eventUrl}/live`, locale, 'phone'))
  views = [new StageView(screen.page, `${demo.url}/screen/${stage.id}`, locale, 'screen'), new StageView(monitor.page, `${demo.url}/monitor/${stage.id}`, locale, 'monitor'), ...phones]
  judging = new JudgePage(judge.page, eventUrl, locale)
  office = await desk.context.newPage()
  office.setDefaultTimeout(20_000)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

// What everybody saw when something went wrong.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await Promise.all([...everybody().map((one) => one.page), office].map((page, at) => keep(page, `failed-${at}`)))
})

/** From the call to the questions; `during` happens while the pitch is on. Leaves the pitch in its questions. */
async function pitch(company: Party, points: number, during: () => Promise<unknown> = async () => undefined): Promise<void> {
  await atAll(company.name)
  await control.next()
  await Promise.all(views.map((view) => view.countdown.waitFor()))
  await Promise.all([judging.score(company.name, points), during()])
  await control.next()
}

test('the organizer opens the day: live, judging, interest; everybody opens a view of the stage', async () => {
  expect(pitches).toHaveLength(8)
  await office.goto(`${organizeUrl}/settings`)
  const live = office.locator('details').filter({ has: office.locator('input[name="to"][value="live"]') })
  await live.locator('summary').click()
  await live.getByRole('button').click()
  await office.locator('[aria-current="step"]').filter({ hasText: t('events:phases.live.name') }).waitFor()
  for (const [room, step] of [['judging', 'open'], ['interest', 'start']] as const) {
    const page = new StepsPage(office, organizeUrl, locale, room)
    await page.open()
    await page.take(step, 'open')
  }
  await Promise.all([control.open(), judging.open(), ...views.map((view) => view.open())])
  await control.openStage()
  await new ModerationPage(office, organizeUrl, locale).open()
})

test('the opening runs late; the organizer sees by how much and takes it up in the breaks and questions', async () => {
  await control.next()
  await control.next()
  await control.button('stage:act.addFive').click()
  await expect.poll(() => control.lateAtEnd(), { timeout: 10_000 }).not.toBeNull()
  const before = await control.lateAtEnd()
  await keep(desk.page, 'desk-late')
  await control.button('stage:drift.absorb').click()
  await desk.page.getByText(t('stage:log.replan')).first().waitFor()
  await expect.poll(async () => (await control.lateAtEnd()) ?? 0, { timeout: 10_000 }).toBeLessThan(before ?? 0)
  await control.next()
  await control.next()
  await control.next()
  await control.next()
  await atAll(pitchOf(0).name)
})

/** A poll from the moderator's desk to its result on both phones. */
async function pollOfTheHall(guests: readonly [HallPhone, HallPhone], moderation: ModerationPage): Promise<void> {
  await moderation.makePoll(pollTitle, ['技术', '市场'])
  await moderation.poll(pollTitle, 'open', 'open')
  await Promise.all([guests[0].vote(pollTitle, '技术'), guests[1].vote(pollTitle, '市场')])
  await moderation.poll(pollTitle, 'close', 'closed')
  await moderation.poll(pollTitle, 'reveal', 'revealed')
  await Promise.all(guests.map((guest) => guest.sawResult(pollTitle, 50, 1)))
  await keep(second.page, 'phone-poll')
}

test('eight companies pitch: two trade places, one is passed over and comes back, the judge scores each, funds speak', async () => {
  const guests = [new HallPhone(first.page, locale), new HallPhone(second.page, locale)] as const
  const moderation = new ModerationPage(office, organizeUrl, locale)
  await pitch(pitchOf(0), 9, async () => {
    await Promise.all(guests.map((guest) => guest.wantsToMeet()))
    const words = await control.say('wrapUp')
    await monitor.page.getByRole('alert').filter({ hasText: words }).waitFor()
    await Promise.all([keep(desk.page, 'desk'), keep(screen.page, 'big-screen'), keep(monitor.page, 'monitor'), keep(first.page, 'phone-investor'), keep(founder.page, 'phone-founder')])
    await control.change(pitchOf(1).name, 'swap')
    await screen.page.locator('footer').filter({ hasText: pitchOf(2).name }).waitFor()
  })
  await control.next()

  // One phone is away while a question is asked, read and shown, and the stage goes on.
  await pitch(pitchOf(2), 7, async () => {
    await second.context.setOffline(true)
    await second.page.getByText(t('stage:link.away')).waitFor()
    await guests[0].ask(question)
    expect(await second.page.getByText(question).count()).toBe(0)
    await moderation.act(question, 'show')
    await guests[0].question(question).waitFor()
  })
  await control.next()
  await views[0]?.shows(pitchOf(1).name)
  second.heard.length = 0
  await second.context.setOffline(false)
  await phones[1]?.untilLive()
  await guests[1].question(question).waitFor()
  expect((await guests[1].questions()).sort()).toEqual((await guests[0].questions()).sort())
  expect(second.heard).toEqual([])

  await pitch(pitchOf(1), 6, async () => {
    await guests[1].upVote(question)
    await guests[0].hasVotes(question, 1)
    await keep(office, 'moderation')
    await moderation.act(question, 'answer')
    await guests[0].question(question).getByText(t('audience:answered')).waitFor()
  })
  await control.next()
  await pitch(pitchOf(3), 8, () => pollOfTheHall(guests, moderation))
  // The break: called, begun, ended.
  await control.next()
  await control.next()
  await control.next()
  await pitch(pitchOf(4), 5, () => control.change(pitchOf(5).name, 'skip'))
  await control.line(pitchOf(5).name).getByText(t('stage:outcome.skipped')).waitFor()
  await control.next()
  await pitch(pitchOf(6), 7, () => control.change(pitchOf(5).name, 'return'))
  await control.next()
  await pitch(pitchOf(5), 4)
  await control.next()
  await pitch(pitchOf(7), 6)
  await keep(judge.page, 'judge')
  await control.next()
  await control.next()
  await Promise.all(views.map((view) => view.isOver()))
  await keep(screen.page, 'big-screen-over')
})

test('results are released and interest is opened: the founder reads both on a page that was open all along', async () => {
  await founder.page.goto(`${eventUrl}/interest`)
  await founder.page.getByText(t('interest:founder.sealed')).waitFor()
  const results = new StepsPage(office, organizeUrl, locale, 'judging')
  await results.open()
  await results.take('close', 'closed')
  await keep(office, 'judging-results')
  await results.take('release', 'released')
  const interest = new StepsPage(office, organizeUrl, locale, 'interest')
  await interest.open()
  await interest.take('seal', 'sealed')
  await interest.take('reveal', 'opened')
  for (const fund of funds) await founder.page.locator('#content li').filter({ hasText: fund.name }).filter({ hasText: t('interest:told.meet') }).waitFor()
  await founder.page.getByText(t('judging:released.own', { place: 1, score: '§' }).split('§')[0] ?? '').waitFor()
  await keep(founder.page, 'phone-founder-interest')
})

test('funds like and rank, the founder ranks them, and one press brings the meetings to phones that lie open', async () => {
  const clearing = new ClearingDesk(office, organizeUrl, locale)
  const [one, other, own] = [first, second, founder].map(({ page }) => new WishPhone(page, eventUrl, locale)) as [WishPhone, WishPhone, WishPhone]
  await Promise.all([clearing.open(), one.open(), other.open(), own.open()])
  await clearing.take('open', 'liking')
  await Promise.all([one, other, own].map((phone) => phone.goOn('liking')))
  await Promise.all([one.takeSuggested(), other.rank(pitchOf(4).name)])
  await Promise.all([one.rank(pitchOf(3).name), other.rank(pitchOf(0).name)])
  await Promise.all([one.rank(pitchOf(0).name), other.place(pitchOf(0).name, 1)])
  expect(await other.order()).toEqual([pitchOf(0).name, pitchOf(4).name])
  await clearing.hasLists(2, 0)
  await keep(first.page, 'phone-fund-list')
  await clearing.take('rank', 'ranking')
  await own.goOn('ranking')
  for (const fund of [funds[1], funds[0]]) await own.rank(fund.name)
  expect(await own.order()).toEqual([funds[1].name, funds[0].name])
  await Promise.all([clearing.hasLists(2, 1), keep(founder.page, 'phone-founder-list')])

  const agendas = [first, second, founder].map(({ page }) => new AgendaPage(page, eventUrl, locale)) as [AgendaPage, AgendaPage, AgendaPage]
  await Promise.all(agendas.map((agenda) => agenda.open().then(() => agenda.untilLive())))
  for (const { heard } of [first, second, founder]) heard.length = 0
  await clearing.take('clear', 'running', 'cleared')
  const [ofFirst, ofSecond, ofFounder] = agendas
  await Promise.all([ofFirst.meeting(pitchOf(0).name), ofSecond.meeting(pitchOf(0).name), ofFounder.meeting(funds[0].name), ofFounder.meeting(funds[1].name)].map((row) => row.waitFor()))
  expect([first, second, founder].flatMap(({ heard }) => heard)).toEqual([])
  const report = await clearing.report(1)
  await report.getByText(t('clearing:report.all'), { exact: true }).waitFor()
  await Promise.all([keep(office, 'clearing'), keep(first.page, 'phone-fund-agenda'), keep(founder.page, 'phone-founder-agenda')])
  await one.open()
  await Promise.all([one.outcome(pitchOf(0).name, 'met'), one.outcome(pitchOf(3).name, 'not_mutual')])
  await keep(first.page, 'phone-fund-outcome')
})

test('nothing was written to the console of anybody', () => {
  const heard = everybody().flatMap(({ problems }) => problems)
  expect(heard.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})
