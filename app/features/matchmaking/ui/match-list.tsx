import { Link } from '@remix-run/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'

import { classes } from '#app/ui/classes.ts'
import { LinkButton } from '#app/ui/link-button.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { MatchTexts } from '../view.ts'

const fills = { high: 'bg-jade', medium: 'bg-sea', low: 'bg-edge' }

export type MatchListProps = { matches: MatchTexts[]; selected: string | undefined; to: (id: string) => string; /** Also on a phone. */ always?: boolean }

/** The ranked list beside the card, for wide screens. Each line has its best reason, not only a bar. */
export function MatchList({ matches, selected, to, always = false }: MatchListProps) {
  const t = useTranslate()
  return (
    <ol aria-label={t('matches:deck.label')} className={classes('divide-y divide-line overflow-y-auto rounded-md border border-line bg-sheet lg:block lg:max-h-[calc(100dvh-12rem)]', !always && 'hidden')}>
      {matches.map((match) => (
        <li key={match.id}>
          <Link to={to(match.id)} preventScrollReset aria-current={match.id === selected || undefined} className={classes('flex flex-col gap-1 px-4 py-2.5', match.id === selected ? 'bg-sea-wash' : 'hover:bg-sunk')}>
            <span className="flex items-center justify-between gap-3">
              <span className="truncate font-medium">{match.name}</span>
              <span className="flex shrink-0 items-center gap-2 text-xs text-ink-2">
                {t(`matches:card.fit.${match.fit}`)}
                <span aria-hidden className={classes('size-2 rounded-full', fills[match.fit])} />
              </span>
            </span>
            <span className="truncate text-sm text-ink-2">{match.blocked ?? match.mine.best[0] ?? match.oneLiner}</span>
            {match.state && <span className="text-xs text-sea-ink">{match.state}</span>}
          </Link>
        </li>
      ))}
    </ol>
  )
}

export type DeckStepsProps = { at: number; total: number; previous: string | null; next: string | null }

/** Where in the deck a phone is, and to the neighbours. */
export function DeckSteps({ at, total, previous, next }: DeckStepsProps) {
  const t = useTranslate()
  return (
    <nav aria-label={t('matches:deck.label')} className="mb-3 flex items-center justify-between gap-2 lg:hidden">
      {previous === null ? <span className="w-12" /> : <LinkButton to={previous} look="quiet" density="touch" icon={ChevronLeft} preventScrollReset><span className="sr-only">{t('matches:deck.previous')}</span></LinkButton>}
      <span className="figures text-sm text-ink-2">{t('matches:deck.position', { at, total })}</span>
      {next === null ? <span className="w-12" /> : <LinkButton to={next} look="quiet" density="touch" icon={ChevronRight} preventScrollReset><span className="sr-only">{t('matches:deck.next')}</span></LinkButton>}
    </nav>
  )
}
