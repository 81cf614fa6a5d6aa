import type { DoorList, ScanAnswer } from '#server/protocol/door.ts'
import type { ScanInput, WalkInInput } from '#server/protocol/inputs/door.ts'

/** `away`: nobody answered, or not in time; `refused`: the server did, and says why in the reader's language. */
export type Sent<T> = { kind: 'ok'; value: T } | { kind: 'away' } | { kind: 'refused'; code: string; message: string }

const patienceMs = 6_000

async function ask<T>(path: string, body?: unknown): Promise<Sent<T>> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(path, body === undefined ? { signal, cache: 'no-store' } : { signal, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const isOurs = response.headers.get('content-type')?.includes('json') === true
    if (!isOurs || response.status >= 500) return { kind: 'away' }
    const said = (await response.json()) as { ok: true; value: T } | { ok: false; error: { code: string; message: string } }
    return said.ok ? { kind: 'ok', value: said.value } : { kind: 'refused', code: said.error.code, message: said.error.message }
  } catch {
    return { kind: 'away' }
  }
}

/** `by`: whose page this is. Where somebody else has signed in on this phone since, the server refuses with `door.somebody_else`. */
export const fetchList = (slug: string, by: string): Promise<Sent<DoorList>> => ask(`/door/${slug}/list?by=${by}`)
export const sendScans = (slug: string, by: string, scans: ScanInput[]): Promise<Sent<{ answers: ScanAnswer[]; at: number }>> => ask(`/door/${slug}/scans`, { by, scans })
export const sendWalkIn = (slug: string, walkIn: Omit<WalkInInput, 'eventId'>): Promise<Sent<ScanAnswer>> => ask(`/door/${slug}/walk-ins`, walkIn)
