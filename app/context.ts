import type { LoadContext } from '../server/http/load-context.ts'

declare module '@remix-run/node' {
  // Loaders and actions receive this as `context`.
  interface AppLoadContext extends LoadContext {}
}

export type { LoadContext }
