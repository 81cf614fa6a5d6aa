import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLoaderData, useMatches } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'

import './ui/styles.css'

export async function loader({ context }: LoaderFunctionArgs) {
  return { locale: context.locale, theme: context.theme, isDemo: context.isDemo, nonce: context.nonce }
}

export default function Root() {
  const { locale, theme, nonce } = useLoaderData<typeof loader>()
  const namespaces = useMatches().flatMap(({ handle }) => (handle as { i18n?: string[] } | undefined)?.i18n ?? [])
  return (
    <html lang={locale} data-theme={theme} data-i18n={[...new Set(['common', 'errors', ...namespaces])].join(' ')}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}
