import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'

export type ActError = { code: string; message: string; fields: Record<string, string>; detail?: unknown }
type ActAnswer = { ok: true; value: unknown } | { ok: false; error: ActError }

export type PitchHand = {
  send: (about: string, fields: FormData | Record<string, string>) => void
  /** What is under way: the slot, offer or swap it is about. */
  sending: string | null
  /** What the last act about something failed with. */
  errorOf: (about: string) => ActError | null
  /** What the last act that was done was about. */
  done: string | null
}

/** Sends every act of a page about pitches and says what came of it; it lives in the page, so that a card that goes takes nothing with it. */
export function usePitchHand(action: string): PitchHand {
  const t = useTranslate()
  const toast = useToast()
  const fetcher = useFetcher<ActAnswer>()
  const [about, setAbout] = useState({ id: '', intent: '' })
  useOncePerAnswer(fetcher.data, (answer) => {
    if (answer.ok) toast({ text: t(`pitching:done.${about.intent}`) })
  })
  return {
    send: (id, fields) => {
      const intent = fields instanceof FormData ? fields.get('intent') : fields['intent']
      setAbout({ id, intent: String(intent ?? '') })
      fetcher.submit(fields, { method: 'post', action })
    },
    sending: fetcher.state === 'idle' ? null : about.id,
    errorOf: (id) => (fetcher.state === 'idle' && about.id === id && fetcher.data?.ok === false ? fetcher.data.error : null),
    done: fetcher.state === 'idle' && fetcher.data?.ok ? about.id : null,
  }
}
