import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createAdmin } from '#server/admin-commands.ts'
import { checkAudit } from '#server/jobs/audit-check.ts'
import { backUp, checkIntegrity, restore } from '#server/platform/backup.ts'
import { openDatabase } from '#server/platform/db.ts'
import { createFileStore } from '#server/platform/files.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let world: TestApp
let admin: ReturnType<typeof createAdmin>
let folder: string

beforeEach(async () => {
  world = await createTestApp()
  admin = createAdmin(world.platform)
  folder = mkdtempSync(join(tmpdir(), 'touhai-admin-'))
})

afterEach(async () => {
  await world.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const csv = (text: string): Uint8Array => new TextEncoder().encode(text)

test('an organizer made on the command line can do what organizers can, and nothing elsewhere', async () => {
  const event = await makeEvent(world.db)
  const other = await makeEvent(world.db)
  await admin.createOrganizer({ email: 'Boss@Park.example', name: '顾清越', event: event.slug })
  const person = await world.db.client.person.findUniqueOrThrow({ where: { email: 'boss@park.example' }, select: { isAdmin: true, roles: { select: { eventId: true, role: true } } } })
  expect(person).toEqual({ isAdmin: false, roles: [{ eventId: event.id, role: 'organizer' }] })
  expect(other.id).not.toBe(event.id)
})

test('a token works until it is revoked', async () => {
  await admin.createOrganizer({ email: 'boss@park.example', name: 'Boss' })
  const [line, secret = ''] = (await admin.createToken({ email: 'boss@park.example', name: 'ci', scopes: ['read'] })).split('\n')
  expect(await world.app.identity.actorOfToken(secret)).toMatchObject({ kind: 'person', isAdmin: true, token: { scopes: ['read'] } })
  await admin.revokeToken(/Token (\w+)/.exec(line ?? '')?.[1] ?? '')
  expect(await world.app.identity.actorOfToken(secret)).toBeNull()
  await expect(admin.createToken({ email: 'boss@park.example', name: 'x', scopes: ['everything'] })).rejects.toThrow('There is no scope everything')
})

test('a roster comes in from the command line, or not at all', async () => {
  const event = await makeEvent(world.db)
  await admin.createOrganizer({ email: 'boss@park.example', name: 'Boss', event: event.slug })
  const roster = { event: event.slug, target: 'startups', as: 'boss@park.example', fileName: 'roster.csv' }
  const good = '公司名称,行业,统一社会信用代码\n砚澄智能,人工智能,91330100799655058B\n'
  expect(await admin.importRoster({ ...roster, bytes: csv(good) })).toContain('1 new')
  const bad = '公司名称,行业,统一社会信用代码\n岫珩药业,生物医药,\n翎枢航空,空天信息,91350100M000100Y4Z\n'
  await expect(admin.importRoster({ ...roster, bytes: csv(bad) })).rejects.toThrow()
  expect(await world.db.client.organization.count()).toBe(1)
})

test('a line of the audit trail that was changed or taken out is found', async () => {
  const event = await makeEvent(world.db)
  for (const name of ['a', 'b', 'c']) await admin.createOrganizer({ email: `${name}@park.example`, name, event: event.slug })
  expect(await checkAudit(world.db)).toEqual({ lines: 3, broken: null })
  const { client } = world.db
  const triggers = await client.$queryRaw<{ name: string }[]>`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'AuditEntry'`
  for (const { name } of triggers) await client.$executeRawUnsafe(`DROP TRIGGER "${name}"`)
  await client.auditEntry.update({ where: { seq: 2 }, data: { subject: 'person:somebody-else' } })
  expect(await checkAudit(world.db)).toEqual({ lines: 1, broken: { seq: 2, why: 'hash' } })
  await client.auditEntry.delete({ where: { seq: 2 } })
  expect(await checkAudit(world.db)).toEqual({ lines: 1, broken: { seq: 2, why: 'gap' } })
})

test('a backup taken while the server runs holds everything, and is put back only when the server is stopped', async () => {
  const file = (world.db as unknown as { file: string }).file
  const copy = join(folder, 'copy.sqlite')
  await admin.createOrganizer({ email: 'boss@park.example', name: 'Boss' })
  await backUp(file, copy)
  expect(checkIntegrity(copy)).toBe('ok')
  await expect(backUp(file, copy)).rejects.toThrow('already there')
  expect(() => restore(copy, file)).toThrow('stop the server first')

  const home = join(folder, 'touhai.sqlite')
  restore(copy, home)
  const again = await openDatabase({ file: home })
  expect(await again.client.person.count()).toBe(1)
  await again.close()
  restore(copy, home)
  expect(existsSync(`${home}.replaced`)).toBe(true)
  writeFileSync(copy, 'not a database')
  expect(() => restore(copy, home)).toThrow()
})

test('a backup holds the decks that were uploaded, one replaced meanwhile too, and brings them back', async () => {
  const event = await makeEvent(world.db)
  const founder = await makeDelegation(world.db, event.id)
  const data = join(folder, 'data')
  const [files, decks] = [join(data, 'files'), createFileStore(data)]
  const upload = async (fileKey: string, text: string): Promise<void> => {
    await decks.write('decks', fileKey, new TextEncoder().encode(text))
    await world.db.client.pitchDeck.updateMany({ data: { currentKey: null } })
    await world.db.client.pitchDeck.create({ data: { id: fileKey, eventId: event.id, delegationId: founder.id, currentKey: `${event.id}:${founder.id}`, fileKey, fileName: 'a.pdf', bytes: text.length, sha256: '', state: 'uploaded', createdAt: new Date(0) } })
  }
  await upload('first', 'the first deck')
  await upload('second', 'the second deck')
  await decks.remove('decks', 'first')
  const file = (world.db as unknown as { file: string }).file
  const copy = join(folder, 'with-decks.sqlite')
  expect(await backUp(file, copy, files)).toEqual([])
  expect(readdirSync(join(`${copy}.files`, 'decks'))).toEqual(['second'])
  await expect(backUp(file, join(folder, 'x.sqlite'), files)).resolves.toEqual([])

  // Somewhere else, where another deck of other times lies.
  const home = join(folder, 'home')
  await createFileStore(home).write('decks', 'other', new TextEncoder().encode('of another time'))
  restore(copy, join(home, 'touhai.sqlite'), join(home, 'files'))
  expect(new TextDecoder().decode((await createFileStore(home).read('decks', 'second')) ?? undefined)).toBe('the second deck')
  expect([readdirSync(join(home, 'files', 'decks')), readdirSync(join(home, 'files.replaced', 'decks'))]).toEqual([['second'], ['other']])

  await decks.remove('decks', 'second')
  expect(await backUp(file, join(folder, 'lost.sqlite'), files)).toEqual(['second'])
})
