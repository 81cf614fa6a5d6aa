import { useRouteLoaderData } from '@remix-run/react'

import type { loader } from '#app/root.tsx'

/** What every page knows: language, theme, who is signed in, whether this is a demo, and the instant it was made at. */
export function useRoot() {
  const data = useRouteLoaderData<typeof loader>('root')
  if (data === undefined) throw new Error('the root loader has not run')
  return data
}
