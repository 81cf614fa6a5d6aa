import { Tag } from '#app/ui/tag.tsx'
import { wallDate } from '#app/ui/time-format.ts'
import { Time, TimeRange } from '#app/ui/time.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ReleasedItem } from '#server/domain/programme/item.ts'
import { joinWords } from '#server/i18n/locales.ts'

export type PublicStage = { id: string; nameZh: string; nameEn: string; placeZh: string; placeEn: string }

/** The released programme by day, times at the left; an open pitch slot says so. */
export function PublicProgramme({ items, stages, zone }: { items: ReleasedItem[]; stages: readonly PublicStage[]; zone: string }) {
  const places = new Map(stages.map((stage) => [stage.id, stage]))
  const days = new Map<string, ReleasedItem[]>()
  for (const item of items) {
    const day = wallDate(item.startsAtMs, zone)
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return (
    <>
      {[...days].map(([day, rows]) => (
        <section key={day} aria-labelledby={`day-${day}`} className="mb-8">
          <h2 id={`day-${day}`} className="mb-1 text-base"><Time at={rows[0]?.startsAtMs ?? 0} zone={zone} show="day-year" /></h2>
          <ol>{rows.map((item) => <PublicItem key={item.id} item={item} stage={places.get(item.stageId) ?? null} zone={zone} />)}</ol>
        </section>
      ))}
    </>
  )
}

function PublicItem({ item, stage, zone }: { item: ReleasedItem; stage: PublicStage | null; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const firm = item.delegation === null ? '' : pick(item.delegation.nameZh, item.delegation.nameEn)
  const title = pick(item.titleZh, item.titleEn) || firm || t(item.kind === 'pitch' ? 'programme:openSlot' : `programme:kind.${item.kind}`)
  const summary = pick(item.summaryZh, item.summaryEn) || (item.delegation === null ? '' : pick(item.delegation.oneLinerZh, item.delegation.oneLinerEn))
  const people = joinWords(locale, item.speakers.map((one) => pick(one.nameZh, one.nameEn)).filter((name) => name !== ''))
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line py-3 sm:grid-cols-[9rem_1fr]">
      <TimeRange from={item.startsAtMs} to={item.endsAtMs} zone={zone} className="font-semibold" />
      <div className="min-w-0">
        <h3 className={item.kind === 'break' || (item.kind === 'pitch' && firm === '') ? 'text-base font-normal text-ink-2' : 'text-base'}>{title}</h3>
        {people !== '' && <p className="text-sm">{people}</p>}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
          {item.kind !== 'break' && <Tag>{t(`programme:kind.${item.kind}`)}</Tag>}
          {stage && <span>{[pick(stage.nameZh, stage.nameEn), pick(stage.placeZh, stage.placeEn)].filter(Boolean).join(' · ')}</span>}
          {item.track !== '' && <span>{item.track}</span>}
        </p>
        {summary !== '' && <p className="mt-1 line-clamp-3 max-w-prose text-sm whitespace-pre-line text-ink-2">{summary}</p>}
      </div>
    </li>
  )
}
