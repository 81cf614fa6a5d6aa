import { useFetcher, useLocation } from '@remix-run/react'

import type { Answer } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { StageClash } from '#server/features/stage-drift/store.ts'

/** Whose meetings lie in the way of a late stage. Asked for by hand: it is of interest when a choice is to be made. */
export function Concerned({ zone }: { zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const fetcher = useFetcher<Answer<StageClash[]>>()
  const action = `${useLocation().pathname.replace(/\/$/, '')}/concerned`
  const { data } = fetcher
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-3">
      <Button type="button" look="quiet" busy={fetcher.state !== 'idle'} onClick={() => fetcher.load(action)}>{t(data === undefined ? 'stage:drift.look' : 'stage:drift.again')}</Button>
      <div role="status">
        {data?.ok === false && <p>{t('stage:drift.failed')}</p>}
        {data?.ok && data.value.length === 0 && <p>{t('stage:drift.nobody')}</p>}
      </div>
      {data?.ok && data.value.length > 0 && (
        <>
          <h3 className="font-semibold">{t('stage:drift.concerned')}</h3>
          <ul className="flex flex-col gap-2">
            {data.value.map((clash) => (
              <li key={`${clash.meetingId}-${clash.personId}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span>{t('stage:drift.clash', { name: pick(clash.personZh, clash.personEn), from: wallTime(clash.fromMs, zone), to: wallTime(clash.untilMs, zone), meeting: `${pick(clash.withZh, clash.withEn)} ${wallTime(clash.startsAt, zone)}–${wallTime(clash.endsAt, zone)}` })}</span>
                <form method="post" action={action}>
                  <input type="hidden" name="personId" value={clash.personId} />
                  <input type="hidden" name="fromMs" value={clash.fromMs} />
                  <input type="hidden" name="untilMs" value={clash.untilMs} />
                  <Button>{t('stage:drift.propose')}</Button>
                </form>
              </li>
            ))}
          </ul>
          <p className="text-ink-2">{t('stage:drift.told')}</p>
        </>
      )}
    </div>
  )
}
