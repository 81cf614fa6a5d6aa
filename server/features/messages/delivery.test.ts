import { fork } from 'node:child_process'
import { once } from 'node:events'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { createRegistry } from '#server/jobs/registry.ts'
import { createRunner } from '#server/jobs/runner.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'
import { createRunWork } from '#server/jobs/work.ts'
import { ok } from '#server/domain/shared/result.ts'
import { createIds } from '#server/platform/ids.ts'
import { createSmtpMailer, type MailPatience } from '#server/platform/mailer.ts'
import { manualClock, type ManualClock } from '#tests/fixtures/manual-clock.ts'
import { startMailServer, startSilentServer, type MailServer } from '#tests/fixtures/mail-server.ts'
import { plainMail } from '#tests/fixtures/plain-mail.ts'
import { freePort } from '#tests/setup/server.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'

import { createMessagesCommands } from './commands.ts'
import { createMailJobs } from './jobs.ts'
import type { MailContent, MailTemplates } from './mail.ts'

const hourMs = 3_600_000

let db: TestDatabase
let clock: ManualClock
let closing: (() => unknown)[]
beforeEach(async () => {
  db = await createTestDatabase()
  clock = manualClock(Date.now())
  closing = []
})
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  await db.dispose()
})

async function serve(options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> {
  const server = await startMailServer(options)
  closing.push(() => server.close())
  return server
}

/** Everything that sends mails, over real SMTP. */
function post(url: string, options: { templates?: MailTemplates; keepContent?: boolean; patience?: MailPatience } = {}) {
  const mailer = createSmtpMailer(url, 'no-reply@touhai.example', options.patience)
  closing.push(() => mailer.close())
  const ids = createIds(undefined, clock)
  const work = createRunWork({ db, clock, ids, publish: () => undefined, nudge: () => undefined })
  const templates = options.templates ?? { plain: async () => plainMail }
  const handlers = createMailJobs({ db, clock, mailer, templates, keepContent: options.keepContent ?? false })
  const runner = createRunner({ db, registry: createRegistry(handlers), clock, logger: { error: () => undefined, warn: () => undefined }, random: () => 0 })
  const { queueMail } = createMessagesCommands({ work, quick: createQuickWork({ db, clock, ids, publish: () => undefined, nudge: () => undefined }), mailDomain: 'touhai.example' })
  return {
    run: () => runner.runDue(),
    async queue(toEmail = 'wang@example.com', toName = '', template = 'plain'): Promise<string | null> {
      const queued = await work(anonymous, async (held) => ok(await queueMail(held, { template, subjectId: 'x', personId: null, toEmail, toName, locale: 'en' })))
      return queued.ok ? queued.value : null
    },
    /** Lets time pass to when the next try is due, and tries; false where none is. */
    async tryNext(): Promise<boolean> {
      const next = await db.client.job.findFirst({ where: { state: 'queued' }, orderBy: { runAt: 'asc' }, select: { runAt: true } })
      if (next === null) return false
      clock.set(Math.max(clock.now(), next.runAt.getTime()))
      await runner.runDue()
      return true
    },
  }
}

const mails = () => db.client.mailMessage.findMany({ orderBy: { id: 'asc' }, select: { state: true, attempts: true, error: true } })

describe('a mail server that is away', () => {
  test('for more than two hours is asked again, ever more seldom, and the mail goes out once when it is back', async () => {
    const port = await freePort()
    const { queue, run, tryNext } = post(`smtp://127.0.0.1:${port}`)
    await queue()
    const began = clock.now()
    await run()
    const tries = [clock.now() - began]
    while (clock.now() - began < 2 * hourMs) {
      expect(await tryNext()).toBe(true)
      tries.push(clock.now() - began)
    }
    const pauses = tries.slice(1).map((at, i) => at - (tries[i] ?? 0))
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses.length).toBeLessThan(16)
    expect(await mails()).toEqual([{ state: 'queued', attempts: tries.length, error: 'Error:ESOCKET' }])
    const server = await serve({ port })
    await tryNext()
    expect(server.taken.map(({ recipients, subject }) => ({ recipients, subject }))).toEqual([{ recipients: ['wang@example.com'], subject: 'A plain mail' }])
    expect(await mails()).toEqual([{ state: 'sent', attempts: tries.length + 1, error: '' }])
    expect(await tryNext()).toBe(false)
  })

  test('for good leaves the mail as failed after more than a day, with a code', async () => {
    const { queue, run, tryNext } = post(`smtp://127.0.0.1:${await freePort()}`)
    await queue()
    const began = clock.now()
    await run()
    while (await tryNext());
    expect(clock.now() - began).toBeGreaterThan(26 * hourMs)
    expect(await mails()).toEqual([{ state: 'failed', attempts: 64, error: 'Error:ESOCKET' }])
    expect(await db.client.job.findMany({ select: { state: true } })).toEqual([{ state: 'dead' }])
  })

  test('but takes connections and says nothing is given up on, while others write and read', async () => {
    const silent = await startSilentServer()
    closing.push(() => silent.close())
    const { queue, run } = post(silent.url, { patience: { connectMs: 400, greetMs: 400, silenceMs: 400 } })
    await queue()
    let over = false
    const running = run().then(() => (over = true))
    await silent.reached
    for (let i = 0; i < 5; i += 1) await queue(`other${i}@example.com`)
    expect([over, await db.client.mailMessage.count()]).toEqual([false, 6])
    await running
    expect((await mails())[0]).toEqual({ state: 'queued', attempts: 1, error: 'Error:ETIMEDOUT' })
  })
})

describe('a database that takes no mark', () => {
  test('leaves no mail queued for ever: it is sent no more than its patience, and marked as failed when it can be', async () => {
    const server = await serve()
    const { queue, run, tryNext } = post(server.url)
    await queue()
    await db.client.$executeRawUnsafe(`CREATE TRIGGER "away" BEFORE UPDATE ON "MailMessage" BEGIN SELECT RAISE(ABORT, 'away'); END`)
    await run()
    for (let tries = 1; tries < 70; tries += 1) expect(await tryNext()).toBe(true)
    expect([server.taken.length, new Set(server.taken.map((mail) => mail.messageId)).size, await mails()]).toEqual([64, 1, [{ state: 'queued', attempts: 0, error: '' }]])
    await db.client.$executeRawUnsafe(`DROP TRIGGER "away"`)
    expect([await tryNext(), await mails(), await tryNext()]).toEqual([true, [{ state: 'failed', attempts: 1, error: 'Error:mail.unmarked' }], false])
  })
})

describe('a process that dies after the mail server has said yes', () => {
  test('leaves a mail that is sent once more, with the same Message-ID', async () => {
    let taken = (): void => undefined
    const first = new Promise<void>((resolve) => (taken = resolve))
    let isFirst = true
    const server = await serve({
      // The yes to the first is held until the process that waits for it is gone.
      onTaken: () => {
        if (!isFirst) return
        isFirst = false
        taken()
        return once(child, 'exit').then(() => undefined)
      },
    })
    const { queue, run } = post(server.url)
    await queue()
    const child = fork('tests/fixtures/mail-sending-process.ts', [db.file, server.url], { execArgv: ['--import', 'tsx'] })
    await first
    child.kill('SIGKILL')
    await once(child, 'exit')
    await run()
    expect([server.taken.length, await mails()]).toEqual([1, [{ state: 'queued', attempts: 0, error: '' }]])
    clock.set(Date.now() + 61_000)
    await run()
    expect(server.taken).toHaveLength(2)
    expect(new Set(server.taken.map((mail) => mail.messageId)).size).toBe(1)
    expect(server.taken[0]?.messageId).toMatch(/^<[0-9a-z]{26}@touhai\.example>$/)
    expect(await mails()).toEqual([{ state: 'sent', attempts: 1, error: '' }])
  })
})

describe('an address that the mail server refuses', () => {
  test('for good (550) fails at once, with a code and none of the words that quote the address', async () => {
    const server = await serve({ refuse: () => 550 })
    const { queue, run, tryNext } = post(server.url)
    await queue()
    await run()
    expect(await mails()).toEqual([{ state: 'bounced', attempts: 1, error: 'Error:EENVELOPE' }])
    expect(await db.client.job.findMany({ select: { state: true, lastError: true } })).toEqual([{ state: 'dead', lastError: 'GiveUp:mail.refused' }])
    expect([await tryNext(), server.named]).toEqual([false, ['wang@example.com']])
  })

  test('for now (451, greylisting) is tried again and gets its mail', async () => {
    let refusals = 2
    const server = await serve({ refuse: () => (refusals-- > 0 ? 451 : null) })
    const { queue, run, tryNext } = post(server.url)
    await queue()
    await run()
    while (await tryNext());
    expect(server.taken).toHaveLength(1)
    expect(await mails()).toEqual([{ state: 'sent', attempts: 3, error: '' }])
  })
})

describe('what a mail is about', () => {
  test('may be gone when its turn comes: then nothing is sent', async () => {
    const server = await serve()
    const { queue, run } = post(server.url, { templates: { plain: async () => null } })
    await queue()
    await run()
    expect([await mails(), server.named]).toEqual([[{ state: 'skipped', attempts: 0, error: '' }], []])
  })

  test('may be impossible to say: then it fails in the end instead of waiting for ever', async () => {
    const server = await serve()
    const broken = async (): Promise<MailContent> => Promise.reject(new TypeError('facts of wang@example.com are broken'))
    const { queue, run, tryNext } = post(server.url, { templates: { broken } })
    await queue('wang@example.com', '', 'broken')
    await queue('wang@example.com', '', 'nobody_knows_it')
    await queue('wang@example.com', '', 'constructor')
    await run()
    while (await tryNext());
    expect(await mails()).toEqual([
      { state: 'failed', attempts: 16, error: 'TypeError' },
      { state: 'failed', attempts: 16, error: 'Error:mail.no_template' },
      { state: 'failed', attempts: 16, error: 'Error:mail.no_template' },
    ])
  })

  test.each([true, false])('is kept only where the mailbox page shows it (%s)', async (keepContent) => {
    const server = await serve()
    const calendar = { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } as const
    const { queue, run } = post(server.url, { keepContent, templates: { plain: async () => ({ ...plainMail, calendar }) } })
    await queue()
    await run()
    const kept = await db.client.mailMessage.findFirstOrThrow({ select: { state: true, subject: true, html: true, text: true, calendar: true } })
    expect({ ...kept, html: kept.html.includes('One line.') }).toEqual({
      state: 'sent', subject: 'A plain mail', html: keepContent, text: keepContent ? 'One line.' : '', calendar: keepContent ? calendar.content : '',
    })
    expect(server.taken[0]?.source).toContain('text/calendar')
  })
})
