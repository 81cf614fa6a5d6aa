import { Check, Minus } from 'lucide-react'

import { useTranslate } from './translate.tsx'

/** One criterion of a match: a sentence, and how many of its points it gave. `max` 0: it gives none, it only says why not. */
export type Reason = { code: string; text: string; points: number; max: number }
export type ReasonsProps = { reasons: Reason[]; against?: Reason[]; /** At most so many of each; the rest unfolds. */ limit?: number; total?: { points: number; max: number } }

/** Why two fit and why they may not; each with its share as a bar and in words, never a bare number. */
export function Reasons({ reasons, against = [], limit, total }: ReasonsProps) {
  const t = useTranslate()
  return (
    <div className="flex flex-col gap-3 text-sm">
      <ReasonList heading={t('common:reasons.for')} reasons={reasons} limit={limit} />
      {against.length > 0 && <ReasonList heading={t('common:reasons.against')} reasons={against} limit={limit} opposed />}
      {total && <p className="figures text-xs text-ink-2">{t('common:reasons.total', total)}</p>}
    </div>
  )
}

function ReasonList({ heading, reasons, limit, opposed = false }: { heading: string; reasons: Reason[]; limit?: number; opposed?: boolean }) {
  const t = useTranslate()
  const first = reasons.slice(0, limit ?? reasons.length)
  const rest = reasons.slice(first.length)
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-ink-2">{heading}</h3>
      {reasons.length === 0 && <p className="text-ink-2">{t('common:reasons.none')}</p>}
      <ul className="flex flex-col gap-2">{first.map((reason) => <ReasonLine key={reason.code} reason={reason} opposed={opposed} />)}</ul>
      {rest.length > 0 && (
        <details className="mt-2">
          <summary className="text-sea-ink underline-offset-4 hover:underline">{t('common:ui.showAll')}</summary>
          <ul className="mt-2 flex flex-col gap-2">{rest.map((reason) => <ReasonLine key={reason.code} reason={reason} opposed={opposed} />)}</ul>
        </details>
      )}
    </section>
  )
}

function ReasonLine({ reason: { text, points, max }, opposed }: { reason: Reason; opposed: boolean }) {
  const t = useTranslate()
  const Icon = opposed ? Minus : Check
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden size={16} className={`mt-0.75 shrink-0 ${opposed ? 'text-amber-ink' : 'text-jade-ink'}`} />
      <span className="min-w-0 flex-1">{text}</span>
      {max > 0 && (
        <span className="mt-1.5 flex shrink-0 items-center gap-2">
          <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-line">
            <span className={`block h-full ${opposed ? 'bg-amber' : 'bg-jade'}`} style={{ width: `${Math.round((Math.max(0, points) / max) * 100)}%` }} />
          </span>
          <span className="figures min-w-10 text-right text-xs leading-none text-ink-2" aria-label={t('common:reasons.points', { points, max })}>{`${points}/${max}`}</span>
        </span>
      )}
    </li>
  )
}
