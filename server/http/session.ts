import { createCookie } from '@remix-run/node'

/**
 * The two cookies of the product: the session's secret, and the mark of a browser that asked to sign in. Over https they
 * carry the `__Host-` prefix, which binds them to this very host.
 */
export function createCookies(baseUrl: string) {
  const secure = baseUrl.startsWith('https://')
  const prefix = secure ? '__Host-' : ''
  const shared = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  const session = createCookie(`${prefix}touhai`, shared)
  const browser = createCookie(`${prefix}touhai-browser`, { ...shared, maxAge: 365 * 24 * 3600 })
  const read = async (cookie: typeof session, header: string | null | undefined): Promise<string | null> => {
    const value: unknown = await cookie.parse(header ?? null).catch(() => null)
    return typeof value === 'string' && /^[\w-]{20,100}$/.test(value) ? value : null
  }
  return {
    readSession: (header: string | null | undefined) => read(session, header),
    readBrowser: (header: string | null | undefined) => read(browser, header),
    writeSession: (secret: string, expiresAt: number) => session.serialize(secret, { expires: new Date(expiresAt) }),
    clearSession: () => session.serialize('', { maxAge: 0 }),
    writeBrowser: (secret: string) => browser.serialize(secret),
  }
}

export type Cookies = ReturnType<typeof createCookies>
