import type { ServerBuild } from '@remix-run/node'
import { expect, test } from 'vitest'

import { byFirstSegment } from './route-parts.ts'

const route = (id: string, parentId: string | undefined, path?: string, index?: true) => [id, { id, parentId, path, index, module: { default: () => id } }] as const
const routes = Object.fromEntries([
  route('root', undefined, ''),
  route('home', 'root', undefined, true),
  route('event', 'root', 'events/:slug'),
  route('agenda', 'event', 'agenda'),
  route('frame', 'root'),
  route('account', 'frame', 'account'),
  route('sign-in', 'root', 'sign-in'),
  route('anything', 'root', '*'),
  route('by-name', 'root', ':name'),
])
const rendered: string[][] = []
const module = { default: (...[, , , shown]: [unknown, unknown, unknown, { routeModules: object }]) => void rendered.push(Object.keys(shown.routeModules)) }
const build = { routes, entry: { module } } as unknown as ServerBuild
const known = byFirstSegment(build, (part) => part)
const idsFor = (path: string): string[] => Object.keys(known(path).routes)

test('an address is looked up among the routes that can match it, with those that match any address', () => {
  expect(idsFor('/events/winter/agenda')).toEqual(['root', 'event', 'agenda', 'frame', 'account', 'anything', 'by-name'])
  expect(idsFor('/sign-in')).toEqual(['root', 'frame', 'account', 'sign-in', 'anything', 'by-name'])
  expect(idsFor('/')).toEqual(['root', 'home', 'frame', 'account', 'anything', 'by-name'])
})

test.each(['/account', '/Events/winter', '/%65vents/winter', '/sign-in.data', '/_root.data', '/__manifest', '/events;x'])('all routes are tried for %s', (path) => {
  expect(idsFor(path)).toEqual(Object.keys(routes))
})

test('the page is rendered with the modules of all routes', async () => {
  const { default: render } = known('/sign-in').entry.module
  await render(new Request('http://127.0.0.1/'), 200, new Headers(), { routeModules: {} } as never, {} as never)
  expect(rendered).toEqual([Object.keys(routes)])
})
