import { Link, NavLink, useLocation } from '@remix-run/react'
import { PanelLeft, X, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'

import { buttonClasses } from '../button-look.ts'
import { classes } from '../classes.ts'
import { useTranslate } from '../translate.tsx'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { TopBar, type TopBarProps } from './top-bar.tsx'

export type Room = { to: string; label: string; icon: LucideIcon; /** Only the address itself lights up, not those below it. */ end?: boolean; waiting?: number }

export type OrganizerFrameProps = AccountMenuProps & {
  event: NonNullable<TopBarProps['event']>
  rooms: Room[]
  /** Links below the rooms: event page, participant's view. */
  elsewhere?: { to: string; label: string; icon: LucideIcon }[]
  middle?: ReactNode
  children: ReactNode
}

const drawerId = 'rooms'

/** A control room: rooms at the left from 1024 px, in a drawer below that; 32-px rows. */
export function OrganizerFrame({ event, rooms, elsewhere = [], middle, children, ...account }: OrganizerFrameProps) {
  const t = useTranslate()
  const list = <Rooms rooms={rooms} elsewhere={elsewhere} />
  return (
    <div data-density="dense" className="flex min-h-dvh flex-col">
      <TopBar event={event} before={<Drawer>{list}</Drawer>} middle={middle} after={<AccountMenu {...account} />} />
      <div className="flex flex-1">
        <nav aria-label={t('common:nav.rooms')} className="sticky top-14 hidden h-[calc(100dvh-3.5rem)] w-52 shrink-0 flex-col overflow-y-auto border-r border-line px-2 py-4 lg:flex">
          {list}
        </nav>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none lg:px-8">
          {children}
        </main>
      </div>
    </div>
  )
}

/** A native popover: opens without JavaScript, closes on Escape, on a press beside it and on going somewhere. */
function Drawer({ children }: { children: ReactNode }) {
  const t = useTranslate()
  const place = useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    if (place.current?.matches(':popover-open')) place.current.hidePopover()
  }, [pathname])
  return (
    <>
      <button type="button" {...{ popovertarget: drawerId }} aria-label={t('common:ui.menu')} className={classes(buttonClasses({ look: 'quiet', square: true }), 'lg:hidden')} data-density="touch">
        <PanelLeft aria-hidden size={20} />
      </button>
      <div ref={place} id={drawerId} {...{ popover: 'auto' }} data-density="touch" className="fixed inset-y-0 right-auto left-0 m-0 h-dvh w-72 flex-col border-r border-line bg-paper p-3 text-ink shadow-float backdrop:bg-veil open:flex">
        <button type="button" {...{ popovertarget: drawerId, popovertargetaction: 'hide' }} aria-label={t('common:ui.close')} className={classes(buttonClasses({ look: 'quiet', square: true }), 'self-end')}>
          <X aria-hidden size={20} />
        </button>
        <nav aria-label={t('common:nav.rooms')} className="flex flex-1 flex-col">{children}</nav>
      </div>
    </>
  )
}

function Rooms({ rooms, elsewhere }: Pick<OrganizerFrameProps, 'rooms' | 'elsewhere'>) {
  return (
    <>
      <ul className="flex flex-col gap-0.5">
        {rooms.map(({ to, label, icon: Icon, end, waiting = 0 }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={end}
              prefetch="intent"
              className={({ isActive }) => classes('control flex items-center gap-3 rounded-sm px-3', isActive ? 'bg-sea-wash font-semibold text-sea-ink' : 'text-ink-2 hover:bg-sunk hover:text-ink')}
            >
              <Icon aria-hidden size={17} strokeWidth={1.75} className="shrink-0" />
              <span className="min-w-0 flex-1 truncate">{label}</span>
              {waiting > 0 && <span className="figures text-xs text-amber-ink">{waiting}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
      {elsewhere && elsewhere.length > 0 && (
        <ul className="mt-auto flex flex-col gap-0.5 border-t border-line pt-2">
          {elsewhere.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} reloadDocument className="control flex items-center gap-3 rounded-sm px-3 text-ink-2 hover:bg-sunk hover:text-ink">
                <Icon aria-hidden size={17} strokeWidth={1.75} className="shrink-0" />
                <span className="truncate">{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
