import { useTranslate } from '#app/ui/translate.tsx'
import type { FunnelRow } from '#server/domain/invitations/answering.ts'

import type { Labels } from '../view.ts'

const steps = ['invited', 'opened', 'accepted', 'arrived'] as const
const fills = { invited: 'var(--sunk)', opened: 'color-mix(in srgb, var(--sea) 35%, var(--sheet))', accepted: 'var(--sea)', arrived: 'var(--jade)' } as const
const row = { height: 44, bar: 24, width: 600, label: 0 }

/**
 * How far the invited have come, one bar for each segment: the steps lie on each other, as each is part of the one before,
 * and a line stands at the quota. The same figures are in the table below it, for whoever can't see the picture.
 */
export function Funnel({ funnel, labels }: { funnel: FunnelRow[]; labels: Labels }) {
  const t = useTranslate()
  if (funnel.length === 0) return null
  const most = Math.max(1, ...funnel.map((one) => Math.max(one.invited, one.quota ?? 0)))
  const width = (count: number): number => (count / most) * row.width
  const nameOf = (segment: string): string => labels[segment] ?? segment
  return (
    <section aria-labelledby="funnel" className="mb-8">
      <h2 id="funnel" className="mb-2 text-base font-semibold">{t('invitations:funnel.title')}</h2>
      <ul aria-hidden className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-2">
        {steps.map((step) => <li key={step} className="flex items-center gap-2"><span className="inline-block size-3 rounded-xs border border-edge" style={{ background: fills[step] }} />{t(`invitations:funnel.${step}`)}</li>)}
        <li className="flex items-center gap-2"><span className="inline-block h-3 border-l-2 border-ink" />{t('invitations:funnel.quota')}</li>
      </ul>
      <div className="flex flex-col gap-2">
        {funnel.map((one) => (
          <div key={one.segment} className="grid items-center gap-x-4 sm:grid-cols-[10rem_1fr]">
            <span className="text-sm">{nameOf(one.segment)}</span>
            <svg role="img" aria-label={t('invitations:funnel.row', { ...one, segment: nameOf(one.segment), quota: one.quota ?? t('invitations:funnel.noQuota') })} viewBox={`0 0 ${row.width + 4} ${row.bar}`} preserveAspectRatio="none" className="h-6 w-full">
              {steps.map((step) => <rect key={step} x={1} y={1} width={width(one[step])} height={row.bar - 2} fill={fills[step]} stroke={one[step] === 0 ? 'none' : 'var(--edge)'} strokeWidth={1} vectorEffect="non-scaling-stroke" />)}
              {one.quota !== null && <line x1={width(one.quota) + 1} x2={width(one.quota) + 1} y1={0} y2={row.bar} stroke="var(--ink)" strokeWidth={2} vectorEffect="non-scaling-stroke" />}
            </svg>
          </div>
        ))}
      </div>
      <div className="relative mt-3 overflow-x-auto" tabIndex={0} role="group" aria-labelledby="funnel">
        <table className="figures w-full text-sm">
          <caption className="sr-only">{t('invitations:funnel.title')}</caption>
          <thead><tr className="text-xs text-ink-2"><th scope="col" className="py-1 text-left font-medium">{t('invitations:funnel.segment')}</th>{[...steps, 'waiting' as const, 'declined' as const, 'quota' as const].map((step) => <th key={step} scope="col" className="px-2 py-1 text-right font-medium whitespace-nowrap">{t(`invitations:funnel.${step}`)}</th>)}</tr></thead>
          <tbody>{funnel.map((one) => <tr key={one.segment} className="border-t border-line"><th scope="row" className="min-w-32 py-1 text-left font-normal">{nameOf(one.segment)}</th>{([...steps, 'waiting', 'declined'] as const).map((step) => <td key={step} className="px-2 py-1 text-right">{one[step]}</td>)}<td className="px-2 py-1 text-right">{one.quota ?? '–'}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  )
}
