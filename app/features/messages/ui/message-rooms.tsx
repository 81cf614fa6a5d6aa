import { NavLink } from '@remix-run/react'

import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'

const rooms = [
  { path: '', key: 'outbox' },
  { path: '/announcements', key: 'announcements' },
  { path: '/addresses', key: 'addresses' },
  { path: '/robots', key: 'robots' },
  { path: '/preview', key: 'preview' },
] as const

/** The pages about messages, beside each other. `base`: address of the outbox. */
export function MessageRooms({ base }: { base: string }) {
  const t = useTranslate()
  return (
    <nav aria-label={t('common:nav.messages')} className="mb-5">
      <ul className="flex flex-wrap gap-1 border-b border-line">
        {rooms.map(({ path, key }) => (
          <li key={key}>
            <NavLink to={`${base}${path}`} end className={({ isActive }) => classes('control flex items-center border-b-2 px-3 text-sm', isActive ? 'border-sea font-semibold text-sea-ink' : 'border-transparent text-ink-2 hover:text-ink')}>{t(`mailing:nav.${key}`)}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
