import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { FormDesk } from '#server/features/registration-forms/queries.ts'

import type { Answer } from '../view.ts'

type Pool = FormDesk['pools'][number]
type Props = Pick<FormDesk, 'forms' | 'pools' | 'sessions' | 'mayEdit'>

/** How many places there are for whom, and how many are taken. */
export function PoolList({ forms, pools, sessions, mayEdit }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const kindOf = (kind: string): string => { const form = forms.find((one) => one.kind === kind); return form === undefined ? t(`guests:kind.${kind}`) : pick(form.nameZh, form.nameEn) }
  const segmentOf = (pool: Pool): string => {
    const form = forms.find((one) => one.kind === pool.kind)
    const option = form?.questions.find((one) => one.key === form.segmentBy)?.options.find((one) => one.key === pool.segment)
    return option === undefined ? pool.segment : pick(option.labelZh, option.labelEn)
  }
  const nameOf = (pool: Pool): string => {
    const session = sessions.find((one) => one.id === pool.sessionId)
    return [session === undefined ? t('guests:pool.event') : pick(session.nameZh, session.nameEn), pool.kind === '' ? t('guests:pool.everybody') : kindOf(pool.kind), pool.segment === '' ? '' : segmentOf(pool)].filter(Boolean).join(' · ')
  }
  return (
    <section aria-labelledby="pools" className="mt-10">
      <h2 id="pools" className="text-base font-semibold">{t('guests:pool.title')}</h2>
      <p className="mb-3 text-sm text-ink-2">{t('guests:pool.text')}</p>
      <ul className="mb-4">{pools.map((pool) => <PoolRow key={`${pool.id} ${pool.version}`} pool={pool} name={nameOf(pool)} mayEdit={mayEdit} />)}</ul>
      {mayEdit && <NewPool forms={forms} sessions={sessions} kindOf={kindOf} />}
    </section>
  )
}

function PoolRow({ pool, name, mayEdit }: { pool: Pool; name: string; mayEdit: boolean }) {
  const t = useTranslate()
  const saving = useFetcher<Answer>()
  const failed = saving.data?.ok === false ? saving.data.error : null
  const share = pool.places === 0 ? 100 : Math.min(100, Math.round((pool.taken / pool.places) * 100))
  return (
    <li className="border-b border-line py-2">
      <saving.Form method="post" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input type="hidden" name="intent" value="pool" />
        <input type="hidden" name="poolId" value={pool.id} />
        <input type="hidden" name="version" value={pool.version} />
        <span className="min-w-0 flex-1 basis-56">{name}</span>
        <span className="flex items-center gap-3"><span aria-hidden className="block h-2 w-24 overflow-hidden rounded-sm bg-sunk"><span className="block h-full bg-sea" style={{ width: `${share}%` }} /></span><span className="figures text-sm">{t('guests:pool.taken', { taken: pool.taken, places: pool.places })}</span></span>
        {mayEdit && <><TextInput name="places" type="number" min={0} label={t('guests:pool.places')} hideLabel defaultValue={pool.places} className="w-24" /><Button look="quiet" busy={saving.state !== 'idle'}>{t('guests:pool.save')}</Button></>}
      </saving.Form>
      <FormError error={failed} />
    </li>
  )
}

function NewPool({ forms, sessions, kindOf }: Pick<Props, 'forms' | 'sessions'> & { kindOf: (kind: string) => string }) {
  const t = useTranslate()
  const pick = usePick()
  const saving = useFetcher<Answer>()
  const failed = saving.data?.ok === false ? saving.data.error : null
  const segments = forms.flatMap((form) => form.questions.find((one) => one.key === form.segmentBy)?.options.map((one) => ({ value: `${form.kind}/${one.key}`, label: `${kindOf(form.kind)} · ${pick(one.labelZh, one.labelEn)}` })) ?? [])
  return (
    <saving.Form method="post" className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="intent" value="pool" />
      <Select name="sessionId" label={t('guests:pool.where')} placeholder={t('guests:pool.event')} options={sessions.map((one) => ({ value: one.id, label: pick(one.nameZh, one.nameEn) }))} error={failed?.fields['sessionId']} />
      <Select name="whom" label={t('guests:pool.whom')} placeholder={t('guests:pool.everybody')} options={[...forms.map((form) => ({ value: form.kind, label: kindOf(form.kind) })), ...segments]} />
      <TextInput name="places" type="number" min={0} label={t('guests:pool.places')} error={failed?.fields['places']} className="w-28" required />
      <Button busy={saving.state !== 'idle'}>{t('guests:pool.add')}</Button>
      <FormError error={failed !== null && Object.keys(failed.fields).length === 0 ? failed : null} />
    </saving.Form>
  )
}
