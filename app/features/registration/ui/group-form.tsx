import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status } from '#app/ui/status.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { countsInGroup } from '#server/domain/registration/standing.ts'
import type { OwnRegistration } from '#server/features/registrations/queries.ts'

import { stateTones, type Answer } from '../view.ts'

/** A lead's colleagues: who is registered already, and room for the rest. */
export function GroupForm({ group, most, payTo }: { group: OwnRegistration['group']; most: number; /** Where the lead may pay for them; null where nothing is to be paid. */ payTo: string | null }) {
  const t = useTranslate()
  const pick = usePick()
  const sending = useFetcher<Answer>()
  const [rows, setRows] = useState([0])
  useOncePerAnswer(sending.data, (answer) => {
    if (answer.ok) setRows((old) => [Math.max(...old) + 1])
  })
  const toPay = group.filter((one) => one.state === 'approved').length
  const left = most - 1 - group.filter((one) => countsInGroup(one.state)).length
  const errors = sending.data?.ok === false ? sending.data.error.fields : {}
  return (
    <Card title={t('registration:group.title')} aside={<span className="text-sm text-ink-2">{t('registration:group.left', { count: left })}</span>} className="mt-6">
      {group.length > 0 && <ul className="mb-4">{group.map((one) => <li key={one.id} className="flex items-center justify-between gap-3 border-b border-line py-2"><span className="min-w-0 truncate">{pick(one.badge.nameZh, one.badge.nameEn)}</span><Status tone={stateTones[one.state]} plain>{t(`registration:state.${one.state}`)}</Status></li>)}</ul>}
      {payTo !== null && toPay > 0 && <LinkButton to={payTo} look="primary" density="touch" wide reloadDocument className="mb-4">{t('registration:group.pay', { count: toPay })}</LinkButton>}
      {left > 0 && (
        <sending.Form method="post" noValidate data-density="touch" className="flex flex-col gap-5">
          <input type="hidden" name="intent" value="group" />
          <p className="text-sm text-ink-2">{t('registration:group.text')}</p>
          <FormError error={sending.data?.ok === false ? sending.data.error : null} />
          {rows.map((row, at) => (
            <fieldset key={row} className="grid gap-3 border-t border-line pt-3 sm:grid-cols-2">
              <legend className="sr-only">{t('registration:group.person', { at: at + 1 })}</legend>
              <TextInput name={`members.${at}.nameZh`} label={t('registration:group.name')} error={errors[`members.${at}.nameZh`]} />
              <TextInput name={`members.${at}.email`} type="email" inputMode="email" autoCapitalize="none" label={t('registration:group.email')} error={errors[`members.${at}.email`]} />
            </fieldset>
          ))}
          <div className="flex flex-wrap gap-2">
            <Button look="primary" busy={sending.state !== 'idle'}>{t('registration:group.send')}</Button>
            {rows.length < left && <Button type="button" look="quiet" onClick={() => setRows((old) => [...old, Math.max(...old) + 1])}>{t('registration:group.more')}</Button>}
          </div>
        </sending.Form>
      )}
    </Card>
  )
}
