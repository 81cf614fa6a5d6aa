import { NavLink } from '@remix-run/react'
import { Ellipsis, type LucideIcon } from 'lucide-react'
import { useRef, type ReactNode } from 'react'

import { classes } from '../classes.ts'
import { useTranslate } from '../translate.tsx'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { TopBar, type TopBarProps } from './top-bar.tsx'

/** `waiting`: how many things there wait for this person. */
export type FrameTab = { to: string; label: string; icon: LucideIcon; waiting?: number }

export type ParticipantFrameProps = AccountMenuProps & { event: NonNullable<TopBarProps['event']>; tabs: FrameTab[]; /** Behind a button at the end of the tabs. */ more?: FrameTab[]; middle?: ReactNode; children: ReactNode }

/** A good concierge: one column, five rooms at the thumb; on wide screens the same rooms in a line under the head. */
export function ParticipantFrame({ event, tabs, more = [], middle, children, ...account }: ParticipantFrameProps) {
  const t = useTranslate()
  return (
    <div data-density="touch" className="flex min-h-dvh flex-col">
      <TopBar event={event} middle={middle} after={<AccountMenu {...account} />} />
      <nav
        aria-label={t('common:nav.event')}
        className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:sticky md:top-14 md:bottom-auto md:border-t-0 md:border-b md:pb-0"
      >
        <ul className="mx-auto flex max-w-3xl">
          {tabs.map((tab) => (
            <li key={tab.to} className="min-w-0 flex-1">
              <Tab {...tab} />
            </li>
          ))}
          {more.length > 0 && <More tabs={more} />}
        </ul>
      </nav>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl flex-1 px-4 pt-6 pb-28 outline-none md:pb-12">
        {children}
      </main>
    </div>
  )
}

function Tab({ to, label, icon: Icon, waiting = 0 }: FrameTab) {
  return (
    <NavLink
      to={to}
      prefetch="intent"
      className={({ isActive }) =>
        classes(
          'relative flex h-14 flex-col items-center justify-center gap-0.5 text-xs md:h-12 md:flex-row md:gap-2 md:text-sm',
          isActive ? 'font-semibold text-sea-ink shadow-[inset_0_2px_0_currentColor] md:shadow-[inset_0_-2px_0_currentColor]' : 'text-ink-2 hover:text-ink',
        )
      }
    >
      <Icon aria-hidden size={20} strokeWidth={1.75} />
      <span className="max-w-full truncate px-1">{label}</span>
      {waiting > 0 && <span className="absolute top-1 left-1/2 ml-2 min-w-4.5 rounded-full bg-sea px-1 text-center text-xs leading-4.5 font-semibold text-on-sea md:static md:ml-0">{waiting > 99 ? '99+' : waiting}</span>}
    </NavLink>
  )
}

const moreId = 'more-rooms'

/** A native popover: opens without JavaScript, closes on Escape, on a press beside it and on going somewhere. */
function More({ tabs }: { tabs: FrameTab[] }) {
  const t = useTranslate()
  const place = useRef<HTMLUListElement>(null)
  return (
    <li className="min-w-0 flex-1">
      <button type="button" {...{ popovertarget: moreId }} className="flex h-14 w-full flex-col items-center justify-center gap-0.5 text-xs text-ink-2 hover:text-ink md:h-12 md:flex-row md:gap-2 md:text-sm">
        <Ellipsis aria-hidden size={20} strokeWidth={1.75} />
        <span className="px-1">{t('common:ui.more')}</span>
      </button>
      <ul
        ref={place}
        id={moreId}
        {...{ popover: 'auto' }}
        onClick={() => place.current?.hidePopover()}
        className="fixed inset-auto right-2 bottom-[calc(3.75rem+env(safe-area-inset-bottom))] m-0 w-48 rounded-md border border-line bg-sheet p-1 text-ink shadow-float md:top-26 md:bottom-auto"
      >
        {tabs.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} prefetch="intent" className={({ isActive }) => classes('control flex items-center gap-3 rounded-sm px-3 hover:bg-sunk', isActive && 'font-semibold text-sea-ink')}>
              <Icon aria-hidden size={18} strokeWidth={1.75} />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </li>
  )
}
