import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { Clock3, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { MatchTexts } from '../view.ts'

export type MatchActsProps = { match: Pick<MatchTexts, 'id' | 'name' | 'mark' | 'blocked'>; action: string; ask: ReactNode }

/** Ask, later or never at the thumb; what was decided is said with a way back, and can be found and undone in its list. */
export function MatchActs({ match, action, ask }: MatchActsProps) {
  const t = useTranslate()
  const toast = useToast()
  const submit = useSubmit()
  const navigation = useNavigation()
  const busy = navigation.formData?.get('otherDelegationId') === match.id
  const send = (mark: string) => submit({ otherDelegationId: match.id, mark }, { method: 'post', action, preventScrollReset: true })
  const decide = (mark: 'later' | 'never' | 'none') => () => {
    toast({ text: t(`matches:done.${mark}`, { name: match.name }), undo: () => send(match.mark ?? 'none') })
  }
  const act = (mark: 'later' | 'never' | 'none', icon: typeof Clock3, text: string, wide = false) => (
    <Button name="mark" value={mark} icon={icon} look={wide ? 'secondary' : 'quiet'} density="touch" busy={busy} onClick={decide(mark)} className="flex-auto px-2 whitespace-nowrap">{text}</Button>
  )
  return (
    <div className="flex gap-2" role="group" aria-label={t('matches:act.label', { name: match.name })}>
      {match.blocked === null && ask !== null && <div className="flex min-w-0 flex-auto *:w-full *:whitespace-nowrap">{ask}</div>}
      <Form method="post" action={action} preventScrollReset className="flex flex-auto gap-2">
        <input type="hidden" name="otherDelegationId" value={match.id} />
        {match.mark !== null && act('none', Undo2, t('matches:act.restore'), true)}
        {match.mark !== 'later' && match.blocked === null && act('later', Clock3, t('matches:act.later'))}
        {match.mark !== 'never' && match.blocked === null && act('never', X, t('matches:act.never'))}
      </Form>
    </div>
  )
}
