import { Equal } from 'lucide-react'

import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Watched } from '#server/features/judging/queries.ts'
import type { PitchResult } from '#server/domain/judging/results.ts'

/** The ranking with both numbers side by side: normalised, and as the judges gave them. */
export function ResultsTable({ judging, results }: { judging: Watched; results: readonly PitchResult[] }) {
  const t = useTranslate()
  const pick = usePick()
  const nameOf = (itemId: string): string => {
    const pitch = judging.pitches.find((one) => one.itemId === itemId)
    return pitch === undefined ? '' : pick(pitch.nameZh, pitch.nameEn)
  }
  const head = 'border-b border-edge px-3 py-2 font-medium whitespace-nowrap text-ink-2'
  return (
    <section aria-labelledby="results" className="mb-8">
      <h2 id="results" className="mb-1 text-base font-semibold">{t('judging:results.title')}</h2>
      <p className="mb-3 max-w-prose text-sm text-ink-2">{t('judging:results.how')}</p>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-labelledby="results">
        <table className="figures w-full border-collapse text-sm">
          <thead>
            <tr>
              <th scope="col" className={`${head} text-right`}>{t('judging:results.place')}</th>
              <th scope="col" className={`${head} text-left`}>{t('judging:progress.pitch')}</th>
              <th scope="col" className={`${head} text-right`}>{t('judging:results.normal')}</th>
              <th scope="col" className={`${head} text-right`}>{t('judging:results.raw')}</th>
              {judging.judges.map((judge) => <th key={judge.judgeId} scope="col" className={`${head} text-right`}>{pick(judge.nameZh, judge.nameEn)}</th>)}
            </tr>
          </thead>
          <tbody>
            {results.map((line) => (
              <tr key={line.itemId} className="border-b border-line">
                <td className="px-3 py-2 text-right text-base font-semibold">{line.place ?? '–'}</td>
                <th scope="row" className="min-w-36 px-3 py-2 text-left font-normal">{nameOf(line.itemId)} {line.isTied && <Status tone="waiting" icon={Equal}>{t('judging:results.tied')}</Status>}</th>
                <td className="px-3 py-2 text-right font-semibold">{line.normal?.toFixed(2) ?? '–'}</td>
                <td className="px-3 py-2 text-right">{line.raw?.toFixed(2) ?? '–'}</td>
                {judging.judges.map((judge) => {
                  const given = line.judges.find((one) => one.judgeId === judge.judgeId)
                  return <td key={judge.judgeId} className="px-3 py-2 text-right whitespace-nowrap">{given ? <>{given.normal.toFixed(1)} <span className="text-ink-2">({given.raw.toFixed(1)})</span>{given.isLate && <span className="ml-1 text-xs text-amber-ink">{t('judging:mark.late')}</span>}</> : <span className="text-ink-3">–</span>}</td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
