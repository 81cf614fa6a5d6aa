import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { RequestCard } from '#server/protocol/agenda.ts'

type Answered = { requestId: string; state: RequestCard['state']; version: number }
export type AnswerError = { code: string; message: string; fields: Record<string, string>; detail?: unknown }
export type AnswerData = { ok: true; value: Answered } | { ok: false; error: AnswerError }

export type AnswerDesk = {
  send: (requestId: string, fields: FormData | Record<string, string>) => void
  /** The request whose answer is under way. */
  sending: string | null
  /** What the last answer to a request failed with. */
  errorOf: (requestId: string) => AnswerError | null
  /** The request that was answered last; a sheet over it can close. */
  answered: string | null
}

/**
 * Sends every answer of the page. It lives in the page and not in the card: the live fact of an answer takes the card
 * away before the answer itself is back, and the way to undo it must not go with it.
 */
export function useAnswerDesk(action: string): AnswerDesk {
  const t = useTranslate()
  const toast = useToast()
  const answer = useFetcher<AnswerData>()
  const undo = useFetcher<AnswerData>()
  const [about, setAbout] = useState({ requestId: '', intent: '' })
  useOncePerAnswer(answer.data, (data) => {
    if (!data.ok) return
    const { requestId, version } = data.value
    const state = about.intent === 'delegate' ? 'delegated' : about.intent === 'counter' ? 'countered' : data.value.state
    const canUndo = state === 'accepted' || state === 'declined'
    const takeBack = (): void => undo.submit({ intent: 'undo', requestId, version: String(version) }, { method: 'post', action })
    toast({ text: t(`requests:done.${state}`), ...(canUndo ? { undo: takeBack } : {}) })
  })
  useOncePerAnswer(undo.data, (data) => {
    if (!data.ok) toast({ text: data.error.message, tone: 'error' })
  })
  return {
    send: (requestId, fields) => {
      const intent = fields instanceof FormData ? fields.get('intent') : fields['intent']
      setAbout({ requestId, intent: String(intent ?? '') })
      answer.submit(fields, { method: 'post', action })
    },
    sending: answer.state === 'idle' ? null : about.requestId,
    errorOf: (requestId) => (answer.state === 'idle' && requestId === about.requestId && answer.data?.ok === false ? answer.data.error : null),
    answered: answer.state === 'idle' && answer.data?.ok ? about.requestId : null,
  }
}
