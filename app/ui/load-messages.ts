import type { ClientLoaderFunctionArgs } from '@remix-run/react'

import { defaultLocale, isLocale, type Locale } from '#server/i18n/locales.ts'
import type { Messages } from '#server/i18n/translate.ts'

const files = import.meta.glob<{ default: Record<string, unknown> }>('../../server/i18n/locales/*/*.json')

/** The sentences that this browser has so far; the page's translator reads from it, so that what comes later is there at once. */
export const loadedMessages: Messages = {}

/** The language of the document; changing it loads a new one. */
export function documentLocale(): Locale {
  const { lang } = document.documentElement
  return isLocale(lang) ? lang : defaultLocale
}

/** Fetches the namespaces that aren't there yet. */
export async function loadMessages(namespaces: readonly string[]): Promise<void> {
  const locale = documentLocale()
  await Promise.all(
    namespaces.map(async (namespace) => {
      if (loadedMessages[namespace] !== undefined) return
      const file = await files[`../../server/i18n/locales/${locale}/${namespace}.json`]?.()
      loadedMessages[namespace] = file?.default ?? {}
    }),
  )
}

/**
 * For a page's `clientLoader`: when somebody comes to it without a full load, its sentences are fetched beside its data. At
 * the first load `<html data-i18n>` names them, from the same page's `handle.i18n`.
 */
export function withMessages(namespaces: readonly string[]) {
  return async ({ serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> => {
    const [data] = await Promise.all([serverLoader(), loadMessages(namespaces)])
    return data
  }
}
