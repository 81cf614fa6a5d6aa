import { Writable } from 'node:stream'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createLogger } from '#server/platform/logger.ts'
import { openPages, type Jar, type PagesHouse } from '#tests/fixtures/pages-house.ts'
import { signInSecrets } from '#server/platform/secrets.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeRequest, makeStaff } from '#tests/factories/meetings.ts'

let lines: string[]
let house: PagesHouse
beforeEach(async () => {
  lines = []
  const stream = new Writable({
    write(part: Buffer, _encoding, done) {
      lines.push(part.toString())
      done()
    },
  })
  const refusal = Object.assign(new Error('550 no mailbox secret.reader@example.com for 欧阳知远'), { code: 'EENVELOPE', response: '550 secret.reader@example.com', recipient: 'secret.reader@example.com' })
  house = await openPages({ LOG_LEVEL: 'trace' }, { logger: createLogger('trace', stream), mailer: { send: () => Promise.reject(refusal), close: () => undefined } })
})
afterEach(() => house.dispose())

const email = 'secret.reader@example.com'
const names = ['欧阳知远', 'Ouyang Zhiyuan', '绝密科技有限公司']
const phone = '+86 13987654321'
const message = '我们的估值是三亿七千万，请保密'

/** Everything on this machine's streams that is the log: the logger's own, and whatever was written to the console. */
function heard(): string {
  const spied = [vi.mocked(console.error), vi.mocked(console.warn)].flatMap((spy) => spy.mock.calls.flat().map(String))
  const all = [...lines, ...spied].join('\n')
  vi.mocked(console.error).mockClear()
  vi.mocked(console.warn).mockClear()
  return all
}

test('signing in, asking for a meeting, a roster and a failure leave no address, name, code, secret, phone or message in the log', async () => {
  const { db, app, platform } = house
  const jar: Jar = new Map()
  await house.post('/sign-in', { email, next: `/search?q=${encodeURIComponent(names[0]!)}` }, jar)
  const { id } = await db.client.signInChallenge.findFirstOrThrow()
  const { code, link } = signInSecrets(platform.appSecret, id)
  await house.runJobs()
  await house.get(`/sign-in/link/${id}.${link}`)
  await house.get(`/sign-in/link/${id}.${link}.data`)
  await house.post('/sign-in/code', { code: code === '000000' ? '000001' : '000000' }, jar)
  expect((await house.post('/sign-in/code', { code }, jar)).status).toBe(303)
  const session = jar.get('touhai') ?? ''
  const browser = jar.get('touhai-browser') ?? ''
  const saved = await house.post('/account', { version: '1', nameZh: names[0]!, nameEn: names[1]!, titleZh: '', titleEn: '', phone, locale: 'zh-CN', zone: '' }, jar)
  expect(saved.status).toBe(200)

  const event = await makeEvent(db)
  const person = await db.client.person.findUniqueOrThrow({ where: { email } })
  const from = await makeDelegation(db, event.id, { side: 'startup', personIds: [person.id as never], nameZh: names[2] })
  const to = await makeDelegation(db, event.id, { side: 'investor' })
  await makeRequest(db, event.id, { from, to, message, holds: [event.at('10:00')] })
  const page = await house.get(`/events/${event.slug}/requests?with=${encodeURIComponent(email)}`, jar)
  expect([page.status, (await page.text()).includes(message)]).toEqual([200, true])

  const roster = `姓名,机构,邮箱,手机\n${names[0]},${names[2]},${email},${phone}\n`
  const uploaded = await app.imports.upload(await makeStaff(db, event.id), { eventId: event.id, target: 'people', fileName: `${names[2]}.csv`, bytes: Buffer.from(roster) })
  expect(uploaded.ok).toBe(true)

  // Errors as drivers throw them, quoting what they choked on, and our own in the shapes in which they get logged.
  const quoting = Object.assign(new Error(`Invalid value ${email} ${code}\n    at nobody ${phone}\n    at ${email} (file:///x:1:1)\n${message}`), { code: 'P2000', meta: { email, value: names[0] } })
  platform.logger.error({ err: quoting }, 'request failed')
  platform.logger.error({ error: quoting, person: { email, nameZh: names[0], phone } }, 'page failed')
  platform.logger.warn({ email, name: names[0], secret: session, nested: { code, deeper: { link } } }, 'closed')
  await db.client.$executeRawUnsafe('ALTER TABLE "MailMessage" RENAME COLUMN "toEmail" TO "gone"')
  const broken = await house.get(`/mailbox?to=${encodeURIComponent(email)}`, jar)
  expect(broken.status).toBe(500)
  const shown = await broken.text()

  const log = heard()
  expect(log).toContain('"path":"/sign-in/link/…"')
  expect(log).toContain('page failed')
  for (const secret of [email, 'secret.reader', ...names, code, link, session, browser, phone, '13987654321', message, encodeURIComponent(names[0]!), encodeURIComponent(email)]) {
    expect([secret, log.split('\n').find((line) => line.includes(secret)) ?? null]).toEqual([secret, null])
  }
  for (const secret of [phone, message, code, 'toEmail', 'MailMessage']) expect([secret, shown.includes(secret)]).toEqual([secret, false])
  const reference = /[0-9a-z]{26}/.exec(shown.split('Reference').at(1) ?? shown.split('编号').at(-1) ?? '')?.[0] ?? 'none'
  expect(lines.find((line) => line.includes('page failed') && line.includes(reference))).toBeDefined()
})
