import { Form, Link, useLocation } from '@remix-run/react'
import { LogIn, LogOut, Settings2, UserRound } from 'lucide-react'

import { Avatar } from '../avatar.tsx'
import { LinkButton } from '../link-button.tsx'
import { Menu, menuItem } from '../menu.tsx'
import { usePick, useTranslate } from '../translate.tsx'
import { PreferenceItems } from './preferences.tsx'
import { useRoot } from './use-root.ts'

/** The organization for which the reader acts here. */
export type ActingFor = { nameZh: string; nameEn: string }

export type AccountMenuProps = { actingFor?: ActingFor | null }

/** At the right of every frame: who am I, for which organization; account, language, appearance, the way out. */
export function AccountMenu({ actingFor }: AccountMenuProps) {
  const { viewer: person, theme } = useRoot()
  const t = useTranslate()
  const pick = usePick()
  const { pathname } = useLocation()
  if (person === null) {
    return (
      <div className="flex items-center gap-1">
        <Menu name={t('common:prefs.apply')} label={<Settings2 aria-hidden size={18} />} square>
          <PreferenceItems theme={theme} />
        </Menu>
        {!pathname.startsWith('/sign-in') && <LinkButton to="/sign-in" icon={LogIn} reloadDocument>{t('common:account.signIn')}</LinkButton>}
      </div>
    )
  }
  const name = pick(person.nameZh, person.nameEn) || person.email
  const organization = actingFor ? pick(actingFor.nameZh, actingFor.nameEn) : null
  return (
    <Menu
      snug
      name={t('common:account.menu')}
      label={
        <>
          <Avatar name={name} size="sm" />
          <span className="hidden min-w-0 max-w-48 flex-col text-left leading-tight md:flex">
            <span className="truncate text-sm text-ink">{name}</span>
            {organization && <span className="truncate text-xs font-normal text-ink-2">{t('common:account.for', { organization })}</span>}
          </span>
        </>
      }
    >
      <p className="border-b border-line px-3 pt-1 pb-2 md:hidden">
        <span className="block text-sm font-medium">{name}</span>
        {organization && <span className="block text-xs text-ink-2">{t('common:account.for', { organization })}</span>}
      </p>
      <Link to="/account" reloadDocument className={menuItem}>
        <UserRound aria-hidden size={16} />
        {t('common:account.open')}
      </Link>
      <PreferenceItems theme={theme} />
      <Form method="post" action="/sign-out" reloadDocument className="mt-1 border-t border-line pt-1">
        <button type="submit" className={menuItem}>
          <LogOut aria-hidden size={16} />
          {t('common:account.signOut')}
        </button>
      </Form>
    </Menu>
  )
}
