import { useFetcher } from '@remix-run/react'
import { CalendarClock } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Fold } from '#app/ui/fold.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { stretchText, wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Frame } from '#server/domain/timetable/frame.ts'

import type { BoardNames } from '../view.ts'

export type LoadedOff = { meetingId: string; version: number; aDelegationId: string; bDelegationId: string; startsAt: number; endsAt: number; tableId: string | null; why: string }
type Props = { off: LoadedOff[]; frame: Frame; names: BoardNames; zone: string; slug: string; mayEdit: boolean }

/** Meetings that stand though the grid has no place for them: why, and what can be done. */
export function OffGridList({ off, frame, names, zone, slug, mayEdit }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const pick = usePick()
  const firms = new Map(names.delegations.map((one) => [one.id, pick(one.nameZh, one.nameEn)]))
  const codes = new Map(frame.tables.map((table) => [table.id, table.code]))
  return (
    <section aria-labelledby="off-grid" className="mb-8 border-l-3 border-amber pl-4" data-testid="off-grid">
      <h2 id="off-grid" className="mb-1 text-base font-semibold">{t('timetable:offGrid.title', { count: off.length })}</h2>
      <p className="mb-2 text-sm text-ink-2">{t('timetable:offGrid.lead')} <TextLink to={`/organize/${slug}/settings/grid`}>{t('timetable:offGrid.settings')}</TextLink></p>
      <ul className="grid border-t border-line lg:grid-cols-2 lg:gap-x-6">
        {off.map((one) => {
          const pair = `${firms.get(one.aDelegationId) ?? '–'} × ${firms.get(one.bDelegationId) ?? '–'}`
          return (
            <li key={one.meetingId} className="border-b border-line py-2 text-sm">
              <p className="flex flex-wrap justify-between gap-x-4">
                <span className="min-w-0 break-words">{pair}</span>
                <span className="figures">{t('timetable:offGrid.at', { time: stretchText(one, zone, locale), table: codes.get(one.tableId ?? '') ?? t('timetable:offGrid.noTable') })}</span>
              </p>
              <p className="text-xs text-ink-2">{t(`timetable:offGrid.why.${one.why}`)}</p>
              {mayEdit && <Acts off={one} pair={pair} zone={zone} slug={slug} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type Answer = { ok: true } | { ok: false; error: { message: string; fields: Record<string, string> } }

/** Another time from those that are really free, or the end of it. */
function Acts({ off, pair, zone, slug }: { off: LoadedOff; pair: string; zone: string; slug: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const looked = useFetcher<{ times: { startsAt: number }[] }>()
  const done = useFetcher<Answer>()
  const times = looked.data?.times
  const busy = done.state === 'idle' ? null : done.formData?.get('intent')
  const hidden = (
    <>
      <input type="hidden" name="meetingId" value={off.meetingId} />
      <input type="hidden" name="version" value={off.version} />
    </>
  )
  return (
    <div aria-live="polite" className="mt-1 flex flex-col gap-2">
      {done.data?.ok === false && <FormError error={done.data.error} />}
      {times?.length === 0 && <p className="text-sm">{t('timetable:offGrid.noTimes')}</p>}
      <div className="flex flex-wrap items-end gap-x-4 gap-y-1">
        {times === undefined ? (
          <Button type="button" icon={CalendarClock} aria-label={t('timetable:offGrid.moveFor', { pair })} busy={looked.state !== 'idle'} onClick={() => looked.load(`/events/${slug}/times?meeting=${off.meetingId}`)}>{t('timetable:offGrid.choose')}</Button>
        ) : times.length > 0 && (
          <done.Form method="post" className="flex flex-wrap items-end gap-2">
            {hidden}
            <Select name="startsAt" label={t('timetable:offGrid.newTime')} options={[...times].sort((a, b) => a.startsAt - b.startsAt).map(({ startsAt }) => ({ value: String(startsAt), label: `${wallDay(startsAt, zone, locale)} ${wallTime(startsAt, zone)}` }))} />
            <Button name="intent" value="bring_back" look="primary" busy={busy === 'bring_back'}>{t('timetable:offGrid.move')}</Button>
          </done.Form>
        )}
        <Fold title={<span>{t('timetable:offGrid.cancel')}<span className="sr-only"> {pair}</span></span>} titleClassName="text-sea-ink">
          <done.Form method="post" className="flex flex-wrap items-center gap-2">
            {hidden}
            <span>{t('timetable:offGrid.cancelSure')}</span>
            <Button name="intent" value="call_off" look="danger" busy={busy === 'call_off'}>{t('timetable:offGrid.cancelNow')}</Button>
          </done.Form>
        </Fold>
      </div>
    </div>
  )
}
