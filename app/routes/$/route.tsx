import type { LoaderFunctionArgs } from '@remix-run/node'

import { pageError } from '#app/http/respond.ts'

/** Every address that nothing else answers. */
export function loader({ context }: LoaderFunctionArgs) {
  throw pageError({ code: 'record.not_found' }, context)
}

export const action = loader

export default function Nothing() {
  return null
}
