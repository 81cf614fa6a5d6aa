import { redirect, type ActionFunctionArgs } from '@remix-run/node'

import { localPath } from '#server/domain/shared/local-path.ts'
import { isLocale } from '#server/i18n/locales.ts'

const themes = ['light', 'dark', 'system']
const yearSeconds = 365 * 24 * 3600

/** Language and appearance: kept in the browser, the language also in the person's profile, where mails look for it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const headers = new Headers()
  const keep = (name: string, value: string): void => {
    headers.append('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${context.baseUrl.startsWith('https://') ? '; Secure' : ''}`)
  }
  const lang = form.get('lang')
  const theme = form.get('theme')
  if (isLocale(lang)) {
    keep('lang', lang)
    if (context.actor.kind === 'person') await context.app.identity.setPreferences(context.actor, { locale: lang })
  }
  if (typeof theme === 'string' && themes.includes(theme)) keep('theme', theme)
  return redirect(localPath(form.get('next')), { headers, status: 303 })
}

export const loader = () => redirect('/')
