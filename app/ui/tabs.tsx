import { NavLink, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

import { classes } from './classes.ts'

export type TabLink = { to: string; label: string; end?: boolean; count?: number; /** For views that differ in the query only; otherwise the address decides. */ current?: boolean }
export type TabsProps = { label: string; tabs: TabLink[] }

/** Views of one thing, each with its own address. Scrolls sideways where they don't fit, as far as the present one needs. */
export function Tabs({ label, tabs }: TabsProps) {
  const bar = useRef<HTMLElement>(null)
  const { key } = useLocation()
  useEffect(() => {
    const [all, present] = [bar.current, bar.current?.querySelector<HTMLElement>('[aria-current="page"]')]
    if (all && present) all.scrollLeft = present.offsetLeft + present.offsetWidth / 2 - all.clientWidth / 2
  }, [key])
  return (
    <nav ref={bar} aria-label={label} className="strip relative mb-6 border-b border-line">
      <ul className="flex w-max gap-1">
        {tabs.map(({ to, label: name, end, count, current }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={end}
              aria-current={current === undefined ? undefined : current ? 'page' : false}
              className={({ isActive }) =>
                classes('control -mb-px flex items-center gap-2 border-b-2 px-3', (current ?? isActive) ? 'border-sea-ink font-semibold text-sea-ink' : 'border-transparent text-ink-2 hover:border-edge hover:text-ink')
              }
            >
              {name}
              {count !== undefined && <span className="figures text-xs text-ink-2">{count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
