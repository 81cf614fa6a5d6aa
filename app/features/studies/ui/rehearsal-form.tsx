import { Form, useNavigation } from '@remix-run/react'
import { Dices } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type RehearsalFormProps = {
  draftId: string
  /** What was asked last. */
  start: { decline: number; late: number; noShow: number; runs: number; seed: number }
  again: boolean
  error: { message: string; fields?: Record<string, string> } | null
}

const hints = { decline: 'percentHint', late: 'percentPeopleHint', noShow: 'percentPeopleHint', runs: null, seed: 'seedHint' } as const

/** How often things go wrong, and how many days to go through. */
export function RehearsalForm({ draftId, start, again, error }: RehearsalFormProps) {
  const t = useTranslate()
  const busy = useNavigation().formData?.get('intent') === 'rehearse'
  return (
    <Form method="post" className="mb-6 flex flex-col gap-4">
      <FormError error={error} />
      <input type="hidden" name="draftId" value={draftId} />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-5">
        {(['decline', 'late', 'noShow', 'runs', 'seed'] as const).map((name) => {
          const hint = hints[name]
          return <TextInput key={name} name={name} label={t(`studies:rehearsal.${name}`)} hint={hint === null ? undefined : t(`studies:rehearsal.${hint}`)} inputMode="numeric" required defaultValue={String(start[name])} error={error?.fields?.[name]} />
        })}
      </div>
      <Button name="intent" value="rehearse" look="primary" icon={Dices} busy={busy} className="self-start">{t(again ? 'studies:rehearsal.again' : 'studies:rehearsal.start')}</Button>
    </Form>
  )
}
