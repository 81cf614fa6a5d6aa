import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import type { ReactNode } from 'react'

import { DemoBanner, DemoMark } from './ui/frame/demo-banner.tsx'
import { ErrorPage } from './ui/frame/error-page.tsx'
import { pageMeta } from './ui/page-meta.ts'
import { PendingBar } from './ui/pending-bar.tsx'
import { ReaderZoneProvider } from './ui/reader-zone.tsx'
import { ToastProvider } from './ui/toast.tsx'
import { useLocale, useTranslate } from './ui/translate.tsx'

import './ui/styles.css'

export async function loader({ context }: LoaderFunctionArgs) {
  const { locale, theme, isDemo, hasMailbox, nonce, viewer } = context
  return { locale, theme, isDemo, hasMailbox, nonce, viewer, at: context.now() }
}

export const meta = () => pageMeta(undefined)

/** Also around the error pages, where the loader's data may be missing. */
export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  const t = useTranslate()
  const locale = useLocale()
  const matches = useMatches()
  // Screens in a hall show nothing but what they are for.
  const isBare = matches.some(({ handle }) => (handle as { bare?: boolean } | undefined)?.bare === true)
  const namespaces = matches.flatMap(({ handle }) => (handle as { i18n?: string[] } | undefined)?.i18n ?? [])
  // Browsers hide the nonce from scripts, so it is written by the server only.
  const nonce = typeof document === 'undefined' ? data?.nonce : ''
  return (
    <html lang={locale} data-theme={data?.theme ?? 'system'} data-i18n={[...new Set(['common', ...namespaces])].join(' ')}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#faf8f4" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0f151b" media="(prefers-color-scheme: dark)" />
        <meta property="og:site_name" content={t('common:brand.full')} />
        <meta property="og:type" content="website" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      {/* The mark of a demo lies in the foot that it keeps free. */}
      <body className={data?.isDemo && isBare ? '[&_main]:pb-[max(1.75rem,4vmin)]!' : undefined}>
        <a href="#content" className="fixed top-2 left-2 z-50 -translate-y-20 rounded-sm bg-sea px-4 py-2 text-on-sea focus:translate-y-0">{t('common:ui.skip')}</a>
        {data?.isDemo && (isBare ? <DemoMark /> : <DemoBanner hasMailbox={data.hasMailbox} />)}
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  const data = useRouteLoaderData<typeof loader>('root')
  return (
    <ReaderZoneProvider chosen={data?.viewer?.zone ?? null}>
      <ToastProvider>
        <PendingBar />
        <Outlet />
      </ToastProvider>
    </ReaderZoneProvider>
  )
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />
}
