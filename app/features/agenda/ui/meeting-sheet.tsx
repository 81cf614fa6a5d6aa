import { CalendarPlus, CalendarX, Clock, Mail, Phone } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { buttonClasses } from '#app/ui/button-look.ts'
import { Sheet } from '#app/ui/sheet.tsx'
import { Skeleton } from '#app/ui/skeleton.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { TimeRange, ZoneNote } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { AgendaItem, PersonCard } from '#server/protocol/agenda.ts'

import { PartnerName, TableName } from './partner-names.tsx'
import { WasLine } from './ribbon.tsx'

// Moving and cancelling are rare: a phone fetches them when somebody begins to.
const Move = lazy(() => import('./meeting-changes.tsx').then((part) => ({ default: part.Move })))
const Cancel = lazy(() => import('./meeting-changes.tsx').then((part) => ({ default: part.Cancel })))

type Props = { item: AgendaItem | null; zone: string; now: number; /** `/events/<slug>` */ base: string; onClose: () => void }

/** One meeting: with whom, where, when, how to reach them; and what can still be done about it. */
export function MeetingSheet({ item, zone, now, base, onClose }: Props) {
  const t = useTranslate()
  const [act, setAct] = useState<'look' | 'move' | 'cancel'>('look')
  const id = item?.id
  useEffect(() => setAct('look'), [id])
  return (
    <Sheet open={item !== null} onClose={onClose} title={t(`agenda:sheet.${act}`)}>
      {item && act === 'look' && <Look item={item} zone={zone} now={now} base={base} onAct={setAct} />}
      <Suspense fallback={<Skeleton />}>
        {item && act === 'move' && <Move item={item} zone={zone} base={base} onDone={onClose} onBack={() => setAct('look')} />}
        {item && act === 'cancel' && <Cancel item={item} base={base} onDone={onClose} onBack={() => setAct('look')} />}
      </Suspense>
    </Sheet>
  )
}

function Look({ item, zone, now, base, onAct }: { item: AgendaItem; zone: string; now: number; base: string; onAct: (act: 'move' | 'cancel') => void }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="text-lg font-semibold"><TextLink to={`${base}/people/${item.partner.delegationId}`}><PartnerName partner={item.partner} /></TextLink></p>
        <p className="text-sm text-ink-2">{pick(item.partner.oneLinerZh, item.partner.oneLinerEn)}</p>
      </div>
      <div>
        <TimeRange from={item.startsAt} to={item.endsAt} zone={zone} withDay className="text-base font-semibold" />
        <p><ZoneNote zone={zone} at={item.startsAt} /></p>
        <p><TableName table={item.table} /></p>
        <WasLine item={item} zone={zone} now={now} />
      </div>
      <ul className="flex flex-col gap-3 border-t border-line pt-3">{item.partner.people.map((person) => <Person key={person.personId} person={person} />)}</ul>
      <a href={`${base}/calendar/${item.id}`} className={buttonClasses({ look: 'secondary', wide: true })}>{item.endsAt > now ? <><CalendarPlus aria-hidden size={18} />{t('agenda:act.calendar')}</> : t('agenda:act.outcome')}</a>
      {item.startsAt > now && (
        <div className="flex gap-2">
          <Button type="button" icon={Clock} wide onClick={() => onAct('move')}>{t('agenda:act.move')}</Button>
          <Button type="button" icon={CalendarX} wide onClick={() => onAct('cancel')}>{t('agenda:act.cancel')}</Button>
        </div>
      )}
    </div>
  )
}

function Person({ person }: { person: PersonCard }) {
  const pick = usePick()
  return (
    <li>
      <p className="font-medium">{pick(person.nameZh, person.nameEn)}</p>
      <p className="text-sm text-ink-2">{pick(person.titleZh, person.titleEn)}</p>
      {person.email !== undefined && <a className="control inline-flex items-center gap-2 text-sm break-all text-sea-ink underline" href={`mailto:${person.email}`}><Mail aria-hidden size={16} />{person.email}</a>}
      {person.phone !== undefined && <a className="control ml-4 inline-flex items-center gap-2 text-sm text-sea-ink underline" href={`tel:${person.phone}`}><Phone aria-hidden size={16} />{person.phone}</a>}
    </li>
  )
}
