import { useEffect, useRef, useState } from 'react'

import { sendOrder } from '#app/http/send-order.ts'
import type { WishList } from '#server/features/clearing/queries.ts'
import type { Refusal } from '#server/protocol/client-to-server.ts'

import { draftOf, onlyOf, type WishDraft } from '../view.ts'

/** Why the last change isn't saved; `silence`: nobody answered. */
type Refused = Refusal | 'silence'

export type Drafting = {
  draft: WishDraft
  change: (next: WishDraft) => void
  isSaving: boolean
  refusal: Refused | null
  /** Sends what is on screen once more. */
  again: () => void
}

const loadedOf = (list: Pick<WishList, 'wishes' | 'candidates'>): WishDraft => onlyOf(draftOf(list.wishes), list.candidates.map((one) => one.delegationId))

/**
 * The list under the thumb: a change shows at once and goes out over the socket, one after the other and each with the
 * version that the one before it made, so that quick taps are never taken for a colleague's. Each is the whole list, so of
 * those that wait only the last is sent. What was not saved stays on screen until somebody loads what the server has.
 */
export function useWishDraft(eventId: string, list: Pick<WishList, 'wishes' | 'candidates' | 'version'>): Drafting {
  const [draft, setDraft] = useState(() => loadedOf(list))
  const [isSaving, setSaving] = useState(false)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const version = useRef(list.version)
  const waiting = useRef<WishDraft | null>(null)
  const isOut = useRef(false)
  const isUnsaved = useRef(false)

  // What the page has loaded anew replaces what is here, unless something of ours is under way or unsaved for want of an answer.
  useEffect(() => {
    if (isOut.current || isUnsaved.current || list.version < version.current) return
    version.current = list.version
    setDraft(loadedOf(list))
    setRefusal(null)
  }, [list])

  async function sendAll(): Promise<void> {
    isOut.current = true
    setSaving(true)
    setRefusal(null)
    for (let next = waiting.current; next !== null; next = waiting.current) {
      waiting.current = null
      const answer = await sendOrder('wishes:save', { eventId, version: version.current, ...next })
      if (answer?.ok) version.current = answer.value.version
      else {
        waiting.current = null
        setRefusal(answer ?? 'silence')
      }
      isUnsaved.current = answer === null
    }
    isOut.current = false
    setSaving(false)
  }

  function put(next: WishDraft): void {
    setDraft(next)
    waiting.current = next
    if (!isOut.current) void sendAll()
  }
  const again = useRef<() => void>(() => undefined)
  useEffect(() => void (again.current = () => put(draft)))
  useEffect(() => {
    if (refusal !== 'silence') return
    const onLine = (): void => again.current()
    window.addEventListener('online', onLine)
    return () => window.removeEventListener('online', onLine)
  }, [refusal])
  return { draft, change: put, isSaving, refusal, again: () => put(draft) }
}
