import type { ScanInput } from '#server/protocol/inputs/door.ts'
import type { DoorList, DoorSnapshot } from '#server/protocol/door.ts'

import { phoneKey, writeUnsent } from './phone-cookie.tsx'

/** The list as a phone keeps it, for one person who is signed in. */
export type KeptList = { slug: string; personId: string; list: DoorList; offsetMs: number }
/** A scan that the server hasn't answered yet. It carries no name. */
export type Waiting = { slug: string; personId: string; scan: ScanInput & { scannedAt: number } }

/** It lies sealed: without the phone's key, which goes with signing out, nobody reads a name in it. */
type SealedList = { slug: string; personId: string; expiresAt: number; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

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

async function unseal({ slug, iv, sealed }: SealedList): Promise<KeptList | null> {
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await phoneKey(slug), sealed))) as KeptList
  } catch {
    return null
  }
}

/** The list of an event, if it is of this person and hasn't ended; any other one is wiped. */
export async function readList(slug: string, personId: string, nowMs: number): Promise<KeptList | null> {
  const found = (await within('lists', 'readonly', (store) => store.get(slug))) as SealedList | undefined
  if (found === undefined) return null
  const kept = found.personId === personId && nowMs < found.expiresAt ? await unseal(found) : null
  if (kept === null) {
    await dropLists()
    return null
  }
  const newer = (await within('presences', 'readonly', (store) => store.get(slug))) as KeptPresences | undefined
  return newer === undefined || newer.at < kept.list.at ? kept : { ...kept, list: { ...kept.list, presences: newer.presences, hours: newer.hours } }
}

export async function keepList(kept: KeptList): Promise<void> {
  const { slug, personId, list } = kept
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await phoneKey(slug), new TextEncoder().encode(JSON.stringify(kept)))
  await within('lists', 'readwrite', (store) => store.put({ slug, personId, expiresAt: list.expiresAt, iv, sealed } satisfies SealedList))
}
export const keepPresences = (kept: KeptPresences): Promise<unknown> => within('presences', 'readwrite', (store) => store.put(kept))
export async function dropLists(): Promise<void> {
  await within('lists', 'readwrite', (store) => store.clear())
  await within('presences', 'readwrite', (store) => store.clear())
}
const readAllWaiting = (): Promise<Waiting[]> => within('waiting', 'readonly', (store) => store.getAll() as IDBRequest<Waiting[]>)

/** All that waits on this phone, of whomever and whichever event; the cookie says how many. */
async function noteUnsent(slug: string): Promise<Waiting[]> {
  const all = await readAllWaiting()
  writeUnsent(all.length, all[0]?.slug ?? slug)
  return all
}

export async function addWaiting(waiting: Waiting): Promise<void> {
  await within('waiting', 'readwrite', (store) => store.put(waiting))
  await noteUnsent(waiting.slug)
}

export async function dropWaiting(slug: string, nonces: readonly string[]): Promise<void> {
  for (const nonce of nonces) await within('waiting', 'readwrite', (store) => store.delete(nonce))
  await noteUnsent(slug)
}

/** What waits on this phone: scans of this event and person, in the order in which they were made, and how many besides. */
export type WaitingHere = { own: Waiting[]; others: number }
export async function readWaiting(slug: string, personId: string): Promise<WaitingHere> {
  const all = await noteUnsent(slug)
  const own = all.filter((one) => one.slug === slug && one.personId === personId).sort((a, b) => a.scan.scannedAt - b.scan.scannedAt)
  return { own, others: all.length - own.length }
}

/** Names and the kept page go. Scans that nobody has heard of yet stay, whosever they are: they carry no name and no code. */
export async function wipeNames(): Promise<void> {
  const isEmpty = await readAllWaiting().then((all) => all.length === 0, () => true)
  if (!isEmpty) await dropLists()
  else await new Promise<void>((resolve) => {
    const asking = indexedDB.deleteDatabase(name)
    asking.onsuccess = asking.onerror = asking.onblocked = () => resolve()
  })
  if ('caches' in window) for (const shelf of await caches.keys()) if (shelf.startsWith('touhai-door-')) await caches.delete(shelf)
}
