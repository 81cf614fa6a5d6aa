import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { Time } from '#app/ui/time.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { LogLine, ProgrammeChangelog } from '#server/domain/programme/release.ts'

import type { NamedStage } from '../view.ts'

export type LoggedRelease = { id: string; number: number; name: string; notes: string; createdAt: number; changelog: ProgrammeChangelog }

/** Released versions, newest first: when, why, and what each changed. */
export function ReleaseLog({ releases, stages, zone }: { releases: readonly LoggedRelease[]; stages: readonly NamedStage[]; zone: string }) {
  const t = useTranslate()
  if (releases.length === 0) return null
  return (
    <section className="mt-8" aria-labelledby="release-log">
      <h2 id="release-log" className="text-base">{t('programme:log.title')}</h2>
      {releases.map(({ id, name, notes, createdAt, changelog }, at) => (
        <details key={id} className="border-t border-line py-2">
          <summary className="control flex cursor-pointer flex-wrap items-center gap-x-3 text-sm">
            <span className="font-semibold">{name}</span>
            <Time at={createdAt} zone={zone} show="both" />
            <span className="text-ink-2">{t(at === releases.length - 1 ? 'programme:log.first' : 'programme:log.counts', { added: changelog.added.length, moved: changelog.moved.length, changed: changelog.changed.length, removed: changelog.removed.length })}</span>
          </summary>
          {notes !== '' && <p className="max-w-prose text-sm whitespace-pre-line">{notes}</p>}
          {(['added', 'moved', 'changed', 'removed'] as const).map((kind) => changelog[kind].length > 0 && at < releases.length - 1 && <Lines key={kind} heading={t(`programme:log.${kind}`)} lines={changelog[kind].slice(0, 50)} stages={stages} zone={zone} />)}
        </details>
      ))}
    </section>
  )
}

function Lines({ heading, lines, stages, zone }: { heading: string; lines: readonly LogLine[]; stages: readonly NamedStage[]; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const where = ({ stageId, startsAtMs }: LogLine['place']): string => {
    const stage = stages.find((one) => one.id === stageId)
    return `${wallDay(startsAtMs, zone, locale)} ${wallTime(startsAtMs, zone)} ${stage ? pick(stage.nameZh, stage.nameEn) : ''}`
  }
  return (
    <>
      <h3 className="mt-2 text-sm font-medium text-ink-2">{heading}</h3>
      <ul className="text-sm">
        {lines.map((line) => <li key={line.id} className="py-0.5"><span className="figures">{where(line.place)}</span> {pick(line.titleZh, line.titleEn) || t('programme:kind.pitch')}{line.was && <span className="text-ink-2"> {t('programme:log.was', { place: where(line.was) })}</span>}</li>)}
      </ul>
    </>
  )
}
