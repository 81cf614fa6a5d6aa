import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

type Meeting = { id: string; startsAtMs: number; endsAtMs: number; tableCode: string | null; a: { nameZh: string; nameEn: string }; b: { nameZh: string; nameEn: string } }
export type SaveAnswer = { ok: true; value: unknown } | { ok: false; error: { code: string; message: string; fields: Record<string, string>; detail?: unknown } } | null | undefined

function meetingsOf(source: unknown, key: 'meetings' | 'inTheWay'): Meeting[] {
  const found = (source as Record<string, unknown> | null | undefined)?.[key]
  return Array.isArray(found) ? (found as Meeting[]) : []
}

/** What became of a save: done, refused, or refused because of meetings, which the organizer may overrule. */
export function SaveNotice({ answer, zone }: { answer: SaveAnswer; zone: string }) {
  const t = useTranslate()
  if (!answer) return null
  if (answer.ok) {
    const moved = meetingsOf(answer.value, 'inTheWay')
    return <Notice tone="done" title={t('events:settings.saved')}>{moved.length > 0 && <Meetings meetings={moved} zone={zone} />}</Notice>
  }
  const concerned = meetingsOf(answer.error.detail, 'meetings')
  return (
    <div className="flex flex-col gap-3">
      <FormError error={answer.error} />
      {concerned.length > 0 && <Meetings meetings={concerned} zone={zone} />}
      {answer.error.code === 'setup.meetings_in_the_way' && <Checkbox name="confirm" label={t('events:grid.confirm')} />}
    </div>
  )
}

function Meetings({ meetings, zone }: { meetings: Meeting[]; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <div className="text-sm">
      <p className="font-semibold">{t('events:grid.inTheWay')}</p>
      <ul className="mt-1 max-h-60 overflow-y-auto">
        {meetings.map((meeting) => (
          <li key={meeting.id} className="flex flex-wrap gap-x-3 border-t border-line py-1">
            <TimeRange from={meeting.startsAtMs} to={meeting.endsAtMs} zone={zone} withDay plain />
            <span>{meeting.tableCode}</span>
            <span>{`${pick(meeting.a.nameZh, meeting.a.nameEn)} · ${pick(meeting.b.nameZh, meeting.b.nameEn)}`}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
