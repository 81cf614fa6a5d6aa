import { useFetcher } from '@remix-run/react'
import { Send } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { MultiSelect } from '#app/ui/multi-select.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Select } from '#app/ui/select.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { EventPerson } from '#server/features/seats/store.ts'
import type { GuestGroup } from '#server/protocol/inputs/seats.ts'

import type { Answer } from '../view.ts'

const groups: Exclude<GuestGroup, 'everybody'>[] = ['investor', 'startup', 'acquirer', 'target', 'staff']

/** People of the event who aren't on the list yet: a group at once, or one by one. */
export function InviteForm({ others }: { others: EventPerson[] }) {
  const t = useTranslate()
  const pick = usePick()
  const inviting = useFetcher<Answer<{ invited: number }>>()
  const [round, setRound] = useState(0)
  useOncePerAnswer(inviting.data, (answer) => {
    if (answer.ok) setRound((before) => before + 1)
  })
  const there = groups.filter((group) => others.some((one) => one.group === group))
  const choices = there.some((group) => group !== 'staff') ? (['everybody', ...there] as const) : there
  return (
    <Card title={t('seats:desk.invite')}>
      <inviting.Form key={round} method="post" className="flex flex-col gap-4">
        <input type="hidden" name="intent" value="invite" />
        {inviting.data?.ok && <Notice tone="done">{t('seats:desk.invited', { count: inviting.data.value.invited })}</Notice>}
        <FormError error={inviting.data?.ok === false ? inviting.data.error : null} />
        {others.length === 0 ? <p className="text-ink-2">{t('seats:desk.nobodyLeft')}</p> : (
          <>
            <Select name="group" label={t('seats:desk.group')} optional placeholder={t('seats:desk.chooseGroup')} options={choices.map((group) => ({ value: group, label: t(`seats:group.${group}`) }))} />
            <MultiSelect name="personIds" label={t('seats:desk.people')} options={others.map((one) => ({ value: one.personId, label: [pick(one.nameZh, one.nameEn), pick(one.organizationZh, one.organizationEn)].filter(Boolean).join(' · ') }))} />
            <div><Button look="primary" icon={Send} busy={inviting.state !== 'idle'}>{t('seats:desk.inviteButton')}</Button></div>
          </>
        )}
      </inviting.Form>
    </Card>
  )
}
