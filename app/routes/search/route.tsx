import type { LoaderFunctionArgs } from '@remix-run/node'

import { parseQuery } from '#app/http/parse-form.ts'
import { errorStatus } from '#server/domain/shared/error-codes.ts'
import { searchInput } from '#server/protocol/inputs/directory.ts'

/** What ⌘K asks as one types. Never kept by a browser: answers depend on who asks. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const input = parseQuery(request, searchInput)
  const headers = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' }
  if (!input.ok) return new Response(JSON.stringify({ code: input.error.code }), { status: errorStatus[input.error.code], headers })
  const items = await context.app.directory.search(context.actor, input.value, context.locale)
  return new Response(JSON.stringify({ items }), { headers })
}
