// Keeps the crew's page at the door openable without a network: the page itself and the files of the build that it loads.
// Nothing else is kept here. Names and scans lie in IndexedDB, where the page wipes them; see app/features/door/ui/kept.tsx.
const shelf = 'touhai-door-1'
const patienceMs = 4_000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(
  caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith('touhai-door-') && name !== shelf).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()),
))

const isPage = (url) => /^\/door\/[^/.]+$/.test(url.pathname)
const isBuilt = (url) => url.pathname.startsWith('/assets/') || url.pathname === '/favicon.svg'

/** Keeps a good answer; one that was sent on to another page (signed out) is none. */
async function keep(request, response) {
  if (response.status === 200 && !response.redirected && response.type === 'basic') await (await caches.open(shelf)).put(request, response.clone())
  return response
}

/** The newest page where there is a network that answers in time, else the one that was kept. */
async function newest(request) {
  const kept = await caches.match(request, { ignoreSearch: true })
  const asked = fetch(request).then((response) => keep(new URL(request.url).pathname, response))
  if (kept === undefined) return asked
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), patienceMs))
  return Promise.race([asked.catch(() => kept), late])
}

/** Files of the build never change under their name. */
async function built(request) {
  return (await caches.match(request)) ?? keep(request, await fetch(request))
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (event.request.mode === 'navigate' && isPage(url)) event.respondWith(newest(event.request))
  else if (isBuilt(url)) event.respondWith(built(event.request))
})

/** The page says what it is made of; answered with whether all of it is there. */
self.addEventListener('message', (event) => {
  const { type, urls } = event.data ?? {}
  if (type !== 'keep' || !Array.isArray(urls)) return
  const keepAll = Promise.all(urls.map(async (path) => {
    const url = new URL(path, self.location.origin)
    if (url.origin !== self.location.origin || !(isPage(url) || isBuilt(url))) return true
    const there = isBuilt(url) ? await caches.match(url.pathname) : undefined
    if (there !== undefined) return true
    const fresh = await fetch(url.pathname, { credentials: 'same-origin' }).then((response) => keep(url.pathname, response)).catch(() => caches.match(url.pathname))
    return fresh?.status === 200
  }))
  event.waitUntil(keepAll.then((kept) => event.ports[0]?.postMessage(kept.every(Boolean)), () => event.ports[0]?.postMessage(false)))
})
