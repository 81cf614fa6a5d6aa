import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

import { Logo } from '../logo.tsx'
import { useTranslate } from '../translate.tsx'

export type TopBarProps = {
  /** Which event: its name and where it leads; without one, the product's name. */
  event?: { name: string; to: string; note?: ReactNode } | null
  before?: ReactNode
  middle?: ReactNode
  after: ReactNode
}

/** One line at the top: which event, and who am I. */
export function TopBar({ event, before, middle, after }: TopBarProps) {
  const t = useTranslate()
  return (
    <header className="group/bar sticky top-0 z-30 flex h-14 items-center gap-3 border-b border-line bg-paper px-4">
      {before}
      <Link to="/" aria-label={t('common:nav.home')} reloadDocument className="flex shrink-0 items-center gap-2">
        <Logo />
        {/* Two ways on leave no room beside the name on a narrow phone; the mark and the label stay. */}
        {!event && <span className="text-base font-semibold max-[26rem]:group-has-[[data-middle]>*+*]/bar:hidden">{t('common:brand.full')}</span>}
      </Link>
      {event && (
        <Link to={event.to} className="flex min-w-0 flex-col leading-tight">
          <span className="truncate text-sm font-semibold">{event.name}</span>
          {event.note && <span className="truncate text-xs text-ink-2">{event.note}</span>}
        </Link>
      )}
      <div data-middle className="flex shrink-0 grow justify-end gap-1">{middle}</div>
      {after}
    </header>
  )
}
