import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { joinWords } from '#server/i18n/locales.ts'

import type { Shown } from '../view.ts'

/** What a line is called: its title, or its kind where it has none. */
export function useLineName(): (shown: Pick<Shown, 'line' | 'card'>) => string {
  const t = useTranslate()
  const pick = usePick()
  return ({ line, card }) => pick(card.titleZh, card.titleEn) || t(`stage:kind.${line.kind}`)
}

/** Who speaks: `陈静 · 海淀量子`. */
export function useSpeakers(): (shown: Pick<Shown, 'card'>) => string {
  const pick = usePick()
  const locale = useLocale()
  return ({ card }) => joinWords(locale, card.speakers.map((one) => [pick(one.nameZh, one.nameEn), pick(one.organizationZh, one.organizationEn)].filter(Boolean).join(' · ')))
}
