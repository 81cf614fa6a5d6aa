import ExcelJS from 'exceljs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { createSmtpMailer } from '#server/platform/mailer.ts'
import { createRequestInput } from '#server/protocol/inputs/requests.ts'
import { updateProfileInput } from '#server/protocol/inputs/profiles.ts'
import { submitInput } from '#server/protocol/inputs/registration.ts'
import { peopleInput } from '#server/protocol/inputs/directory.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { filled, makeForm, makeInvitation, makeRegistration, type MadeForm } from '#tests/factories/registrations.ts'
import { readByIcalJs, readByNodeIcal, unfolded } from '#tests/fixtures/calendar-readers.ts'
import { hostileStrings, unstorable, type HostileString } from '#tests/fixtures/hostile-strings.ts'
import { headerOf, startMailServer, type MailServer } from '#tests/fixtures/mail-server.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'

const patienceMs = 240_000
let post: MailServer
let house: PagesHouse
let event: MadeEvent
let organizer: PersonActor
let form: MadeForm
let fund: MadeDelegation
let meetingId: string
let listId: string
const startups: MadeDelegation[] = []
const jars: Record<'organizer' | 'fund' | 'founder' | 'visitor', Jar> = { organizer: new Map(), fund: new Map(), founder: new Map(), visitor: new Map() }

const emailOf = async (personId: string | undefined): Promise<string> => (await house.db.client.person.findUniqueOrThrow({ where: { id: personId ?? '' } })).email

/** What takes it through the door is done as people do it; what the door refuses is planted as an older version or an import might have left it. */
async function bring(one: HostileString, at: number): Promise<void> {
  const { db, app } = house
  const { text } = one
  const startup = await makeDelegation(db, event.id, { nameZh: text, nameEn: text })
  startups.push(startup)
  const personId = startup.people[0] ?? ''
  await db.client.person.update({ where: { id: personId }, data: { nameZh: text, nameEn: text, titleZh: text, titleEn: text } })
  await db.client.organization.update({ where: { id: startup.organizationId }, data: { legalName: text, place: text, descriptionZh: text, oneLinerZh: text, oneLinerEn: text } })
  const profile = updateProfileInput.safeParse({ eventId: event.id, organizationId: startup.organizationId, version: 1, nameZh: text, nameEn: text, oneLinerZh: text, oneLinerEn: text, descriptionZh: text, descriptionEn: text })
  expect([one.what, profile.success]).toEqual([one.what, one.isLine])
  if (profile.success) expect([one.what, await app.profiles.update(startup.actor(), profile.data)]).toMatchObject([one.what, { ok: true }])
  // A message may have several lines.
  const request = createRequestInput.safeParse({ eventId: event.id, toDelegationId: fund.id, holds: [event.at('09:00') + (at % 9) * 1_200_000], message: text })
  if (request.success) expect([one.what, await app.requests.create(startup.actor(), request.data)]).toMatchObject([one.what, { ok: true }])
  const applied = submitInput.safeParse({ ...filled(form), badge: { nameZh: text, nameEn: text, organizationZh: text, organizationEn: text, titleZh: text, titleEn: text }, answers: { why: text } })
  expect([one.what, applied.success]).toEqual([one.what, one.isLine])
  if (applied.success) expect([one.what, await app.registrations.submit(startup.actor(), applied.data)]).toMatchObject([one.what, { ok: true }])
  else await makeRegistration({ db }, event.id, personId, { name: text, state: 'confirmed' })
}

beforeAll(async () => {
  post = await startMailServer()
  house = await openPages({}, { mailer: createSmtpMailer(post.url, 'no-reply@touhai.example') })
  const { db, clock } = house
  event = await makeEvent(db)
  organizer = await makeStaff(db, event.id)
  form = await makeForm(house, event.id, { questions: [{ key: 'why', type: 'text', labelZh: '为什么', labelEn: 'Why' }] }, organizer)
  fund = await makeDelegation(db, event.id, { side: 'investor', inboundCap: 500 })
  for (const [at, one] of hostileStrings.entries()) await bring(one, at)
  for (const [at, startup] of startups.entries()) meetingId = (await makeMeeting(db, event.id, { a: startup, b: fund, startsAt: event.at('14:00') + at * 1_200_000, tableId: event.tables[0]?.id })).id
  listId = (await makeInvitation({ db }, event.id, startups[0]?.people[0] ?? '', hostileStrings[0]?.text)).listId
  clock.advance(10 * 60_000)
  await house.runJobs()
  jars.organizer = await house.signIn(await emailOf(organizer.personId))
  jars.fund = await house.signIn(await emailOf(fund.people[0]))
  jars.founder = await house.signIn(await emailOf(startups[1]?.people[0]))
}, patienceMs)
afterAll(async () => {
  await house.dispose()
  await post.close()
})

/** A hostile text that is more than text there: a tag, an attribute, an address, or a script of its own. */
function escaped(html: string): string[] {
  const nonce = /nonce="([^"]+)"/.exec(html)?.[1] ?? ''
  const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes = '']) => attributes).filter((attributes) => nonce === '' || !attributes.includes(`nonce="${nonce}"`))
  // What stands inside our own scripts is JSON, in which `<` is written as \u003c: a script can't end early.
  const markup = html.replace(/(<script\b[^>]*nonce=[^>]*>)[\s\S]*?<\/script>/g, '$1')
  return [
    ...[...html.matchAll(/<\/?x-hostile|<svg onload|<script>hostile/gi)].map(([found]) => found),
    ...[...markup.matchAll(/["'] onmouseover=["']hostile|(?:href|src|action)="\s*javascript:/gi)].map(([found]) => found),
    ...scripts.map((attributes) => `<script${attributes}>`),
  ]
}

/** Pages on which people, organizations, registrations and messages stand. A new one is a line here. */
const pages: [who: keyof typeof jars, path: () => string][] = [
  ['visitor', () => `/events/${event.slug}`],
  ['visitor', () => `/events/${event.slug}/programme`],
  ['fund', () => `/events/${event.slug}/agenda`],
  ['fund', () => `/events/${event.slug}/requests`],
  ['fund', () => `/events/${event.slug}/matches`],
  ['fund', () => `/events/${event.slug}/now`],
  ['fund', () => `/events/${event.slug}/calendar/${meetingId}`],
  ['fund', () => `/events/${event.slug}/people/${startups[2]?.id}`],
  ['founder', () => `/events/${event.slug}/profile`],
  ['founder', () => `/events/${event.slug}/register`],
  ['founder', () => '/account'],
  ['organizer', () => `/organize/${event.slug}`],
  ['organizer', () => `/organize/${event.slug}/people`],
  ['organizer', () => `/organize/${event.slug}/people/${startups[4]?.id}`],
  ['organizer', () => `/organize/${event.slug}/registrations`],
  ['organizer', () => `/organize/${event.slug}/messages`],
  ['organizer', () => `/organize/${event.slug}/invitations/${listId}`],
  ['organizer', () => `/organize/${event.slug}/door`],
  ['organizer', () => `/organize/${event.slug}/door/badges`],
]

describe('pages', () => {
  test.each(pages)('of the %s show hostile names as text: %s', { timeout: 60_000 }, async (who, path) => {
    for (const language of ['zh-CN', 'en']) {
      const response = await house.get(path(), jars[who], { 'accept-language': language })
      const html = await response.text()
      expect([path(), response.status, escaped(html)]).toEqual([path(), 200, []])
    }
  })

  test('would show it: the check above finds what is not written as text', () => {
    expect(hostileStrings.slice(0, 7).map(({ text }) => escaped(`<p title="${text}">${text}</p>`).length > 0)).toEqual([true, true, true, true, true, true, true])
    expect(escaped('<p>&lt;x-hostile&gt; &quot; onmouseover=&quot;hostile()</p>')).toEqual([])
  })
})

describe('mails', () => {
  test('have the headers and the one reader that we gave them', async () => {
    const ours = new Set((await house.db.client.person.findMany({ select: { email: true } })).map(({ email }) => email))
    expect(post.taken.length).toBeGreaterThan(hostileStrings.filter(({ isLine }) => isLine).length)
    for (const { source, recipients } of post.taken) {
      const head = source.split('\r\n\r\n')[0] ?? ''
      const names = head.split(/\r\n(?![ \t])/).map((header) => header.split(':')[0]?.toLowerCase())
      expect([headerOf(source, 'Subject'), names.filter((name, place) => names.indexOf(name) !== place), names.filter((name) => name === 'bcc' || name === 'cc')]).toEqual([headerOf(source, 'Subject'), [], []])
      expect([recipients.length, ours.has(recipients[0] ?? '')]).toEqual([1, true])
    }
  })

  test('show hostile names as text', () => {
    const bodies = post.taken.map(({ source }) => decoded(source))
    expect(bodies.filter((body) => body.includes('hostile')).length).toBeGreaterThan(10)
    expect(bodies.flatMap(escaped)).toEqual([])
  })
})

/** The HTML parts of a mail. */
function decoded(source: string): string {
  const [, html = ''] = /Content-Type: text\/html[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(source) ?? []
  const bytes = html.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

describe('calendars', () => {
  test('hold the meetings and nobody else, read alike by two programs', async () => {
    const address = await house.app.calendar.addressOf(fund.actor())
    const feed = await house.app.calendar.feed(/calendar\/(.*)\.ics$/.exec(address ?? '')?.[1] ?? '')
    const content = feed.ok ? feed.value.content : ''
    expect(content.split('\r\n').filter((text) => Buffer.byteLength(text) > 75)).toEqual([])
    expect(unfolded(content).filter((text) => /^(ATTENDEE|Bcc)/i.test(text) || !/^[A-Z-]+[;:]/.test(text))).toEqual([])
    const read = readByIcalJs(content)
    expect(read).toHaveLength(startups.length)
    // node-ical takes a written backslash and n for a line break, whatever is before them.
    const plain = (entries: typeof read) => entries.filter(({ summary }) => !summary.includes('\\'))
    expect(plain(readByNodeIcal(content)).filter((one) => plain(read).some(({ uid }) => uid === one.uid))).toEqual(plain(read))
  })
})

const starters = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/
const tables: [name: string, make: (format: 'csv' | 'xlsx', locale: 'zh-CN' | 'en') => Promise<{ ok: boolean; value?: { bytes: Uint8Array } }>][] = [
  ['the roster', (format, locale) => house.app.directory.exportRoster(organizer, peopleInput.parse({ eventId: event.id }), format, locale)],
  ['the invited', (format, locale) => house.app.invitations.exportList(organizer, { eventId: event.id, listId }, format, locale, {})],
  ['the orders', (format, locale) => house.app.orders.exportOrders(organizer, event.id, format, locale)],
]

describe('tables', () => {
  test.each(tables)('of %s hold no formula in any cell', async (_name, make) => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const csv = await make('csv', locale)
      const cells = (parse(Buffer.from(csv.value?.bytes ?? []), { bom: true, relax_column_count: true }) as string[][]).flat()
      expect([csv.ok, cells.filter((cell) => starters.test(cell))]).toEqual([true, []])
      const xlsx = await make('xlsx', locale)
      const book = new ExcelJS.Workbook()
      await book.xlsx.load((xlsx.value?.bytes ?? new Uint8Array()).slice().buffer as ArrayBuffer)
      const kinds = new Set<ExcelJS.ValueType>()
      book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => void kinds.add(cell.type))))
      expect([...kinds].filter((kind) => [ExcelJS.ValueType.Formula, ExcelJS.ValueType.Hyperlink].includes(kind))).toEqual([])
    }
  })
})

describe('what can\'t be stored', () => {
  test.each(unstorable)('%j is refused in every field', (text) => {
    const refused = [
      updateProfileInput.safeParse({ eventId: event.id, organizationId: fund.organizationId, version: 1, nameZh: 'a', descriptionZh: text }),
      createRequestInput.safeParse({ eventId: event.id, toDelegationId: fund.id, message: text }),
      submitInput.safeParse({ ...filled(form), answers: { why: text } }),
    ]
    expect(refused.map((one) => one.success)).toEqual([false, false, false])
  })
})
