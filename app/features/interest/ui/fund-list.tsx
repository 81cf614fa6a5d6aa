import { Notice } from '#app/ui/notice.tsx'
import { Time } from '#app/ui/time.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { FundView } from '#server/features/interest/queries.ts'

import { standingOf, tallyOf } from '../view.ts'

import { DegreeChoice } from './degree-choice.tsx'

/** Every pitch with what the fund has said about it; who of the fund said it last is named. */
export function FundList({ view, zone, base }: { view: FundView; zone: string; base: string }) {
  const t = useTranslate()
  const pick = usePick()
  const isOpen = standingOf(view) === 'open'
  const tally = tallyOf(view.pitches)
  return (
    <>
      <Standing view={view} />
      {view.isVerified && <p className="figures mb-4 text-sm text-ink-2">{t('interest:tally', tally)}</p>}
      <ul className="border-t border-line">
        {view.pitches.map(({ pitch, voice }) => (
          <li key={pitch.itemId} className="flex flex-col gap-3 border-b border-line py-4">
            <div className="flex items-start justify-between gap-3">
              <div className="min-w-0">
                <h2 className="font-semibold break-words"><TextLink to={`${base}/people/${pitch.delegationId}`}>{pick(pitch.nameZh, pitch.nameEn)}</TextLink></h2>
                <p className="line-clamp-2 text-sm text-ink-2">{pick(pitch.oneLinerZh, pitch.oneLinerEn)}</p>
              </div>
              <Time at={pitch.startsAt} zone={zone} className="shrink-0 text-sm text-ink-2" />
            </div>
            <DegreeChoice itemId={pitch.itemId} voice={voice} action={`${base}/interest`} isOpen={isOpen} />
            {voice !== null && <p className="text-xs text-ink-2">{t('interest:saidBy', { name: pick(voice.byZh, voice.byEn) })}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}

function Standing({ view }: { view: FundView }) {
  const t = useTranslate()
  const standing = standingOf(view)
  return <Notice tone={standing === 'unverified' ? 'warn' : 'info'} className="mb-4">{t(`interest:standing.${standing}`)}</Notice>
}
