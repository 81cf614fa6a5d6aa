import { MapPin } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import type { NextThing } from '../view.ts'

import { PartnerName, PeopleLine, TableName } from './partner-names.tsx'
import { WasLine } from './ribbon.tsx'

/** The next thing, in the largest letters of the page; one button. */
export function NextCard({ next, zone, now, onOpen }: { next: NextThing; zone: string; now: number; onOpen: (meetingId: string) => void }) {
  const t = useTranslate()
  const pick = usePick()
  const { entry, isOn, minutes } = next
  const hours = Math.floor(minutes / 60)
  const when = isOn ? t('agenda:next.on') : hours >= 48 ? t('agenda:next.inDays', { count: Math.floor(hours / 24) }) : hours >= 2 ? t('agenda:next.inHours', { count: hours }) : t('agenda:next.inMinutes', { count: minutes })
  return (
    <section aria-live="polite" className="flex flex-col gap-5 border-y border-line py-6">
      <p className={`figures text-2xl font-semibold ${isOn ? 'text-vermilion-ink' : 'text-sea-ink'}`}>{when}</p>
      <TimeRange from={entry.startsAt} to={entry.endsAt} zone={zone} withDay className="text-base" />
      {entry.kind === 'session' ? (
        <div>
          <h2 className="text-xl font-semibold">{pick(entry.session.nameZh, entry.session.nameEn)}</h2>
          <p className="text-ink-2">{entry.session.kind === 'own' && `${t('agenda:own')} · `}{pick(entry.session.placeZh, entry.session.placeEn)}</p>
        </div>
      ) : (
        <>
          <div>
            <h2 className="text-xl font-semibold"><PartnerName partner={entry.item.partner} /></h2>
            <p className="text-ink-2"><PeopleLine people={entry.item.partner.people} /></p>
          </div>
          <p className="flex items-center gap-2 text-lg"><MapPin aria-hidden size={20} className="shrink-0 text-ink-2" /><TableName table={entry.item.table} /></p>
          <WasLine item={entry.item} zone={zone} now={now} />
          <Button type="button" look="primary" density="touch" wide onClick={() => onOpen(entry.item.id)}>{t('agenda:next.open')}</Button>
        </>
      )}
    </section>
  )
}
