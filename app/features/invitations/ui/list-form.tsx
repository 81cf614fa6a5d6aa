import { useFetcher } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { MultiSelect, type TagOption } from '#app/ui/multi-select.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { sides } from '#server/domain/access/actor.ts'
import { registrationKinds } from '#server/domain/registration/kinds.ts'
import type { ListRow } from '#server/features/invitations/store.ts'

import type { Answer } from '../view.ts'

export type ListOptions = { kinds: TagOption[]; sectors: TagOption[]; intents: TagOption[]; aumBands: Option[]; segments: Option[] }
type Props = { list: ListRow | null; answerBy: string; zoneLabel: string; options: ListOptions }

/** Who is to be found, how many are wanted of each segment, and what they are told. */
export function ListForm({ list, answerBy, zoneLabel, options }: Props) {
  const t = useTranslate()
  const saving = useFetcher<Answer>()
  const [quotas, setQuotas] = useState(() => list?.quotas.map((one, at) => ({ ...one, at })) ?? [])
  const failed = saving.data?.ok === false ? saving.data.error : null
  const errors = failed?.fields ?? {}
  const filter = list?.filter
  const line = (name: 'nameZh' | 'nameEn') => <TextInput name={name} label={t(`invitations:list.${name}`)} defaultValue={list?.[name] ?? ''} error={errors[name]} />
  const choice = (name: 'claim' | 'met' | 'language', values: string[]) => <Select name={`filter.${name}`} label={t(`invitations:filter.${name}`)} placeholder={t('invitations:filter.any')} defaultValue={filter?.[name] ?? ''} options={values.map((value) => ({ value, label: t(`invitations:filter.${name}s.${value.replace('zh-CN', 'zh')}`) }))} />
  return (
    <saving.Form method="post" noValidate className="flex flex-col gap-6">
      <input type="hidden" name="intent" value="save" />
      <input type="hidden" name="listId" value={list?.id ?? ''} />
      <input type="hidden" name="version" value={list?.version ?? 0} />
      <div className="grid gap-4 md:grid-cols-3">{line('nameZh')}{line('nameEn')}<Select name="kind" label={t('invitations:list.kind')} options={registrationKinds.map((value) => ({ value, label: t(`registration:kind.${value}`) }))} defaultValue={list?.kind ?? 'investor'} /></div>
      <Card title={t('invitations:filter.title')}>
        <div className="grid gap-4 md:grid-cols-3">
          <Select name="filter.side" label={t('invitations:filter.side')} placeholder={t('invitations:filter.any')} defaultValue={filter?.side ?? ''} options={sides.map((value) => ({ value, label: t(`directory:side.${value}`) }))} />
          <Select name="filter.aumAtLeast" label={t('invitations:filter.aumAtLeast')} placeholder={t('invitations:filter.any')} defaultValue={filter?.aumAtLeast ?? ''} options={options.aumBands} />
          {choice('claim', ['verified', 'declared'])}
          {choice('met', ['yes', 'no'])}
          {choice('language', ['zh-CN', 'en'])}
          <TextInput name="filter.parent" label={t('invitations:filter.parent')} hint={t('invitations:filter.parentHint')} defaultValue={filter?.parent ?? ''} />
          <TextInput name="filter.q" label={t('invitations:filter.q')} hint={t('invitations:filter.qHint')} defaultValue={filter?.q ?? ''} />
        </div>
        <Checkbox name="filter.isPartner" label={t('invitations:filter.isPartner')} hint={t('invitations:filter.isPartnerHint')} defaultChecked={filter?.isPartner ?? false} className="my-2" />
        <div className="grid gap-4 md:grid-cols-2"><MultiSelect name="filter.kinds" label={t('invitations:filter.kinds')} options={options.kinds} defaultValue={filter?.kinds ?? []} /><MultiSelect name="filter.sectors" label={t('invitations:filter.sectors')} options={options.sectors} defaultValue={filter?.sectors ?? []} /><MultiSelect name="filter.intents" label={t('invitations:filter.intents')} options={options.intents} defaultValue={filter?.intents ?? []} /></div>
      </Card>
      <fieldset className="min-w-0">
        <legend className="mb-1 text-base font-semibold">{t('invitations:list.quotas')}</legend>
        <p className="mb-2 max-w-prose text-sm text-ink-2">{t('invitations:list.quotasHint')}</p>
        {quotas.map((one, place) => <div key={one.at} className="mb-2 grid max-w-md grid-cols-[minmax(0,1fr)_5rem_auto] items-end gap-2"><Select name={`quotas.${place}.segment`} label={t('invitations:funnel.segment')} hideLabel options={options.segments} defaultValue={one.segment} /><TextInput name={`quotas.${place}.places`} type="number" min={1} label={t('invitations:funnel.quota')} hideLabel defaultValue={one.places} error={errors[`quotas.${place}.places`]} /><Button type="button" look="quiet" className="whitespace-nowrap" onClick={() => setQuotas((old) => old.filter((other) => other.at !== one.at))}>{t('invitations:list.removeQuota')}</Button></div>)}
        {errors['quotas'] && <FormError error={{ message: errors['quotas'] }} />}
        <Button type="button" look="quiet" icon={Plus} onClick={() => setQuotas((old) => [...old, { segment: options.segments[0]?.value ?? 'vc', places: 10, at: Math.max(0, ...old.map((one) => one.at)) + 1 }])}>{t('invitations:list.addQuota')}</Button>
      </fieldset>
      <div className="grid gap-4 md:grid-cols-2">
        <TextArea name="messageZh" label={t('invitations:list.messageZh')} maxLength={1000} defaultValue={list?.messageZh ?? ''} error={errors['messageZh']} />
        <TextArea name="messageEn" label={t('invitations:list.messageEn')} maxLength={1500} defaultValue={list?.messageEn ?? ''} error={errors['messageEn']} />
        <DateTimeInput name="answerBy" label={t('invitations:list.answerBy')} defaultValue={answerBy} zoneLabel={zoneLabel} error={errors['answerBy']} required />
        <TextInput name="remindDays" type="number" min={0} max={30} label={t('invitations:list.remindDays')} hint={t('invitations:list.remindDaysHint')} defaultValue={list?.remindDays ?? 3} error={errors['remindDays']} />
      </div>
      <FormError error={failed} />
      {saving.data?.ok === true && saving.state === 'idle' && <Notice tone="done">{t('invitations:list.saved')}</Notice>}
      <div><Button look={list === null ? 'primary' : 'secondary'} busy={saving.state !== 'idle'}>{t(list === null ? 'invitations:list.make' : 'invitations:list.save')}</Button></div>
    </saving.Form>
  )
}
