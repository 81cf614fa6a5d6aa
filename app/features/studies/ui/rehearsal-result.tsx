import { ColumnChart } from '#app/ui/column-chart.tsx'
import { Stats } from '#app/ui/stats.tsx'
import { timeNames } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { RehearsalReport } from '#server/domain/timetable/rehearsal.ts'
import { joinWords } from '#server/i18n/locales.ts'

import { adviceText, signed, tenth, type AdviceGround } from '../view.ts'
import { SlotFates } from './slot-fates.tsx'

export type RehearsalResultProps = { report: RehearsalReport; frame: AdviceGround['frame']; people: AdviceGround['people']; zone: string }

const causes = ['declined', 'noShow', 'late', 'crowdedOut'] as const

/** What the days say together: figures first, then what to change, then where the timetable is fragile. */
export function RehearsalResult({ report, frame, people, zone }: RehearsalResultProps) {
  const t = useTranslate()
  const { figures } = report
  const { survived, held, moved, added, waitedMinutes, tables } = figures
  const whole = Math.round
  return (
    <div className="flex flex-col gap-8" data-testid="rehearsal-result">
      {!report.complete && <p className="text-sm text-ink-2">{t('studies:rehearsal.partial', { runs: figures.runs })}</p>}
      <Stats
        stats={[
          { label: t('studies:rehearsal.survived'), value: `${tenth(survived.mean)}%`, note: t('studies:rehearsal.survivedNote', { low: whole(survived.low), high: whole(survived.high) }) },
          { label: t('studies:rehearsal.held'), value: tenth(held.mean), note: t('studies:rehearsal.heldNote', { announced: figures.announced, added: tenth(added.mean) }) },
          { label: t('studies:rehearsal.moved'), value: tenth(moved.mean), note: t('studies:rehearsal.movedNote', { high: whole(moved.high) }) },
          { label: t('studies:rehearsal.waited'), value: t('studies:rehearsal.waitedValue', { minutes: whole(waitedMinutes.mean) }), note: t('studies:rehearsal.waitedNote', { longest: whole(figures.longestWaitMinutes) }) },
          { label: t('studies:rehearsal.tables'), value: tables.enough, note: t('studies:rehearsal.tablesNote', { of: tables.of }) },
        ]}
      />
      <Advised report={report} frame={frame} people={people} zone={zone} />
      <div className="grid gap-8 md:grid-cols-2">
        <ColumnChart title={t('studies:rehearsal.bands')} columns={figures.bands.map((count, at) => ({ label: `${at * 10}`, value: count, said: `${t('studies:rehearsal.band', { from: at * 10, to: at * 10 + (at === 9 ? 10 : 9) })}: ${t('studies:rehearsal.days', { count })}` }))} />
        <section>
          <h2 className="mb-1 text-xs text-ink-2">{t('studies:rehearsal.why')}</h2>
          <dl className="text-sm">
            {causes.map((cause) => (
              <div key={cause} className="flex justify-between gap-4 border-b border-line py-1.5">
                <dt>{t(`studies:rehearsal.cause.${cause}`)}</dt>
                <dd className="figures">{tenth(figures.lost[cause])}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <SlotFates slots={figures.slots} frame={frame} zone={zone} />
    </div>
  )
}

function Advised({ report, frame, people, zone }: RehearsalResultProps) {
  const t = useTranslate()
  const locale = useLocale()
  if (report.advice.length === 0) return null
  const ground: AdviceGround = { frame, people, timeOf: timeNames(frame.slots.flatMap((slot) => slot?.startsAtMs ?? []), zone, locale) }
  return (
    <section aria-labelledby="advice">
      <h2 id="advice" className="mb-2 text-base font-semibold">{t('studies:rehearsal.advice')}</h2>
      <ol className="border-t border-line">
        {report.advice.map((advice, at) => (
          <li key={at} className="border-b border-line py-3">
            <p>{adviceText(t, advice, ground, locale)}</p>
            {advice.code !== 'sound' && (
              <p className="text-sm text-ink-2">
                {advice.tried ? t('studies:rehearsal.tried', { runs: advice.tried.runs, before: tenth(advice.tried.heldBefore), after: tenth(advice.tried.heldAfter), difference: signed(Number(tenth(advice.tried.difference))), error: tenth(advice.tried.error) }) : t('studies:rehearsal.untried')}
              </p>
            )}
          </li>
        ))}
      </ol>
      {report.inVain.length > 0 && <p className="mt-2 text-sm text-ink-2">{t('studies:rehearsal.inVain', { list: joinWords(locale, report.inVain.map((code) => t(`studies:trial.${code}`))) })}</p>}
    </section>
  )
}
