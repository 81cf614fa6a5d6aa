import { Trophy } from 'lucide-react'

import { Card } from '#app/ui/card.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { PublicLine } from '#server/features/judging/queries.ts'

type Results = { own: PublicLine[]; winners: Pick<PublicLine, 'itemId' | 'place' | 'nameZh' | 'nameEn' | 'isTied'>[] }

/** The own result, and the winners where the event tells them to all. */
export function ReleasedResults({ results: { own, winners } }: { results: Results }) {
  const t = useTranslate()
  const pick = usePick()
  if (own.length === 0 && winners.length === 0) return null
  return (
    <Card title={<span className="inline-flex items-center gap-2"><Trophy aria-hidden size={18} />{t('judging:released.title')}</span>} className="mb-6">
      {own.map((line) => (
        <p key={line.itemId} className="figures">
          {line.place === null ? t('judging:released.unjudged') : t(line.isTied ? 'judging:released.ownTied' : 'judging:released.own', { place: line.place, score: line.normal?.toFixed(2) ?? '–' })}
        </p>
      ))}
      {winners.length > 0 && (
        <ol className="mt-2 flex flex-col gap-1">
          {winners.map((line) => <li key={line.itemId} className="flex items-baseline gap-3"><span className="figures w-6 shrink-0 text-right font-semibold">{line.place}</span><span className="min-w-0 break-words">{pick(line.nameZh, line.nameEn)}</span></li>)}
        </ol>
      )}
    </Card>
  )
}
