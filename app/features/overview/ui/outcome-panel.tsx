import { Stats, type Stat } from '#app/ui/stats.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { wallDay } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OutcomeShare } from '#server/domain/followup/outcomes.ts'
import type { WatchedOutcomes } from '#server/features/outcomes/queries.ts'

type Line = WatchedOutcomes['lines'][number]
type Props = { outcomes: WatchedOutcomes; share: OutcomeShare | null; zone: string; /** `/organize/<slug>` */ base: string }

/** What came of the meetings: of how many both sides, one or neither has spoken; each figure opens its list. */
export function OutcomePanel({ outcomes, share, zone, base }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const shareStat = (key: OutcomeShare, tone: Stat['tone']): Stat => ({ label: t(`overview:outcomes.${key}`), value: outcomes[key], tone, to: `?outcomes=${key}#outcomes` })
  const day = wallDay(outcomes.closesAt - 1, zone, locale, true)
  return (
    <section id="outcomes" aria-labelledby="outcomes-title" className="mt-10">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="outcomes-title" className="text-base font-semibold">{t('overview:outcomes.panel')}</h2>
        <span className="flex gap-4 text-sm">
          {(['csv', 'xlsx'] as const).map((format) => <a key={format} href={`${base}/outcomes/export/${format}`} className="text-sea-ink underline decoration-line underline-offset-4">{t(`overview:outcomes.export.${format}`)}</a>)}
        </span>
      </div>
      <Stats stats={[{ label: t('overview:outcomes.held'), value: outcomes.held }, shareStat('both', 'confirmed'), shareStat('one', 'neutral'), shareStat('none', outcomes.none > 0 ? 'waiting' : 'neutral'), { label: t('overview:outcomes.mutuals'), value: outcomes.mutual, tone: 'info' }]} />
      <p className="mt-2 text-sm text-ink-2">{t(`overview:outcomes.${outcomes.isOpen ? 'closes' : 'closed'}`, { day })}</p>
      {share !== null && <Lines lines={outcomes.lines} isAll={outcomes.lines.length === outcomes[share]} share={share} zone={zone} />}
    </section>
  )
}

function Lines({ lines, isAll, share, zone }: { lines: Line[]; isAll: boolean; share: OutcomeShare; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const said = (answer: Line['aAnswer']): string => (answer === null ? '–' : t(`overview:outcomes.answer.${answer}`))
  const columns: Column<Line>[] = [
    { key: 'time', head: t('overview:outcomes.export.time'), cell: ({ startsAt }) => <Time at={startsAt} zone={zone} show="both" className="figures" /> },
    { key: 'a', head: t('overview:outcomes.export.a'), names: true, cell: ({ aZh, aEn }) => pick(aZh, aEn) },
    { key: 'aAnswer', head: t('overview:outcomes.export.aAnswer'), cell: ({ aAnswer }) => said(aAnswer) },
    { key: 'b', head: t('overview:outcomes.export.b'), cell: ({ bZh, bEn }) => pick(bZh, bEn) },
    { key: 'bAnswer', head: t('overview:outcomes.export.bAnswer'), cell: ({ bAnswer }) => said(bAnswer) },
  ]
  return (
    <div className="mt-4">
      <h3 className="mb-1 text-sm font-medium">{t(`overview:outcomes.list.${share}`)}</h3>
      <Table caption={t(`overview:outcomes.list.${share}`)} columns={columns} rows={lines} rowKey={(line) => line.meetingId} empty={<p className="border-y border-line py-4 text-ink-2">{t('overview:outcomes.empty')}</p>} />
      {!isAll && <p className="mt-2 text-sm text-ink-2">{t('overview:outcomes.shown', { count: lines.length })}</p>}
    </div>
  )
}
