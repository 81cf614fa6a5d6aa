import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'

import { clockRange } from '#server/domain/shared/time.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { AgendaPage } from './pages/phone-pages.ts'
import { RepairPage } from './pages/repair-page.ts'
import { DeskPage } from './pages/stage-pages.ts'

// The demo's event of today: meetings lie so close behind its pitches that a late stage costs some of them.
const locale = 'zh-CN'
const t = translator(locale)
const slug = 'demo-day-today'
const late = 15

let browser: Browser
let demo: Demo
let db: Database
let desk: Visitor, founder: Visitor, fund: Visitor, apart: Visitor
let control: DeskPage
let agendas: { founder: AgendaPage; fund: AgendaPage; apart: AgendaPage }

type Person = { id: string; name: string; company: string }
/** Whoever leads the second company on stage, whom she meets right after it, and a start-up that has nothing to do with either. */
let cast: { founder: Person; fund: Person; apart: Person }
let meeting: { id: string; startsAt: Date; endsAt: Date }

const lead = { organization: true, delegates: { where: { isLead: true }, include: { person: true } } } as const
type Side = { organization: { nameZh: string }; delegates: { person: { id: string; nameZh: string; nameEn: string } }[] }
const personOf = ({ organization, delegates: [one] }: Side): Person => ({ id: one?.person.id ?? '', name: one?.person.nameZh || (one?.person.nameEn ?? ''), company: organization.nameZh })

async function findCast(): Promise<void> {
  const pitch = await db.client.programmeItem.findFirstOrThrow({ where: { event: { slug }, kind: 'pitch' }, orderBy: { startsAt: 'asc' }, skip: 1, include: { delegation: { include: lead } } })
  const company = pitch.delegationId ?? ''
  const found = await db.client.meeting.findFirstOrThrow({ where: { OR: [{ aDelegationId: company }, { bDelegationId: company }], event: { slug } }, orderBy: { startsAt: 'asc' }, include: { a: { include: lead }, b: { include: lead } } })
  const partner = found.aDelegationId === company ? found.b : found.a
  const both = [company, partner.id]
  const none = { none: { OR: [{ aDelegationId: { in: both } }, { bDelegationId: { in: both } }] } }
  const other = await db.client.delegation.findFirstOrThrow({ where: { event: { slug }, side: 'startup', pitchBookings: { none: {} }, meetingsA: none, meetingsB: none }, orderBy: { id: 'asc' }, include: lead })
  cast = { founder: personOf(pitch.delegation!), fund: personOf(partner), apart: personOf(other) }
  meeting = found
}

const enter = async (device: 'desktop' | 'phone', address: string): Promise<Visitor> => {
  const visitor = await openVisitor(browser, demo.url, { device, locale })
  await visitor.page.goto(address)
  return visitor
}
const timesOf = async (agenda: AgendaPage): Promise<string[]> => (await agenda.meetings()).map((one) => `${one.time} ${one.text}`)

beforeAll(async () => {
  browser = await openBrowser()
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
  await findCast()
  ;[desk, founder, fund, apart] = await Promise.all([enter('desktop', demo.person('organizer').signInUrl), ...[cast.founder, cast.fund, cast.apart].map(({ id }) => enter('phone', `${demo.url}/sign-in/demo/${id}`))]) as [Visitor, Visitor, Visitor, Visitor]
  const stage = await db.client.stage.findFirstOrThrow({ where: { event: { slug } } })
  control = new DeskPage(desk.page, `${demo.url}/organize/${slug}/stage/${stage.id}`, locale)
  const agendaOf = ({ page }: Visitor) => new AgendaPage(page, `${demo.url}/events/${slug}`, locale)
  agendas = { founder: agendaOf(founder), fund: agendaOf(fund), apart: agendaOf(apart) }
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await demo?.dispose()
})

test('a stage that runs late moves the pitch on its founder’s phone, and the desk names whose meeting lies in the way', async () => {
  await Promise.all([control.open(), ...Object.values(agendas).map((agenda) => agenda.open().then(() => agenda.untilLive()))])
  for (const one of [founder, fund, apart]) one.heard.length = 0
  await control.openStage()
  await control.next()
  await control.next()
  await control.runLate(late)
  await control.dealWithLateness('shift')
  await founder.page.locator('#content li').filter({ hasText: t('agenda:own') }).filter({ hasNotText: clockRange(meeting.startsAt.getTime() - 1_200_000, meeting.startsAt.getTime() - 600_000, 'Asia/Shanghai') }).waitFor()
  const clash = await control.concerned(cast.founder.name)
  expect(await clash.innerText()).toContain(`${cast.fund.company} ${clockRange(meeting.startsAt.getTime(), meeting.endsAt.getTime(), 'Asia/Shanghai')}`)
  await clash.getByRole('button', { name: t('stage:drift.propose') }).click()
})

test('a repair is read and approved: the phones of the two who meet change by themselves, they are told, and nobody else is', async () => {
  const repair = new RepairPage(desk.page, locale)
  const card = await repair.proposal(cast.founder.name)
  const lines = await repair.lines(card)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(cast.fund.company)
  expect(lines[0]).toContain('→')
  const untouched = await timesOf(agendas.apart)
  const mails = await db.client.mailMessage.findMany({ select: { id: true } })
  await repair.approve(card)

  // The day stands before the time where it was another one.
  const [before = '', after = ''] = t('agenda:was.time', { time: '§', table: '¶' }).split('§')
  const was = new RegExp(`${before}.*${clockRange(meeting.startsAt.getTime(), meeting.endsAt.getTime(), 'Asia/Shanghai')}${after.split('¶')[0]}`)
  await Promise.all([agendas.founder.meeting(cast.fund.company).filter({ hasText: was }).waitFor(), agendas.fund.meeting(cast.founder.company).filter({ hasText: was }).waitFor()])
  const told = await db.client.mailMessage.findMany({ where: { id: { notIn: mails.map(({ id }) => id) } }, select: { personId: true } })
  expect(told.map(({ personId }) => personId).sort()).toEqual([cast.founder.id, cast.fund.id].sort())
  expect(await timesOf(agendas.apart)).toEqual(untouched)
  expect([founder, fund, apart].flatMap(({ heard }) => heard)).toEqual([])
  const moved = await db.client.meeting.findUniqueOrThrow({ where: { id: meeting.id } })
  expect(moved.startsAt.getTime()).toBeGreaterThanOrEqual(meeting.endsAt.getTime())
  expect([desk, founder, fund, apart].flatMap(({ problems }) => problems)).toEqual([])
})
