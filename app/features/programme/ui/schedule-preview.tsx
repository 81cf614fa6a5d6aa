import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Time, TimeRange } from '#app/ui/time.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { SchedulePreview as Preview } from '#server/features/programme-imports/queries.ts'

import { wordsOf } from '../view.ts'

export type SchedulePreviewProps = { preview: Preview; zone: string; error: { message: string; fields?: Record<string, string> } | null }

/** What taking a schedule over would do, all of it or nothing. */
export function SchedulePreview({ preview, zone, error }: SchedulePreviewProps) {
  const t = useTranslate()
  const locale = useLocale()
  const intent = useNavigation().formData?.get('intent')
  const counts = [['talks', preview.talks], ['created', preview.created], ['updated', preview.updated], ['same', preview.same], ['gone', preview.gone], ['newStages', preview.newStages.length]] as const
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-6">
        {counts.map(([name, count]) => (
          <div key={name} className="border-l border-line pl-3"><dt className="text-sm text-ink-2">{t(`programme:import.${name}`)}</dt><dd className="figures text-lg">{count}</dd></div>
        ))}
      </dl>
      {preview.newStages.length > 0 && <p className="text-sm text-ink-2">{t('programme:import.stages', { names: wordsOf(locale, preview.newStages) })}</p>}
      <Card title={t('programme:import.take')}>
        <Form method="post" className="flex flex-col gap-4">
          <FormError error={error} />
          <input type="hidden" name="importId" value={preview.importId} />
          <input type="hidden" name="number" value={preview.number} />
          <DateTimeInput kind="date" name="firstDay" label={t('programme:import.firstDay')} hint={t('programme:import.firstDayHint', { from: preview.firstDay, to: preview.lastDay })} optional className="max-w-xs" />
          <div className="flex flex-wrap gap-2">
            <Button name="intent" value="apply" look="primary" busy={intent === 'apply'}>{t('programme:import.apply', { count: preview.created + preview.updated })}</Button>
            <Button name="intent" value="discard" look="quiet" formNoValidate busy={intent === 'discard'}>{t('programme:import.discard')}</Button>
          </div>
        </Form>
      </Card>
      {preview.conflictCount > 0 ? (
        <section aria-labelledby="found-conflicts">
          <h2 id="found-conflicts" className="text-base">{t('programme:conflictsCount', { count: preview.conflictCount })}</h2>
          <p className="text-sm text-ink-2">{t('programme:import.conflictsHelp')}</p>
          <ul className="text-sm">
            {preview.conflicts.map((conflict, at) => (
              <li key={at} className="border-b border-line py-1"><span className="figures text-ink-2">{wallDay(conflict.atMs, zone, locale)} {wallTime(conflict.atMs, zone)}</span> {t(`programme:conflict.${conflict.kind}_${conflict.reason}`, { who: conflict.name, one: conflict.titles[0] ?? '', other: conflict.titles[1] ?? '' })}</li>
            ))}
          </ul>
        </section>
      ) : <Notice tone="done">{t('programme:import.noConflicts')}</Notice>}
      <section aria-labelledby="sample">
        <h2 id="sample" className="text-base">{t('programme:import.sample')}</h2>
        <ul className="text-sm">
          {preview.sample.map((talk, at) => (
            <li key={at} className="grid gap-x-4 border-b border-line py-1.5 sm:grid-cols-[12rem_10rem_1fr]">
              <span className="figures"><Time at={talk.startsAtMs} zone={zone} show="day" /> <TimeRange from={talk.startsAtMs} to={talk.endsAtMs} zone={zone} /></span>
              <span className="text-ink-2">{talk.room}</span>
              <span className="min-w-0">{talk.title}{talk.people.length > 0 && <span className="text-ink-2"> · {wordsOf(locale, talk.people)}</span>}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
