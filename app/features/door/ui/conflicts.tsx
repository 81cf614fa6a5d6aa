import { useFetcher } from '@remix-run/react'
import { TriangleAlert } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Select } from '#app/ui/select.tsx'
import { Status } from '#app/ui/status.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { verdictsFor } from '#server/domain/door/settling.ts'
import type { DoorDesk } from '#server/features/door-desk/queries.ts'
import type { DeskConflict } from '#server/features/door-desk/store.ts'

import { shortMark, type Answer } from '../view.ts'

/** Who was let in and should not have been, as far as is known: each waits for a person's word. */
export function Conflicts({ desk, zone }: { desk: DoorDesk; zone: string }) {
  const t = useTranslate()
  if (desk.conflicts.length === 0) return null
  return (
    <section aria-labelledby="door-conflicts" className="mb-8">
      <h2 id="door-conflicts" className="text-base font-semibold">{t('door:conflict.title')}</h2>
      <p className="mb-3 text-sm text-ink-2">{t('door:conflict.lead')}</p>
      <ul className="grid gap-3 lg:grid-cols-2">
        {desk.conflicts.map((one) => <li key={one.id}><Conflict conflict={one} zone={zone} maySettle={desk.maySettle} /></li>)}
      </ul>
    </section>
  )
}

function Conflict({ conflict, zone, maySettle }: { conflict: DeskConflict; zone: string; maySettle: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const sending = useFetcher<Answer>()
  const { id, reason, who, verdict, note, settledAt, version } = conflict
  const scans = [{ at: conflict.scannedAt, by: pick(conflict.byZh, conflict.byEn), device: conflict.deviceId }, ...(conflict.otherAt === null ? [] : [{ at: conflict.otherAt, by: pick(conflict.otherByZh, conflict.otherByEn), device: conflict.otherDeviceId }])].sort((a, b) => a.at - b.at)
  const name = who === null ? t('door:desk.nobody') : pick(who.nameZh, who.nameEn)
  return (
    <article aria-label={name} data-settled={settledAt !== null} className="flex h-full flex-col gap-2 rounded-md border border-line bg-sheet p-4">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-semibold">{name} {who !== null && <span className="text-sm font-normal text-ink-2">{pick(who.organizationZh, who.organizationEn)}</span>}</span>
        <Status tone={settledAt === null ? 'live' : 'confirmed'} {...(settledAt === null ? { icon: TriangleAlert } : {})} wraps>{reason === 'already_in' ? t('door:conflict.already_in') : t('door:conflict.other', { reason: t(`door:short.${reason}`) })}</Status>
      </p>
      <ul className="figures text-sm text-ink-2">{scans.map((scan) => <li key={`${scan.at} ${scan.device}`}>{t('door:conflict.scan', { time: wallTime(scan.at, zone), by: scan.by, device: shortMark(scan.device) })}</li>)}</ul>
      {settledAt !== null && <p className="text-sm">{t('door:conflict.settled', { verdict: t(`door:conflict.${verdict}`) })} · {note}<span className="block text-ink-2">{t('door:conflict.settledBy', { by: pick(conflict.settledByZh, conflict.settledByEn), time: wallTime(settledAt, zone) })}</span></p>}
      {settledAt === null && maySettle && (
        <sending.Form method="post" className="mt-auto flex flex-wrap items-end gap-2">
          <input type="hidden" name="intent" value="settle" />
          <input type="hidden" name="conflictId" value={id} />
          <input type="hidden" name="version" value={version} />
          <Select name="verdict" label={t('door:conflict.verdict')} options={verdictsFor(reason).map((value) => ({ value, label: t(`door:conflict.${value}`) }))} className="w-full sm:w-52" />
          <TextInput name="note" label={t('door:conflict.note')} required maxLength={500} placeholder={t('door:conflict.notePlaceholder')} className="min-w-0 flex-1" />
          <Button busy={sending.state !== 'idle'}>{t('door:conflict.settle')}</Button>
          {sending.data?.ok === false && <FormError error={sending.data.error} />}
        </sending.Form>
      )}
    </article>
  )
}
