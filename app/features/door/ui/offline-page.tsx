import { openReader } from './code-reader.tsx'

/** What this page is made of: itself and every file of the build that it has loaded. */
function partsOfPage(): string[] {
  const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
  const named = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[href], script[src]')].map((one) => new URL('href' in one && one.href !== '' ? one.href : (one as HTMLScriptElement).src || location.href).pathname)
  return [location.pathname, ...new Set([...loaded, ...named].filter((path) => path.startsWith('/assets/') || path === '/favicon.svg'))]
}

/** Sees to it that the page opens without a network; true when all of it has been put by. */
export async function keepPageOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  await navigator.serviceWorker.register('/door/worker.js', { scope: '/door/' })
  const { active } = await navigator.serviceWorker.ready
  if (active === null) return false
  // Loaded when they are first needed otherwise, and then it may be too late.
  await Promise.all([import('socket.io-client'), openReader()])
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = (message) => resolve(message.data === true)
    active.postMessage({ type: 'keep', urls: partsOfPage() }, [channel.port2])
  })
}
