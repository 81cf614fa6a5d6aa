import { CircleCheck, CircleMinus } from 'lucide-react'

import { LinkButton } from '#app/ui/link-button.tsx'
import { Status } from '#app/ui/status.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { WishList } from '#server/features/clearing/queries.ts'

/** What became of each own wish, with its reason, in the own order. */
export function WishOutcomes({ list, base, zone, eventStartsAt }: { list: WishList; base: string; zone: string; eventStartsAt: number }) {
  const t = useTranslate()
  const locale = useLocale()
  // The day only where there is more than one of them.
  const when = (at: number): string => (wallDay(at, zone, locale) === wallDay(eventStartsAt, zone, locale) ? '' : `${wallDay(at, zone, locale)} `) + wallTime(at, zone)
  const pick = usePick()
  const names = new Map(list.candidates.map((one) => [one.delegationId, pick(one.nameZh, one.nameEn)]))
  const outcomes = list.outcomes ?? []
  return (
    <section>
      {outcomes.length === 0 && <p className="border-y border-line py-4 text-ink-2">{t('clearing:outcome.none')}</p>}
      <ul className={outcomes.length === 0 ? '' : 'border-t border-line'}>
        {outcomes.map(({ partnerId, outcome, startsAt, tableCode }) => (
          <li key={partnerId} className="flex flex-col gap-1 border-b border-line py-3">
            <TextLink to={`${base}/people/${partnerId}`} className="font-medium break-words">{names.get(partnerId) ?? '–'}</TextLink>
            <span className="flex flex-wrap items-center gap-x-3 text-sm">
              <Status tone={outcome === 'met' ? 'confirmed' : 'neutral'} icon={outcome === 'met' ? CircleCheck : CircleMinus}>{t(`clearing:outcome.${outcome}`)}</Status>
              {outcome === 'no_common_place' && <TextLink to={`${base}/requests`}>{t('clearing:outcome.look')}</TextLink>}
              {startsAt !== null && <span className="figures">{t('clearing:outcome.at', { time: when(startsAt), table: tableCode ?? '–' })}</span>}
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-6"><LinkButton to={`${base}/agenda`} look="primary">{t('clearing:outcome.agenda')}</LinkButton></div>
    </section>
  )
}
