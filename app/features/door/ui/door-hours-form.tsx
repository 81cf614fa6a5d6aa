import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Status } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { DoorDesk } from '#server/features/door-desk/queries.ts'

import type { Answer } from '../view.ts'

/** Whether people are let in now, and who says so. */
export function DoorHoursForm({ desk, zone }: { desk: DoorDesk; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const sending = useFetcher<Answer>()
  const { opensAt, closesAt, version, isPlanned } = desk.hours
  const isOpen = desk.now >= opensAt && desk.now < closesAt
  const time = (at: number): string => `${wallDay(at, zone, locale)} ${wallTime(at, zone)}`
  return (
    <sending.Form method="post" className="mb-6 flex flex-wrap items-center gap-3">
      <input type="hidden" name="intent" value="hours" />
      <input type="hidden" name="version" value={version} />
      <Status tone={isOpen ? 'confirmed' : 'neutral'}>{t(isOpen ? 'door:desk.open' : 'door:desk.closed')}</Status>
      <span className="figures text-sm text-ink-2">{t('door:desk.hours', { from: time(opensAt), to: time(closesAt) })}</span>
      {desk.maySetUp && (
        <span className="flex flex-wrap gap-2">
          {!isOpen && <Button name="open" value="now" busy={sending.state !== 'idle'}>{t('door:desk.openNow')}</Button>}
          {isOpen && <Button look="quiet" name="open" value="closed" busy={sending.state !== 'idle'}>{t('door:desk.close')}</Button>}
          {!isPlanned && <Button look="quiet" name="open" value="planned">{t('door:desk.planned')}</Button>}
        </span>
      )}
      {sending.data?.ok === false && <FormError error={sending.data.error} />}
    </sending.Form>
  )
}
