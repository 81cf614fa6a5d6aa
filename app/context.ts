import type { LoadContext } from '../server/http/load-context.ts'

declare module '@remix-run/node' {
  // Loaders and actions receive this as `context`.
  interface AppLoadContext extends LoadContext {}
  // What loaders return reaches pages as it is: dates stay dates, unions stay unions.
  interface Future {
    v3_singleFetch: true
  }
}

export type { LoadContext }
