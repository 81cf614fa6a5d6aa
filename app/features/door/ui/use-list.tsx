import { useCallback, useEffect, useRef, useState } from 'react'

import { clockOffset } from '#server/domain/shared/clock-offset.ts'

import { dropLists, keepList, readList, type KeptList } from './kept.tsx'
import { fetchList } from './send.tsx'

/** `asking`: nothing is known yet; `away`: going on with what is on this phone. */
export type Link = 'asking' | 'live' | 'away'

/** Why the server gives no list: `auth.required` where the session has ended, wherever that was said. */
export type Refusal = { code: string; message: string }

export type DoorListHeld = { kept: KeptList | null; link: Link; setLink: (link: Link) => void; refresh: () => Promise<boolean>; refusal: Refusal | null; /** By the server's clock. */ now: () => number }

const againMs = 60_000
const awayAgainMs = 5_000

/** The list of an event: the server's where it answers, else the one on this phone until it ends. */
export function useDoorList(slug: string, personId: string): DoorListHeld {
  const [kept, setKept] = useState<KeptList | null>(null)
  const [link, setLink] = useState<Link>('asking')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const offset = useRef(0)
  const now = useCallback(() => Date.now() + offset.current, [])
  const refresh = useCallback(async () => {
    const sentAt = Date.now()
    const sent = await fetchList(slug, personId)
    if (sent.kind === 'ok') {
      offset.current = clockOffset(sentAt, sent.value.at, Date.now())
      const next = { slug, personId, list: sent.value, offsetMs: offset.current }
      await keepList(next).catch(() => undefined)
      setKept(next)
      setRefusal(null)
      setLink('live')
      return true
    }
    if (sent.kind === 'refused') {
      // Signed out, or no crew any more: nothing of the list stays. Scans that wait do, until the same person is back.
      await dropLists().catch(() => undefined)
      setKept(null)
      setRefusal({ code: sent.code, message: sent.message })
    }
    setLink('away')
    return false
  }, [slug, personId])
  useEffect(() => {
    let ended = false
    void readList(slug, personId, Date.now()).then((found) => {
      if (ended || found === null) return
      offset.current = found.offsetMs
      setKept((held) => held ?? found)
    }, () => undefined).then(() => (ended ? false : refresh()))
    return () => {
      ended = true
    }
  }, [slug, personId, refresh])
  useEffect(() => {
    const timer = setInterval(() => {
      setKept((held) => (held !== null && now() >= held.list.expiresAt ? (void dropLists().catch(() => undefined), null) : held))
      void refresh()
    }, link === 'live' ? againMs : awayAgainMs)
    const onOnline = (): void => void refresh()
    const onOffline = (): void => setLink('away')
    window.addEventListener('online', onOnline)
    window.addEventListener('offline', onOffline)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', onOnline)
      window.removeEventListener('offline', onOffline)
    }
  }, [link, refresh, now])
  return { kept, link, setLink, refresh, refusal, now }
}
