import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { FundView } from '#server/features/interest/queries.ts'

import { standingOf } from '../view.ts'

import { DegreeChoice } from './degree-choice.tsx'

/** Under the pitch that is on: the fund's voice about it, and the way to all of them. */
export function PitchInterest({ view, itemId, base }: { view: FundView; itemId: string | null; base: string }) {
  const t = useTranslate()
  const standing = standingOf(view)
  const found = view.pitches.find(({ pitch }) => pitch.itemId === itemId)
  return (
    <section aria-labelledby="pitch-interest" className="flex flex-col gap-3 border-b border-line py-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="pitch-interest" className="text-sm font-medium text-ink-2">{t('interest:choose')}</h2>
        <TextLink to={`${base}/interest`} className="-my-3 inline-flex min-h-12 items-center">{t('interest:all')}</TextLink>
      </div>
      {standing !== 'open' && <p className="text-sm text-ink-2">{t(`interest:standing.${standing}`)}</p>}
      {standing === 'open' && found === undefined && <p className="text-sm text-ink-2">{t('interest:notOn')}</p>}
      {standing === 'open' && found !== undefined && <DegreeChoice key={found.pitch.itemId} itemId={found.pitch.itemId} voice={found.voice} action={`${base}/interest`} isOpen />}
    </section>
  )
}
