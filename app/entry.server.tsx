import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { renderToString } from 'react-dom/server'

import { translator } from '#server/i18n/server-messages.ts'

import earlyPresses from './early-presses.js?raw'
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

export default async function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, context: AppLoadContext) {
  keepRetryAfter(headers, remixContext)
  const { serverHandoffStream: loaded, ...shown } = remixContext
  const page = `<!DOCTYPE html>${renderToString(pageTree(shown, request.url, context))}`.replace('<head>', () => `<head><script nonce="${context.nonce}">${earlyPresses}</script>`)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Cache-Control', headers.get('Cache-Control') ?? 'no-store')
  return new Response(await withLoaderData(page, loaded, context.nonce), { headers, status })
}

const scriptEscapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', '\u2028': '\\u2028', '\u2029': '\\u2029' }
const inScript = (text: string): string => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (sign) => scriptEscapes[sign] ?? '')

/** Hands the loaders' data to the browser's side of Remix, which waits for it in a stream of its own. */
async function withLoaderData(page: string, loaded: ReadableStream<Uint8Array> | undefined, nonce: string): Promise<string> {
  if (loaded === undefined) return page
  const data = await new Response(loaded).text()
  const end = page.lastIndexOf('</body>')
  const script = `<script nonce="${nonce}">window.__remixContext.streamController.enqueue(${inScript(data)});window.__remixContext.streamController.close();</script>`
  return page.slice(0, end) + script + page.slice(end)
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
