import type { ServerBuild } from '@remix-run/node'

type Routes = ServerBuild['routes']
type Route = NonNullable<Routes[string]>

/**
 * Answers each address with a handler that knows only the routes which can match it. Remix looks through all routes three
 * times a request and sorts them anew each time; most addresses begin with a word that few routes begin with.
 * What is rendered is the same page: the browser's side gets the whole build's modules and manifest.
 */
export function byFirstSegment<Handler>(build: ServerBuild, handlerOf: (build: ServerBuild) => Handler): (path: string) => Handler {
  const first = firstSegments(build.routes)
  const whole = handlerOf(build)
  const words = new Set([...first.values()].filter((word) => word !== null))
  const parts = new Map([...words].map((word) => [word, handlerOf(partOf(build, (id) => [null, word].includes(first.get(id) ?? null)))]))
  // In any other writing (capitals, escapes, `.data` behind the first word) an address may still match, so all routes are tried.
  return (path) => parts.get(path.split('/', 2)[1] ?? '') ?? whole
}

/** Per route id the fixed word that its addresses begin with, '' for the front page; null: any word, or none of its own. */
function firstSegments(routes: Routes): Map<string, string | null> {
  const all = Object.entries(routes).flatMap(([id, route]) => (route === undefined ? [] : [[id, route] as const]))
  const byId = new Map(all)
  const top = (route: Route): Route => {
    const parent = route.parentId === undefined ? undefined : byId.get(route.parentId)
    return parent === undefined || parent.parentId === undefined ? route : top(parent)
  }
  return new Map(all.map(([id, route]) => [id, route.parentId === undefined ? null : fixedWord(top(route))]))
}

function fixedWord({ path, index }: Route): string | null {
  if (path === undefined) return index === true ? '' : null
  const [word = ''] = path.split('/', 1)
  return /^[a-z0-9-]+$/.test(word) ? word : null
}

function partOf(build: ServerBuild, keeps: (id: string) => boolean): ServerBuild {
  const routeModules = Object.fromEntries(Object.entries(build.routes).map(([id, route]) => [id, route?.module]))
  const render: ServerBuild['entry']['module']['default'] = (request, status, headers, shown, context) =>
    build.entry.module.default(request, status, headers, { ...shown, routeModules: routeModules as typeof shown.routeModules }, context)
  return {
    ...build,
    routes: Object.fromEntries(Object.entries(build.routes).filter(([id]) => keeps(id))),
    entry: { module: { ...build.entry.module, default: render } },
  }
}
