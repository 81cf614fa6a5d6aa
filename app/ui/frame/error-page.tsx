import { isRouteErrorResponse, Link, useRouteLoaderData } from '@remix-run/react'

import type { loader as rootLoader } from '../../root.tsx'
import { LinkButton } from '../link-button.tsx'
import { Logo } from '../logo.tsx'
import { useTranslate } from '../translate.tsx'

type Told = { code?: string; message?: string; reference?: string }

const headings = {
  401: ['common:errorPage.required', ''],
  403: ['common:errorPage.forbidden', 'common:errorPage.forbiddenHelp'],
  404: ['common:errorPage.notFound', 'common:errorPage.notFoundHelp'],
  410: ['common:errorPage.notFound', 'common:errorPage.notFoundHelp'],
  429: ['common:errorPage.limited', ''],
  503: ['common:errorPage.busy', 'common:errorPage.busyHelp'],
} as const

/** A page that can't be shown: what happened, what to do, and a reference that the log knows. */
export function ErrorPage({ error }: { error: unknown }) {
  const t = useTranslate()
  const isSignedIn = Boolean(useRouteLoaderData<typeof rootLoader>('root')?.viewer)
  const response = isRouteErrorResponse(error) ? error : null
  const status = response?.status ?? 500
  const told: Told = response && typeof response.data === 'object' && response.data !== null ? (response.data as Told) : {}
  const known = status in headings ? headings[status as keyof typeof headings] : null
  const heading = known ? t(known[0]) : status >= 500 ? t('common:errorPage.broken') : t('common:errorPage.refused')
  const help = told.message ?? (known?.[1] ? t(known[1]) : status >= 500 ? t('common:errorPage.brokenHelp') : null)
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center border-b border-line px-4">
        <Link to="/" reloadDocument className="flex items-center gap-2 font-semibold">
          <Logo />
          {t('common:brand.full')}
        </Link>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center gap-4 px-4 py-16 outline-none">
        <p className="figures text-sm text-ink-2">{status}</p>
        <h1 className="text-xl">{heading}</h1>
        {help && <p className="text-ink-2">{help}</p>}
        <div className="mt-2 flex flex-wrap gap-2">
          <LinkButton to="/" look="primary" reloadDocument>{t('common:errorPage.home')}</LinkButton>
          {(status === 401 || (status === 403 && !isSignedIn)) && <LinkButton to="/sign-in" reloadDocument>{t('common:account.signIn')}</LinkButton>}
          {status >= 500 && <LinkButton to="" reloadDocument>{t('common:errorPage.reload')}</LinkButton>}
        </div>
        {told.reference && <p className="figures mt-4 text-xs text-ink-3">{t('common:errorPage.reference', { reference: told.reference })}</p>}
      </main>
    </div>
  )
}
