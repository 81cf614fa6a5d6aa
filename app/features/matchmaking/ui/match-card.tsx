import { ArrowLeftRight, BadgeCheck, Check, CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'

import { Card } from '#app/ui/card.tsx'
import { Status } from '#app/ui/status.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { DirectionTexts, MatchTexts } from '../view.ts'
import { Criteria } from './criteria.tsx'

const tones = { high: 'confirmed', medium: 'info', low: 'neutral' } as const

export type MatchCardProps = { match: MatchTexts; profileTo: string; acts: ReactNode }

/** One partner on one screen: reasons first, then who it is, then what they seek; the acts at the thumb. */
export function MatchCard({ match, profileTo, acts }: MatchCardProps) {
  const t = useTranslate()
  return (
    <Card as="article" className="flex flex-col" title={<TextLink to={profileTo}>{match.name}</TextLink>} aside={<Status tone={tones[match.fit]} icon={ArrowLeftRight}>{t(`matches:card.fit.${match.fit}`)}</Status>}>
      <div className="flex flex-col gap-4">
        {match.blocked && (
          <section className="rounded-sm bg-amber-wash p-3 text-sm">
            <h3 className="text-xs font-medium text-amber-ink">{t('matches:card.blockedTitle')}</h3>
            <p className="mt-1">{match.blocked}</p>
          </section>
        )}
        <div className="@container"><div className="grid gap-4 @xl:grid-cols-2">
          <BestReasons heading={t('matches:card.forYou')} direction={match.mine} />
          <BestReasons heading={t('matches:card.forThem')} direction={match.theirs} />
        </div></div>
        <Against against={match.against} notes={match.notes} />
        <Identity match={match} />
        <Seeks match={match} />
        <details>
          <summary className="control flex cursor-pointer items-center text-sm text-sea-ink">{t('matches:card.why')}</summary>
          <Criteria mine={match.mine} theirs={match.theirs} />
        </details>
      </div>
      <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] -mx-4 mt-4 -mb-4 border-t border-line bg-sheet px-4 py-3 md:bottom-0">{acts}</div>
    </Card>
  )
}

function BestReasons({ heading, direction }: { heading: string; direction: DirectionTexts }) {
  const t = useTranslate()
  return (
    <section>
      <h3 className="flex items-center gap-2 text-xs font-medium text-ink-2">
        {heading}
        <span role="img" aria-label={t('matches:card.score', { who: heading, score: direction.score })} className="h-1.5 w-20 overflow-hidden rounded-full bg-line">
          <span className="block h-full bg-jade" style={{ width: `${direction.score}%` }} />
        </span>
      </h3>
      {direction.best.length === 0 && <p className="mt-1 text-sm text-ink-2">{t('matches:card.noReasons')}</p>}
      <ul className="mt-1 flex flex-col gap-1">
        {direction.best.map((text) => (
          <li key={text} className="flex items-start gap-2">
            <Check aria-hidden size={16} className="mt-1.5 shrink-0 text-jade-ink" />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Against({ against, notes }: { against: string[]; notes: string[] }) {
  const t = useTranslate()
  if (against.length + notes.length === 0) return null
  return (
    <section>
      <h3 className="text-xs font-medium text-ink-2">{t('matches:card.against')}</h3>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {against.map((text) => <Remark key={text} icon={<CircleAlert aria-hidden size={16} className="mt-0.75 shrink-0 text-amber-ink" />} text={text} />)}
        {notes.map((text) => <Remark key={text} icon={<Info aria-hidden size={16} className="mt-0.75 shrink-0 text-sea-ink" />} text={text} />)}
      </ul>
    </section>
  )
}

function Remark({ icon, text }: { icon: ReactNode; text: string }) {
  return <li className="flex items-start gap-2">{icon}<span>{text}</span></li>
}

/** Who it is: one line, fields, facts, what has been verified. */
export function Identity({ match }: { match: Pick<MatchTexts, 'oneLiner' | 'sectors' | 'facts' | 'labels' | 'verified' | 'state' | 'otherName'> }) {
  const t = useTranslate()
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      {match.oneLiner && <p>{match.oneLiner}</p>}
      <div className="flex flex-wrap gap-1">{[...match.sectors, ...match.labels].map((name) => <Tag key={name}>{name}</Tag>)}</div>
      {match.facts.length > 0 && <p className="text-sm text-ink-2">{match.facts.join(' · ')}</p>}
      {match.verified.length > 0 && (
        <p className="flex items-center gap-1 text-sm text-jade-ink"><BadgeCheck aria-hidden size={16} />{t('matches:card.verified', { what: match.verified.join(' · ') })}</p>
      )}
      {match.state && <p><Status tone="info">{match.state}</Status></p>}
    </section>
  )
}

export function Seeks({ match, own = false }: { match: Pick<MatchTexts, 'seeking'>; own?: boolean }) {
  const t = useTranslate()
  return (
    <section className="border-t border-line pt-4">
      <h3 className="text-xs font-medium text-ink-2">{t(own ? 'matches:card.ownSeeks' : 'matches:card.seeks')}</h3>
      {match.seeking.length === 0 && <p className="mt-1 text-sm text-ink-2">{t(own ? 'matches:profile.none' : 'matches:seeks.nothing')}</p>}
      <dl className="mt-1 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
        {match.seeking.map(({ label, text }) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
