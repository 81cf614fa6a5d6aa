import { Ban } from 'lucide-react'
import { useMemo } from 'react'

import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { matchesQuery, queryTerms } from '#server/domain/directory/search-key.ts'
import { readTicketText } from '#server/domain/registration/ticket-code.ts'

import type { DoorHeld, Target } from './use-door.tsx'

const most = 30

/** Whom the typed name means: Chinese, pinyin, initials or English. A ticket's code finds nobody here: it is sent by Enter. */
export function SearchList({ door, text, kind, sessionId, go }: { door: DoorHeld; text: string; kind: 'entry' | 'exit'; sessionId: string; go: (target: Target) => void }) {
  const t = useTranslate()
  const pick = usePick()
  const guests = door.kept?.list.guests
  const found = useMemo(() => {
    const terms = readTicketText(text) === null ? queryTerms(text, (plain) => plain) : []
    return terms.length === 0 ? [] : (guests ?? []).filter((one) => matchesQuery(one.key, terms))
  }, [guests, text])
  const inside = new Map(door.presences.filter((one) => one.sessionId === sessionId).map((one) => [one.registrationId, one.isInside]))
  if (readTicketText(text) !== null) return <p className="text-ink-2">{t('door:search.code')}</p>
  return (
    <section aria-label={t('door:search.title')}>
      <p role="status" className="pb-2 text-sm text-ink-2">{t(found.length === 0 ? 'door:search.none' : 'door:search.found', { count: found.length })}</p>
      <ul className="flex flex-col gap-2">
        {found.slice(0, most).map((one) => {
          const isInside = inside.get(one.id)
          return (
            <li key={one.id}>
              <button type="button" onClick={() => go({ registrationId: one.id })} className="flex min-h-14 w-full items-center justify-between gap-3 rounded-sm border border-line bg-sheet px-4 py-2 text-left">
                <span className="min-w-0">
                  <span className="block text-lg font-semibold">{pick(one.nameZh, one.nameEn)}</span>
                  <span className="block text-sm text-ink-2">{[pick(one.organizationZh, one.organizationEn), t(`door:kind.${one.kind}`)].filter(Boolean).join(' · ')}</span>
                </span>
                {isInside === true ? <Status tone="confirmed">{t('door:search.inside')}</Status> : isInside === false ? <Status tone="neutral">{t('door:search.left')}</Status> : one.ticket === 'valid' ? <span className="shrink-0 text-sm font-semibold text-sea-ink">{t(`door:crew.${kind}`)}</span> : <Status tone="live" icon={Ban}>{t('door:search.noTicket')}</Status>}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
