import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Clearing } from '#server/domain/pitching/ranking.ts'
import type { PitcherRow } from '#server/features/pitch-roster/queries.ts'
import type { PitchingSnapshot } from '#server/protocol/pitching.ts'

/** The lots in their order and what each got: everything that is needed to check it again. */
export function ClearingView({ clearing, pitchers, board }: { clearing: Clearing; pitchers: readonly PitcherRow[]; board: PitchingSnapshot }) {
  const t = useTranslate()
  const pick = usePick()
  const name = (id: string): string => {
    const row = pitchers.find((one) => one.delegationId === id)
    return row ? pick(row.nameZh, row.nameEn) : id
  }
  const slot = (itemId: string | null) => board.slots.find((one) => one.itemId === itemId)
  return (
    <details className="mt-4">
      <summary className="text-sea-ink">{t('pitching:desk.clearing')}</summary>
      <ol className="mt-2 flex flex-col gap-1 text-sm">
        {clearing.entries.map((entry) => (
          <li key={entry.delegationId} className="grid grid-cols-[2rem_1fr_auto] gap-3">
            <span className="figures text-ink-2">{entry.turn}</span>
            <span className="min-w-0">{name(entry.delegationId)} <span className="figures text-xs text-ink-2" title={entry.ticket}>{entry.ticket.slice(0, 8)}</span></span>
            <span className="figures">{entry.itemId !== null && slot(entry.itemId) ? <Time at={slot(entry.itemId)?.startsAt ?? 0} zone={board.zone} show="both" /> : t('pitching:line.title')}</span>
          </li>
        ))}
      </ol>
      {clearing.excluded.length > 0 && <p className="mt-2 text-sm text-ink-2">{t('pitching:desk.excluded')}: {clearing.excluded.map((one) => name(one.delegationId)).join('、')}</p>}
    </details>
  )
}
