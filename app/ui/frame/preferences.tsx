import { Form, useLocation } from '@remix-run/react'
import { Check } from 'lucide-react'

import { locales } from '#server/i18n/locales.ts'

import { MenuHeading, menuItem } from '../menu.tsx'
import { useLocale, useTranslate } from '../translate.tsx'

export type Theme = 'light' | 'dark' | 'system'
export const themes: Theme[] = ['light', 'dark', 'system']

const languageNames = { 'zh-CN': '简体中文', en: 'English' }

/** Language and appearance as lines of a menu; plain forms, so they work before or without JavaScript. */
export function PreferenceItems({ theme }: { theme: Theme }) {
  const t = useTranslate()
  const locale = useLocale()
  return (
    <>
      <MenuHeading>{t('common:prefs.language')}</MenuHeading>
      {locales.map((one) => (
        <Choice key={one} name="lang" value={one} chosen={one === locale} label={languageNames[one]} lang={one} />
      ))}
      <MenuHeading>{t('common:prefs.theme')}</MenuHeading>
      {themes.map((one) => (
        <Choice key={one} name="theme" value={one} chosen={one === theme} label={t(`common:prefs.${one}`)} />
      ))}
    </>
  )
}

function Choice({ name, value, chosen, label, lang }: { name: string; value: string; chosen: boolean; label: string; lang?: string }) {
  const { pathname, search } = useLocation()
  return (
    <Form method="post" action="/preferences" reloadDocument={name === 'lang'} preventScrollReset>
      <input type="hidden" name="next" value={`${pathname}${search}`} />
      <button type="submit" name={name} value={value} lang={lang} aria-pressed={chosen} className={menuItem}>
        <Check aria-hidden size={16} className={chosen ? 'text-sea-ink' : 'invisible'} />
        {label}
      </button>
    </Form>
  )
}
