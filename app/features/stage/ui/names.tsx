import { usePick, useTranslate } from '#app/ui/translate.tsx'

import type { Shown } from '../view.ts'

/** What a line is called: its title, or its kind where it has none. */
export function useLineName(): (shown: Pick<Shown, 'line' | 'card'>) => string {
  const t = useTranslate()
  const pick = usePick()
  return ({ line, card }) => pick(card.titleZh, card.titleEn) || t(`stage:kind.${line.kind}`)
}

/** Who speaks: `陈静 · 海淀量子`. */
export function speakersOf({ card }: Pick<Shown, 'card'>): string {
  return card.speakers.map(({ name, organization }) => [name, organization].filter(Boolean).join(' · ')).join('、')
}
