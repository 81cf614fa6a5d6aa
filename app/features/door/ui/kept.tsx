import type { ScanInput } from '#server/protocol/inputs/door.ts'
import type { DoorList, DoorSnapshot } from '#server/protocol/door.ts'

/** The list as a phone keeps it, for one person who is signed in. */
export type KeptList = { slug: string; personId: string; list: DoorList; offsetMs: number }
/** A scan that the server hasn't answered yet. It carries no name. */
export type Waiting = { slug: string; personId: string; scan: ScanInput & { scannedAt: number } }

/** Who was where when this phone last heard of it: written at each scan, so apart from the long list. */
type KeptPresences = { slug: string; at: number } & DoorSnapshot
type Store = 'lists' | 'presences' | 'waiting'

const name = 'touhai-door'

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(name, 1)
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore('lists', { keyPath: 'slug' })
      asking.result.createObjectStore('presences', { keyPath: 'slug' })
      asking.result.createObjectStore('waiting', { keyPath: 'scan.nonce' })
    }
    asking.onsuccess = () => resolve(asking.result)
    asking.onerror = () => reject(asking.error ?? new Error('no database'))
  })
}

/** One transaction; resolves when it is written, not before. */
async function within<T>(store: Store, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await opened()
  try {
    return await new Promise<T>((resolve, reject) => {
      const held = db.transaction(store, mode)
      const asking = act(held.objectStore(store))
      held.oncomplete = () => resolve(asking.result)
      held.onerror = () => reject(held.error ?? new Error('not written'))
      held.onabort = () => reject(held.error ?? new Error('not written'))
    })
  } finally {
    db.close()
  }
}

/** The list of an event, if it is of this person and hasn't ended; any other one is wiped. */
export async function readList(slug: string, personId: string, nowMs: number): Promise<KeptList | null> {
  const kept = (await within('lists', 'readonly', (store) => store.get(slug))) as KeptList | undefined
  if (kept === undefined) return null
  if (kept.personId !== personId || nowMs >= kept.list.expiresAt) {
    await dropLists()
    return null
  }
  const newer = (await within('presences', 'readonly', (store) => store.get(slug))) as KeptPresences | undefined
  return newer === undefined || newer.at < kept.list.at ? kept : { ...kept, list: { ...kept.list, presences: newer.presences, hours: newer.hours } }
}

export const keepList = (kept: KeptList): Promise<unknown> => within('lists', 'readwrite', (store) => store.put(kept))
export const keepPresences = (kept: KeptPresences): Promise<unknown> => within('presences', 'readwrite', (store) => store.put(kept))
export async function dropLists(): Promise<void> {
  await within('lists', 'readwrite', (store) => store.clear())
  await within('presences', 'readwrite', (store) => store.clear())
}
export const addWaiting = (waiting: Waiting): Promise<unknown> => within('waiting', 'readwrite', (store) => store.put(waiting))
export const dropWaiting = (nonce: string): Promise<unknown> => within('waiting', 'readwrite', (store) => store.delete(nonce))

/** Scans of this event and person that wait, in the order in which they were made. */
export async function readWaiting(slug: string, personId: string): Promise<Waiting[]> {
  const all = (await within('waiting', 'readonly', (store) => store.getAll())) as Waiting[]
  return all.filter((one) => one.slug === slug && one.personId === personId).sort((a, b) => a.scan.scannedAt - b.scan.scannedAt)
}

/** Names, scans and the kept page: nothing of the door stays on this phone. */
export async function wipePhone(): Promise<void> {
  await new Promise<void>((resolve) => {
    const asking = indexedDB.deleteDatabase(name)
    asking.onsuccess = asking.onerror = asking.onblocked = () => resolve()
  })
  if ('caches' in window) for (const shelf of await caches.keys()) if (shelf.startsWith('touhai-door-')) await caches.delete(shelf)
}
