import { useFetcher } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import type { WishList } from '#server/features/clearing/queries.ts'

import { draftOf, type WishDraft } from '../view.ts'

type AnswerError = { code: string; message: string; fields: Record<string, string> }
type Answer = { ok: true; value: { version: number } } | { ok: false; error: AnswerError }

const sameList = (a: WishDraft, b: WishDraft): boolean => a.ranked.join() === b.ranked.join() && a.unranked.join() === b.unranked.join()

/**
 * The list under the thumb: changes show at once and go out one after the other, each with the version that the one before
 * it made, so that quick taps are never taken for a colleague's. What was refused stays on screen with its reason.
 */
export function useWishDraft(list: Pick<WishList, 'wishes' | 'version'>, action: string): { draft: WishDraft; change: (next: WishDraft) => void; isSaving: boolean; error: AnswerError | null } {
  const sending = useFetcher<Answer>()
  const [draft, setDraft] = useState(() => draftOf(list.wishes))
  const [sent, setSent] = useState(draft)
  const version = useRef(list.version)
  const error = sending.data?.ok === false ? sending.data.error : null
  useOncePerAnswer(sending.data, (answer) => {
    if (answer.ok) version.current = answer.value.version
  })
  const { state, submit } = sending
  useEffect(() => {
    if (state !== 'idle' || sameList(draft, sent)) return
    const form = new FormData()
    form.set('intent', 'wishes')
    form.set('version', String(version.current))
    for (const id of draft.ranked) form.append('ranked[]', id)
    for (const id of draft.unranked) form.append('unranked[]', id)
    setSent(draft)
    submit(form, { method: 'post', action })
  }, [draft, sent, state, submit, action])
  return { draft, change: setDraft, isSaving: state !== 'idle', error }
}
