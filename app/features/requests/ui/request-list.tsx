import { Clock3 } from 'lucide-react'
import type { ReactNode } from 'react'

import { Status, type Tone } from '#app/ui/status.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { TimeRange } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { RequestCard } from '#server/protocol/agenda.ts'

import { timeLeft } from '../view.ts'

type Look = { zone: string; now: number; base: string }

/** A group of requests under its question; nothing where there are none and no word for that. */
export function RequestGroup({ title, empty, cards, children }: { title: string; empty?: string; cards: readonly RequestCard[]; children: (card: RequestCard) => ReactNode }) {
  if (cards.length === 0 && empty === undefined) return null
  return (
    <section className="mb-10">
      <h2 className="mb-2 text-base font-semibold">{title} <span className="figures font-normal text-ink-2">{cards.length > 0 && cards.length}</span></h2>
      {cards.length === 0 ? <p className="border-y border-line py-4 text-ink-2">{empty}</p> : <ul className="border-t border-line">{cards.map((card) => <li key={card.id} className="border-b border-line py-4">{children(card)}</li>)}</ul>}
    </section>
  )
}

const tones: Record<RequestCard['state'], Tone> = { pending: 'waiting', accepted: 'confirmed', declined: 'neutral', expired: 'neutral', withdrawn: 'neutral', countered: 'info' }

/** Partner, one line, message, times with their places, and when it ends. */
export function RequestBody({ card, zone, now, base, acts, unmet }: Look & { card: RequestCard; acts?: ReactNode; /** Why it has no meeting, once that is decided. */ unmet?: ReactNode }) {
  const t = useTranslate()
  const pick = usePick()
  const { partner } = card
  const people = partner.people.map((one) => pick(one.nameZh, one.nameEn)).join(t('agenda:and'))
  return (
    <article className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-semibold break-words"><TextLink to={`${base}/people/${partner.delegationId}`}>{pick(partner.nameZh, partner.nameEn)}</TextLink></h3>
          <p className="text-sm text-ink-2">{[pick(partner.oneLinerZh, partner.oneLinerEn), people].filter(Boolean).join(' · ')}</p>
        </div>
        {card.state === 'pending' ? <Expiry at={card.expiresAt} now={now} /> : <Status tone={tones[card.state]}>{t(`requests:state.${card.state}`)}</Status>}
      </div>
      {card.counterOfId !== null && card.state === 'pending' && <p className="text-sm text-sea-ink">{t('requests:isCounter')}</p>}
      {card.message !== '' && <p className="border-l-3 border-line pl-3 whitespace-pre-line break-words">{card.message}</p>}
      {card.state === 'pending' && <Times card={card} zone={zone} />}
      {card.state === 'declined' && card.declineReason !== '' && <p className="text-sm text-ink-2">{t(`requests:decline.${card.declineReason}`)}</p>}
      {card.state === 'accepted' && card.meetingId === null && (unmet ?? <p className="text-sm text-ink-2">{t('requests:awaiting')}</p>)}
      {acts}
    </article>
  )
}

function Expiry({ at, now }: { at: number; now: number }) {
  const t = useTranslate()
  const { unit, count } = timeLeft(at - now)
  return <Status tone="waiting" icon={Clock3}>{t(`requests:left.${unit}`, { count })}</Status>
}

function Times({ card, zone }: { card: RequestCard; zone: string }) {
  const t = useTranslate()
  if (card.holds.length === 0) return <p className="text-sm text-ink-2">{t('requests:noTimes')}</p>
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {card.holds.map((hold) => (
        <li key={hold.startsAt} className="rounded-sm border border-line px-2 py-1">
          <TimeRange from={hold.startsAt} to={hold.endsAt} zone={zone} withDay />
          {hold.place > 1 && <span className="ml-2 text-xs text-amber-ink">{t('requests:place', { count: hold.place - 1 })}</span>}
        </li>
      ))}
    </ul>
  )
}
