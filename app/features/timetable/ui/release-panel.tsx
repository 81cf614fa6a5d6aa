import { Form, useNavigation } from '@remix-run/react'
import { Send } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { timeNames } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'

export type ReleaseClashLine = { startsAt: number; nameZh: string; nameEn: string }
export type ReleasePanelProps = {
  draftId: string
  version: number
  placed: number
  unplaced: number
  defaultName: string
  zone: string
  /** Starts of the draft's slots: on several days a time is named with its day. */
  starts: number[]
  error: { message: string; fields?: Record<string, string>; detail?: unknown } | null
}

/** The last question before everybody hears of it: what it is called and what it does. */
export function ReleasePanel({ draftId, version, placed, unplaced, defaultName, zone, starts, error }: ReleasePanelProps) {
  const t = useTranslate()
  const pick = usePick()
  const [isOpen, setOpen] = useState(error !== null)
  const busy = useNavigation().formData?.get('intent') === 'release'
  const timeOf = timeNames(starts, zone, useLocale())
  const clashes = (error?.detail as { clashes?: ReleaseClashLine[] } | undefined)?.clashes ?? []
  return (
    <>
      <Button type="button" look="primary" icon={Send} onClick={() => setOpen(true)}>{t('timetable:release.open')}</Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('timetable:release.heading')}>
        <Form method="post" className="flex flex-col gap-4">
          <FormError error={error} />
          {clashes.length > 0 && (
            <ul className="text-sm">
              {clashes.map((clash, at) => <li key={at} className="border-b border-line py-1"><span className="figures">{timeOf(clash.startsAt)}</span> {pick(clash.nameZh, clash.nameEn)}</li>)}
            </ul>
          )}
          <p className="text-sm">{t('timetable:release.lead', { placed })}</p>
          {unplaced > 0 && <Notice tone="warn">{t('timetable:release.left', { count: unplaced })}</Notice>}
          <input type="hidden" name="draftId" value={draftId} />
          <input type="hidden" name="version" value={version} />
          <TextInput name="name" label={t('timetable:release.name')} required maxLength={60} defaultValue={defaultName} error={error?.fields?.['name']} />
          <TextArea name="notes" label={t('timetable:release.notes')} optional maxLength={2000} rows={3} />
          <Button name="intent" value="release" look="primary" icon={Send} busy={busy}>{t('timetable:release.act')}</Button>
        </Form>
      </Dialog>
    </>
  )
}
