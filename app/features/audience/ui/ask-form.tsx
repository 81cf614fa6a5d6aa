import { useFetcher } from '@remix-run/react'
import { Send } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'

import { newOnceKey } from '#app/http/send-order.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { TextArea } from '#app/ui/text-area.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { AudienceSnapshot } from '#server/protocol/audience.ts'

type Answer = { ok: true; value: { questionId: string; state: string } } | { ok: false; error: { message: string; fields: Record<string, string> } }

type Props = { action: string; stageId: string; itemId: string | null; rules: AudienceSnapshot['rules'] }

/** One question, one press. What was written stays where it is refused. */
export function AskForm({ action, stageId, itemId, rules }: Props) {
  const t = useTranslate()
  const toast = useToast()
  const asking = useFetcher<Answer>()
  const made = useId()
  const form = useRef<HTMLFormElement>(null)
  // Before the page has woken up the key is one of the server's making, good for one question.
  const [key, setKey] = useState(`first-${made.replaceAll(/\W/g, '')}-${stageId.slice(-12)}`)
  useEffect(() => setKey(newOnceKey()), [])
  useOncePerAnswer(asking.data, (answer) => {
    if (!answer.ok) return
    toast({ text: t(answer.value.state === 'pending' ? 'audience:ask.waits' : 'audience:ask.shown') })
    form.current?.reset()
    setKey(newOnceKey())
  })
  if (!rules.areQuestionsOpen) return <p className="mb-6 border-y border-line py-4 text-ink-2">{t('audience:ask.closed')}</p>
  const error = asking.data?.ok === false ? asking.data.error : null
  return (
    <asking.Form ref={form} method="post" action={action} data-density="touch" className="mb-8 flex flex-col gap-3">
      <input type="hidden" name="intent" value="ask" />
      <input type="hidden" name="stageId" value={stageId} />
      {itemId !== null && <input type="hidden" name="itemId" value={itemId} />}
      <input type="hidden" name="key" value={key} />
      <FormError error={error} />
      <TextArea name="text" label={t('audience:ask.label')} hint={rules.isModerated ? t('audience:ask.moderated') : undefined} error={error?.fields['text']} required minLength={3} maxLength={300} rows={2} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        {rules.allowsAnonymous ? <Checkbox name="isAnonymous" label={t('audience:ask.anonymous')} hint={t('audience:ask.anonymousHint')} density="touch" /> : <span />}
        <Button look="primary" density="touch" icon={Send} busy={asking.state !== 'idle'}>{t('audience:ask.send')}</Button>
      </div>
    </asking.Form>
  )
}
