import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { createRequestHandler, type AppLoadContext, type EntryContext, type ServerBuild } from '@remix-run/node'
import { renderToString } from 'react-dom/server'

import type { App } from '#server/app.ts'
import { byFirstSegment } from '#server/http/route-parts.ts'
import { createCookies } from '#server/http/session.ts'
import { seedDemo } from '#server/demo.ts'
import type { Database } from '#server/platform/db.ts'
import { makeSession } from '#tests/factories/people.ts'
import { createTestApp } from '#tests/setup/app.ts'

const warmUpRounds = 20
const rounds = 100
const batch = 20

type PageTree = (remixContext: EntryContext, url: string, context: AppLoadContext) => React.ReactElement

/**
 * The busiest page, a founder's agenda on the phone: whole requests (identity, loaders, stream) a second against
 * `renderToString` of the very tree that those requests rendered.
 */
export async function run() {
  const world = await createTestApp()
  await seedDemo({ db: world.db, clock: world.clock, ids: world.platform.ids, size: 'small' })
  const event = await world.db.client.event.findFirstOrThrow({ where: { phase: 'closed' } })
  const founder = await founderWithUsualDay(world.db, event.id)
  const { secret } = await makeSession(world.db, founder.personId)
  const build = (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
  const seen: { remix: EntryContext | null; context: AppLoadContext | null } = { remix: null, context: null }
  const original = build.entry.module.default
  const watched: ServerBuild = {
    ...build,
    entry: {
      module: {
        ...build.entry.module,
        default: (request, status, headers, remix, context) => {
          Object.assign(seen, { remix, context })
          return original(request, status, headers, remix, context)
        },
      },
    },
  }
  const path = `/events/${event.slug}/agenda`
  const url = `http://127.0.0.1${path}`
  const answerer = byFirstSegment(watched, (part) => createRequestHandler(part, 'production'))(path)
  const request = async (): Promise<void> => {
    const context = await loadContext(world.app, secret, world.clock.now)
    const response = await answerer(new Request(url), context)
    if (response.status !== 200) throw new Error(`the page answered ${response.status}`)
    await response.text()
  }
  await request()
  const tree = (build.entry.module as unknown as { pageTree: PageTree }).pageTree
  if (seen.remix === null || seen.context === null) throw new Error('nothing was rendered')
  const { context } = seen
  // The stream of loader data can be read once only; what is compared is the tree of components.
  const remix = { ...seen.remix, serverHandoffStream: undefined } as EntryContext
  const { whole, bare } = await rates({ whole: request, bare: async () => void renderToString(tree(remix, url, context)) })
  await world.dispose()
  return [
    { name: 'render/bare-renderToString', value: bare, unit: 'pages/s' },
    { name: 'render/agenda-request', value: whole, unit: 'pages/s', ratio: whole / bare, against: 'bare-renderToString' },
  ]
}

/** The founder in the middle, by how many meetings the timetable gave. */
async function founderWithUsualDay(db: Database, eventId: string): Promise<{ personId: string }> {
  const rows = await db.client.meetingAttendee.groupBy({
    by: ['personId'],
    where: { meeting: { eventId, state: 'scheduled' }, person: { roles: { some: { eventId, role: 'founder' } } } },
    _count: true,
    orderBy: [{ _count: { personId: 'asc' } }, { personId: 'asc' }],
  })
  const middle = rows[Math.floor(rows.length / 2)]
  if (middle === undefined) throw new Error('no founder has a meeting')
  return middle
}

async function loadContext(app: App, secret: string, now: () => number): Promise<AppLoadContext> {
  const { actor } = await app.identity.actorOfSession(secret)
  return {
    app, actor, sessionId: null, viewer: await app.identity.viewer(actor), locale: 'zh-CN', theme: 'system', nonce: 'n', requestId: 'r',
    isDemo: false, hasMailbox: false, baseUrl: 'http://127.0.0.1', cookies: createCookies('http://127.0.0.1'), now,
  } as unknown as AppLoadContext
}

/**
 * How often each work gets done in a second, by its median batch after a warm-up; small batches as from many phones. They
 * take turns, so that whatever else the machine does meets all of them alike.
 */
async function rates<Name extends string>(works: Record<Name, () => Promise<void>>): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[]
  const spentMs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    for (const name of names) {
      const startedAt = performance.now()
      await Promise.all(Array.from({ length: batch }, works[name]))
      if (round >= warmUpRounds) spentMs[name].push(performance.now() - startedAt)
    }
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
  return Object.fromEntries(names.map((name) => [name, (batch * 1_000) / median(spentMs[name])])) as Record<Name, number>
}
