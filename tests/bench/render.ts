import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { createRequestHandler, type AppLoadContext, type EntryContext, type ServerBuild } from '@remix-run/node'
import { renderToString } from 'react-dom/server'

import type { App } from '#server/app.ts'
import { createCookies } from '#server/http/session.ts'
import { seedDemo } from '#server/demo.ts'
import { makeSession } from '#tests/factories/people.ts'
import { createTestApp } from '#tests/setup/app.ts'

const seconds = 4
const batch = 20

type PageTree = (remixContext: EntryContext, url: string, context: AppLoadContext) => React.ReactElement

/**
 * The busiest page, a founder's agenda on the phone: whole requests (identity, loaders, stream) a second against
 * `renderToString` of the very tree that those requests rendered.
 */
export async function run() {
  const world = await createTestApp()
  await seedDemo({ db: world.db, clock: world.clock, ids: world.platform.ids, size: 'small' })
  const event = await world.db.client.event.findFirstOrThrow({ where: { phase: 'requests_open' } })
  const founder = await world.db.client.eventRole.findFirstOrThrow({ where: { eventId: event.id, role: 'founder' }, orderBy: { id: 'asc' } })
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
  const handler = createRequestHandler(watched, 'production')
  const url = `http://127.0.0.1/events/${event.slug}/agenda`
  const whole = await rate(async () => {
    const context = await loadContext(world.app, secret, world.clock.now)
    const response = await handler(new Request(url), context)
    if (response.status !== 200) throw new Error(`the page answered ${response.status}`)
    await response.text()
  })
  const tree = (build.entry.module as unknown as { pageTree: PageTree }).pageTree
  if (seen.remix === null || seen.context === null) throw new Error('nothing was rendered')
  const { context } = seen
  // The stream of loader data can be read once only; what is compared is the tree of components.
  const remix = { ...seen.remix, serverHandoffStream: undefined } as EntryContext
  const bare = await rate(async () => void renderToString(tree(remix, url, context)))
  await world.dispose()
  return [
    { name: 'render/bare-renderToString', value: bare, unit: 'pages/s' },
    { name: 'render/agenda-request', value: whole, unit: 'pages/s', ratio: whole / bare, against: 'bare-renderToString' },
  ]
}

async function loadContext(app: App, secret: string, now: () => number): Promise<AppLoadContext> {
  const { actor } = await app.identity.actorOfSession(secret)
  return {
    app, actor, sessionId: null, viewer: await app.identity.viewer(actor), locale: 'zh-CN', theme: 'system', nonce: 'n', requestId: 'r',
    isDemo: false, hasMailbox: false, baseUrl: 'http://127.0.0.1', cookies: createCookies('http://127.0.0.1'), now,
  } as unknown as AppLoadContext
}

/** How often `work` gets done in a second of CPU-bound time, after a warm-up; requests come in small batches as from many phones. */
async function rate(work: () => Promise<void>): Promise<number> {
  for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: batch }, work))
  const startedAt = performance.now()
  let done = 0
  while (performance.now() - startedAt < seconds * 1_000) {
    await Promise.all(Array.from({ length: batch }, work))
    done += batch
  }
  return done / ((performance.now() - startedAt) / 1_000)
}
