import { existsSync } from 'node:fs'

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

import { isLocale, type Locale } from '#server/i18n/locales.ts'

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const quietly = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** The system's Chromium; npm test has seen to it that there is one. `more`: switches of its command line. */
export async function openBrowser(more: string[] = []): Promise<Browser> {
  const executablePath = places.find((path) => path && existsSync(path))
  if (!executablePath) throw new Error('There is no Chromium; install it or name it in the variable CHROMIUM')
  return chromium.launch({ executablePath, args: [...quietly, ...more] })
}

export const devices = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
export type Device = keyof typeof devices

export type Visitor = {
  context: BrowserContext
  page: Page
  /** Errors of the console (refusals of the content policy among them) and uncaught ones. */
  problems: string[]
  /** Addresses asked for since the last `heard.length = 0`, as `METHOD path`; files of the build are left out. */
  heard: string[]
}

/** A browser of one person's own: nothing shared with the others. Language as the person has chosen it. */
export async function openVisitor(browser: Browser, url: string, options: { device: Device; locale: Locale; theme?: 'light' | 'dark'; cookies?: { name: string; value: string }[] }): Promise<Visitor> {
  const { device, locale, theme = 'light', cookies = [] } = options
  const phone = device === 'phone'
  const context = await browser.newContext({ viewport: devices[device], locale: isLocale(locale) ? locale : 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: theme, hasTouch: phone, isMobile: phone, reducedMotion: 'reduce' })
  await context.addCookies([{ name: 'lang', value: locale, url }, ...cookies.map((cookie) => ({ ...cookie, url }))])
  const page = await context.newPage()
  const problems: string[] = []
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${new URL(page.url()).pathname}: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`${new URL(page.url()).pathname}: ${error.message}`))
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/assets/') && !pathname.startsWith('/socket.io')) heard.push(`${request.method()} ${pathname}`)
  })
  page.setDefaultTimeout(20_000)
  return { context, page, problems, heard }
}
