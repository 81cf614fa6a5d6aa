import { PassThrough } from 'node:stream'

import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'

import { translator } from '#server/i18n/server-messages.ts'

import { TranslateProvider } from './ui/translate.tsx'

const streamTimeoutMs = 5_000
export { streamTimeoutMs as streamTimeout }

/** The page as React sees it. */
export function pageTree(remixContext: EntryContext, url: string, context: Pick<AppLoadContext, 'locale' | 'nonce'>) {
  return (
    <TranslateProvider t={translator(context.locale)} locale={context.locale}>
      <RemixServer context={remixContext} url={url} nonce={context.nonce} />
    </TranslateProvider>
  )
}

export default function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, context: AppLoadContext) {
  keepRetryAfter(headers, remixContext)
  const waitForAll = isbot(request.headers.get('user-agent') ?? '')
  return new Promise<Response>((resolve, reject) => {
    let shellReady = false
    const { pipe, abort } = renderToPipeableStream(
      pageTree(remixContext, request.url, context),
      {
        nonce: context.nonce,
        [waitForAll ? 'onAllReady' : 'onShellReady']() {
          shellReady = true
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          headers.set('Cache-Control', headers.get('Cache-Control') ?? 'no-store')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          if (shellReady) console.error(error instanceof Error ? error.name : 'render error')
        },
      },
    )
    setTimeout(abort, streamTimeoutMs + 1_000).unref()
  })
}

/** Remix leaves the headers of an action to each route; how long to wait is said for all of them here. */
function keepRetryAfter(headers: Headers, { staticHandlerContext }: EntryContext): void {
  const given = [...Object.values(staticHandlerContext.actionHeaders), ...Object.values(staticHandlerContext.loaderHeaders)]
  const wait = given.map((one) => one.get('Retry-After')).find((seconds) => seconds != null)
  if (wait != null) headers.set('Retry-After', wait)
}

/** What fails outside loaders and actions, rendering for example. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted) return
  // A method or an address that no route knows is the asker's mistake and answered as such.
  if (isRouteErrorResponse(error) && error.status < 500) return
  context.report(error)
}
