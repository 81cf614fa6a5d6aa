import { useFetcher } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { TextInput } from '#app/ui/text-input.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

type Answer = { ok: true } | { ok: false; error: { message: string; fields: Record<string, string> } }

const mostOptions = 10

/** A question and two to ten answers, in the organizer's own language; nobody sees it before it is opened. */
export function PollForm({ stageId, onMade }: { stageId: string; onMade: () => void }) {
  const t = useTranslate()
  const suffix = useLocale() === 'zh-CN' ? 'Zh' : 'En'
  const making = useFetcher<Answer>()
  const [options, setOptions] = useState(2)
  const error = making.data?.ok === false ? making.data.error : null
  useOncePerAnswer(making.data, (answer) => answer.ok && onMade())
  return (
    <making.Form method="post" className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="createPoll" />
      <input type="hidden" name="stageId" value={stageId} />
      <FormError error={error} />
      <TextInput name={`title${suffix}`} label={t('audience:pollForm.title')} maxLength={120} required error={error?.fields['titleZh']} />
      {Array.from({ length: options }, (_, at) => <TextInput key={at} name={`options.${at}.text${suffix}`} label={t('audience:pollForm.option', { n: at + 1 })} maxLength={80} required error={error?.fields[`options.${at}`]} />)}
      {options < mostOptions && <Button type="button" look="quiet" icon={Plus} onClick={() => setOptions(options + 1)}>{t('audience:pollForm.more')}</Button>}
      <TextInput name="mostChoices" label={t('audience:pollForm.mostChoices')} type="number" min={1} max={options} defaultValue={1} error={error?.fields['mostChoices']} />
      <Checkbox name="mayChange" label={t('audience:pollForm.mayChange')} hint={t('audience:pollForm.mayChangeHint')} defaultChecked />
      <Button look="primary" busy={making.state !== 'idle'}>{t('audience:pollForm.make')}</Button>
    </making.Form>
  )
}
