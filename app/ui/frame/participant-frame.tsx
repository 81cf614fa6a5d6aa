import { NavLink } from '@remix-run/react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { classes } from '../classes.ts'
import { useTranslate } from '../translate.tsx'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { TopBar, type TopBarProps } from './top-bar.tsx'

/** `waiting`: how many things there wait for this person. */
export type FrameTab = { to: string; label: string; icon: LucideIcon; waiting?: number }

export type ParticipantFrameProps = AccountMenuProps & { event: NonNullable<TopBarProps['event']>; tabs: FrameTab[]; middle?: ReactNode; children: ReactNode }

/** A good concierge: one column, five rooms at the thumb; on wide screens the same rooms in a line under the head. */
export function ParticipantFrame({ event, tabs, middle, children, ...account }: ParticipantFrameProps) {
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
