import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { mostSeats, newPlan, offerMinutesRange, type SeatPlan } from '#server/domain/seats/plan.ts'

import type { Answer } from '../view.ts'

/** How many seats there are, how long an offer lasts and who may ask. */
export function PlanForm({ plan }: { plan: (SeatPlan & { version: number }) | null }) {
  const t = useTranslate()
  const saving = useFetcher<Answer>()
  const shown = plan ?? { ...newPlan, version: 0 }
  const failed = saving.data?.ok === false ? saving.data.error : null
  return (
    <Card title={t('seats:desk.seats')}>
      <saving.Form key={shown.version} method="post" className="flex flex-col gap-4">
        <input type="hidden" name="intent" value="plan" />
        <input type="hidden" name="version" value={shown.version} />
        {saving.data?.ok && <Notice tone="done">{t('seats:desk.saved')}</Notice>}
        <FormError error={failed} />
        <TextInput name="seats" type="number" min={1} max={mostSeats} label={t('seats:desk.seats')} defaultValue={shown.seats} error={failed?.fields['seats']} required />
        <TextInput name="offerMinutes" type="number" min={offerMinutesRange.least} max={offerMinutesRange.most} label={t('seats:desk.offerMinutes')} hint={t('seats:desk.offerMinutesHint')} defaultValue={shown.offerMinutes} error={failed?.fields['offerMinutes']} required />
        <Checkbox name="isOpen" label={t('seats:desk.isOpen')} hint={t('seats:desk.isOpenHint')} defaultChecked={shown.isOpen} />
        <div><Button look={plan === null ? 'primary' : 'secondary'} busy={saving.state !== 'idle'}>{t('seats:desk.savePlan')}</Button></div>
      </saving.Form>
    </Card>
  )
}
