import { Time } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type ReleaseLine = { id: string; number: number; name: string; notes: string; createdAt: number; added: number; moved: number; retabled: number; gone: number }

/** What was told to people, version by version; none of it can be changed. */
export function ReleaseList({ releases, zone }: { releases: ReleaseLine[]; zone: string }) {
  const t = useTranslate()
  return (
    <ol className="border-t border-line">
      {releases.map((release) => (
        <li key={release.id} className="border-b border-line py-3">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="figures text-sm text-ink-2">v{release.number}</span>
            <span className="font-semibold">{release.name}</span>
            <Time at={release.createdAt} zone={zone} show="both" className="text-xs text-ink-2" />
          </p>
          <p className="figures text-sm">{t('timetable:release.counts', { added: release.added, moved: release.moved, retabled: release.retabled, gone: release.gone })}</p>
          {release.notes !== '' && <p className="text-sm whitespace-pre-line text-ink-2">{release.notes}</p>}
        </li>
      ))}
    </ol>
  )
}
