import { useFetcher } from '@remix-run/react'
import { useEffect, useMemo, useRef, useState } from 'react'

import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'

import { createLine } from './in-turn.ts'

/** What to post, or what makes it when its turn has come: a version is known only when the one before has been answered. */
type Fields = FormData | Record<string, string>
type Post = Fields | (() => Fields)

/**
 * A form for several quick hands: what is sent goes out one after the other, where a fetcher alone would give up the one
 * under way for the next and never hear its answer. After a refusal those that waited are dropped.
 */
export function useInTurn<Answer extends { ok: boolean }>(answered: (answer: Answer) => void, action?: string): { send: (post: Post) => void; isBusy: boolean; answer: Answer | undefined } {
  const fetcher = useFetcher<Answer>()
  const [isBusy, setBusy] = useState(false)
  const waiting = useRef<((goesOn: boolean) => void) | null>(null)
  const heard = useRef<Answer>()
  const answer = fetcher.data as Answer | undefined
  useOncePerAnswer(answer, answered)
  const { submit, state } = fetcher
  // Also the pages' data that follow an answer are waited for: the next post would break their loading off.
  useEffect(() => {
    if (state !== 'idle' || answer === undefined || answer === heard.current) return
    heard.current = answer
    waiting.current?.(answer.ok)
  }, [state, answer])
  const send = useMemo(() => createLine<Post>((post) => {
    submit(typeof post === 'function' ? post() : post, { method: 'post', ...(action === undefined ? {} : { action }) })
    return new Promise((goesOn) => void (waiting.current = goesOn))
  }, setBusy), [submit, action])
  return { send, isBusy, answer }
}
