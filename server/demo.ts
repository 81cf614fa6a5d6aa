import { writeFileSync } from 'node:fs'

import { plant } from '#prisma/seed/plant.ts'
import type { WorldMeans } from '#prisma/seed/world.ts'
import { nameKey } from '#server/domain/directory/names.ts'
import { searchKey, sortKey } from '#server/domain/directory/search-key.ts'

import type { App } from './app.ts'
import { livenDoor } from './demo-door.ts'
import { livenPitching } from './demo-pitching.ts'
import { livenTickets } from './demo-tickets.ts'
import { readActor } from './features/identity/store.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/db.ts'
import type { Ids } from './platform/ids.ts'
import type { PaymentRehearsal } from './platform/payment-rehearsal.ts'
import { phonetics } from './platform/pinyin.ts'
import { hashSecret } from './platform/secrets.ts'

type DemoParts = { db: Database; clock: Clock; ids: Ids; size: 'small' | 'haidian'; rehearsal?: PaymentRehearsal | null }

/** One person of the demo as the `--json` file gives it. */
export type DemoPerson = { name: string; role: string; organization: string; email: string; signInUrl: string; apiToken: string }

const demoSeed = 20_260_601

const keysOf: WorldMeans['keys'] = ({ nameZh, nameEn, extra }) => ({
  nameKey: nameKey(nameZh || nameEn, phonetics.toSimplified),
  searchKey: searchKey({ nameZh, nameEn, aliases: extra, isPerson: extra.length === 0 }, phonetics),
  sortKey: sortKey(nameZh || nameEn, extra.length === 0, phonetics),
})

/** Fills an empty database with the demo's invented series, events, people and requests. True if it did. */
export async function seedDemo({ db, clock, ids, size }: DemoParts): Promise<boolean> {
  if ((await db.client.series.count()) > 0) return false
  await db.transaction((tx) => plant(tx, size, { seed: demoSeed, now: clock.now(), newId: ids.newId, keys: keysOf }))
  return true
}

/** The event that a demo opens at, whichever phase somebody has brought it to since. */
const shownEvent = 'demo-day-winter'
const acceptances = { small: 18, haidian: 90 }
const draftSeconds = { small: 4, haidian: 20 }

/**
 * Brings a fresh demo to where things are interesting: some requests answered with a time, as their people would, and a
 * first draft of the timetable on its way.
 */
export async function livenDemo({ db, clock, ids, size, rehearsal = null }: DemoParts, app: App): Promise<void> {
  const event = await db.client.event.findFirst({ where: { slug: shownEvent }, select: { id: true } })
  if (event === null) return
  const pending = await db.client.meetingRequest.findMany({
    where: { eventId: event.id, state: 'pending' },
    orderBy: { id: 'asc' },
    take: acceptances[size],
    select: { id: true, version: true, to: { select: { delegates: { where: { isLead: true }, select: { personId: true } } } } },
  })
  for (const request of pending) {
    const actor = db.read((sql) => readActor(sql, request.to.delegates[0]?.personId ?? ''))
    if (actor !== null) await app.requests.accept(actor, { requestId: request.id, version: request.version })
  }
  await livenPitching(db, app, event.id)
  await livenTickets(db, app, event.id, rehearsal)
  await livenDoor({ db, clock, ids }, app, event.id)
  const organizer = await db.client.eventRole.findFirst({ where: { eventId: event.id, role: 'organizer' }, select: { personId: true } })
  const actor = db.read((sql) => readActor(sql, organizer?.personId ?? ''))
  if (actor !== null) await app.timetable.compute(actor, { eventId: event.id, name: '草案 1', seconds: draftSeconds[size], seed: 1, hold: true })
}

const perRole = 6
const staffRoles = ['organizer', 'co_organizer', 'judge', 'crew', 'observer']

/** The people that the demo offers, each with a sign-in link and a fresh API token (earlier demo tokens end). */
export async function demoPeople({ db, clock, ids }: DemoParts, url: string): Promise<DemoPerson[]> {
  const event = await db.client.event.findFirst({ where: { slug: shownEvent }, select: { id: true } })
  if (event === null) return []
  const held = await db.client.eventRole.findMany({
    where: { eventId: event.id },
    orderBy: { id: 'asc' },
    select: { role: true, organization: { select: { nameZh: true } }, person: { select: { id: true, email: true, nameZh: true, nameEn: true } } },
  })
  const counts = new Map<string, number>()
  const chosen = held.filter(({ role }) => {
    counts.set(role, (counts.get(role) ?? 0) + 1)
    return (counts.get(role) ?? 0) <= perRole
  })
  const now = new Date(clock.now())
  const people = chosen.map(({ role, organization, person }) => ({ role, organization, person, token: `touhai_${ids.newSecret(24)}` }))
  await db.transaction(async (tx) => {
    await tx.apiToken.deleteMany({ where: { name: 'demo' } })
    await tx.apiToken.createMany({
      data: people.map(({ role, person, token }) => ({
        id: ids.newId(), hash: hashSecret(token), personId: person.id, name: 'demo', createdAt: now,
        scopes: role === 'organizer' ? ['read', 'write', 'organize'] : ['read', 'write'],
      })),
    })
  })
  const order = [...staffRoles, 'investor', 'founder', 'acquirer']
  return people
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map(({ role, organization, person, token }) => ({
      name: person.nameZh || person.nameEn, role, organization: organization?.nameZh ?? '投海', email: person.email,
      signInUrl: `${url}/sign-in/demo/${person.id}`, apiToken: token,
    }))
}

/** Writes the `--json` file, readable by its owner only, and says on the terminal where to begin. */
export function announceDemo(url: string, people: DemoPerson[], jsonFile: string | undefined, print: (line: string) => void): void {
  if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify({ url, people }, null, 2)}\n`, { mode: 0o600 })
  print(`\n  投海 Touhai demo   ${url}\n`)
  for (const role of ['organizer', 'investor', 'founder', 'acquirer']) {
    const person = people.find((one) => one.role === role)
    if (person) print(`  ${role.padEnd(10)} ${person.name}  ${person.signInUrl}`)
  }
  print('')
}
