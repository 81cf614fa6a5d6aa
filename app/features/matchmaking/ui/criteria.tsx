import { Reasons } from '#app/ui/reasons.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { DirectionTexts } from '../view.ts'

/** Every criterion of both directions, with its share as a bar and its sentence. */
export function Criteria({ mine, theirs }: { mine: DirectionTexts; theirs: DirectionTexts }) {
  const t = useTranslate()
  return (
    <div className="@container">
      <div className="grid gap-6 @3xl:grid-cols-2">
        <Side heading={t('matches:card.forYou')} direction={mine} />
        <Side heading={t('matches:card.forThem')} direction={theirs} />
      </div>
    </div>
  )
}

export function Side({ heading, direction }: { heading: string; direction: DirectionTexts }) {
  const t = useTranslate()
  return (
    <section aria-label={heading} className="min-w-0">
      <p className="mb-2 flex items-baseline justify-between gap-2 border-b border-line pb-1">
        <span className="font-semibold">{heading}</span>
        <span className="figures text-sm text-ink-2">{t('matches:card.outOf', { score: direction.score })}</span>
      </p>
      <Reasons reasons={direction.for} against={direction.against} />
      {direction.unknown.length > 0 && (
        <div className="mt-3 text-sm">
          <h4 className="mb-1 text-xs font-medium text-ink-2">{t('matches:card.unknown')}</h4>
          <ul className="flex flex-col gap-1 text-ink-2">{direction.unknown.map((line) => <li key={line.code}>{line.text}</li>)}</ul>
        </div>
      )}
    </section>
  )
}
