import { Form, useNavigation } from '@remix-run/react'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Round } from '#server/features/judging/store.ts'

type Row = { key: string; id: string; nameZh: string; nameEn: string; hintZh: string; hintEn: string; weight: number }
export type SetUpValues = Pick<Round, 'scaleMax' | 'organizerSees' | 'openTo' | 'winners' | 'metBefore'> & { criteria: Omit<Row, 'key'>[] }
type Props = { values: SetUpValues; version: number; errors: Record<string, string> }

/** Criteria with weights, and who sees what when. Settled before the first point is given. */
export function SetUpForm({ values, version, errors }: Props) {
  const t = useTranslate()
  const isBusy = useNavigation().state === 'submitting'
  return (
    <Form method="post" className="flex max-w-4xl flex-col gap-6">
      <input type="hidden" name="intent" value="setUp" />
      <input type="hidden" name="version" value={version} />
      <CriteriaRows rows={values.criteria} errors={errors} />
      <div className="grid gap-6 md:grid-cols-2">
        <TextInput name="scaleMax" type="number" min={3} max={100} label={t('judging:setUp.scale')} hint={t('judging:setUp.scaleHint')} defaultValue={values.scaleMax} error={errors['scaleMax']} />
        <TextInput name="winners" type="number" min={1} max={20} label={t('judging:setUp.winners')} hint={t('judging:setUp.winnersHint')} defaultValue={values.winners} error={errors['winners']} />
        <RadioGroup name="organizerSees" label={t('judging:setUp.organizerSees')} defaultValue={values.organizerSees} options={(['when_closed', 'when_released'] as const).map((value) => ({ value, label: t(`judging:sees.${value}`) }))} />
        <RadioGroup name="openTo" label={t('judging:setUp.openTo')} defaultValue={values.openTo} options={(['own', 'winners', 'staff'] as const).map((value) => ({ value, label: t(`judging:openTo.${value}`) }))} />
        <RadioGroup name="metBefore" label={t('judging:setUp.metBefore')} defaultValue={values.metBefore} options={(['recuse', 'tell'] as const).map((value) => ({ value, label: t(`judging:metBefore.${value}`) }))} />
      </div>
      <div><Button look="primary" busy={isBusy}>{t('judging:setUp.save')}</Button></div>
    </Form>
  )
}

function CriteriaRows({ rows, errors }: { rows: Omit<Row, 'key'>[]; errors: Record<string, string> }) {
  const t = useTranslate()
  const [list, setList] = useState<Row[]>(rows.map((row, at) => ({ ...row, key: `${at}` })))
  const [made, setMade] = useState(0)
  const add = (): void => {
    setList([...list, { key: `new-${made}`, id: '', nameZh: '', nameEn: '', hintZh: '', hintEn: '', weight: 10 }])
    setMade(made + 1)
  }
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-base font-semibold">{t('judging:setUp.criteria')}</legend>
      <p className="text-sm text-ink-2">{t('judging:setUp.criteriaHint')}</p>
      {list.map((row, at) => (
        <div key={row.key} className="grid grid-cols-[1fr_6rem_auto] items-end gap-3 border-t border-line pt-3 md:grid-cols-[1fr_1fr_6rem_auto]">
          <input type="hidden" name={`criteria.${at}.id`} value={row.id} />
          <input type="hidden" name={`criteria.${at}.hintZh`} value={row.hintZh} />
          <input type="hidden" name={`criteria.${at}.hintEn`} value={row.hintEn} />
          <TextInput className="max-md:col-span-3" name={`criteria.${at}.nameZh`} label={t('judging:setUp.nameZh')} maxLength={40} defaultValue={row.nameZh} error={errors[`criteria.${at}.nameZh`]} />
          <TextInput name={`criteria.${at}.nameEn`} label={t('judging:setUp.nameEn')} maxLength={40} defaultValue={row.nameEn} error={errors[`criteria.${at}.nameEn`]} />
          <TextInput name={`criteria.${at}.weight`} type="number" min={1} max={100} label={t('judging:setUp.weight')} defaultValue={row.weight} error={errors[`criteria.${at}.weight`]} />
          <IconButton icon={Trash2} label={t('judging:setUp.remove')} disabled={list.length === 1} onClick={() => setList(list.filter((one) => one.key !== row.key))} />
        </div>
      ))}
      {list.length < 12 && <div><Button type="button" icon={Plus} onClick={add}>{t('judging:setUp.add')}</Button></div>}
    </fieldset>
  )
}
