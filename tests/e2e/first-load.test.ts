import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'

import { translator } from '#server/i18n/server-messages.ts'

import { openBrowser, openVisitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { AgendaPage } from './pages/phone-pages.ts'

const mostBytes = 130_000

let browser: Browser
let demo: Demo
beforeAll(async () => {
  browser = await openBrowser()
  demo = await startDemo()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await demo?.dispose()
})

test('the phone agenda needs at most 130 kB of gzipped scripts in all, the live connection included', async () => {
  const visitor = await openVisitor(browser, demo.url, { device: 'phone', locale: 'zh-CN' })
  await visitor.page.goto(demo.person('founder').signInUrl)
  const page = await visitor.context.newPage()
  const paths = new Set<string>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) paths.add(pathname)
  })
  const agenda = new AgendaPage(page, `${demo.url}/events/demo-day-winter`, 'zh-CN')
  await agenda.open()
  await agenda.untilLive()
  await page.waitForLoadState('networkidle')
  const each = await Promise.all([...paths].map(async (path) => [path, gzipSync(new Uint8Array(await (await fetch(demo.url + path)).arrayBuffer())).length] as const))
  const total = each.reduce((sum, [, size]) => sum + size, 0)
  console.info(`phone agenda: ${each.length} scripts, ${(total / 1000).toFixed(1)} kB gzip\n${each.sort((a, b) => b[1] - a[1]).slice(0, 12).map(([path, size]) => `  ${String(size).padStart(6)} ${path}`).join('\n')}`)
  expect(each.length).toBeGreaterThan(3)
  expect(total).toBeLessThanOrEqual(mostBytes)
  await visitor.context.close()
})

test('a page that gets keys from its first moment on answers to them: none comes too early for it', async () => {
  const visitor = await openVisitor(browser, demo.url, { device: 'phone', locale: 'zh-CN' })
  await visitor.page.goto(demo.person('founder').signInUrl)
  // A press in every turn of the page's clock, before its scripts run, while they take over and after.
  await visitor.page.addInitScript(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      document.body?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }))
      if (performance.now() < 15_000) channel.port2.postMessage(null)
    }
    channel.port2.postMessage(null)
  })
  const agenda = new AgendaPage(visitor.page, `${demo.url}/events/demo-day-winter`, 'zh-CN')
  await agenda.open()
  await agenda.untilLive()
  expect(visitor.problems).toEqual([])
  await visitor.context.close()
})

test('what is pressed and chosen before the page takes over is done when it does, once', async () => {
  const t = translator('zh-CN')
  const visitor = await openVisitor(browser, demo.url, { device: 'desktop', locale: 'zh-CN' })
  await visitor.page.goto(demo.person('organizer').signInUrl)
  let letScriptsCome = () => {}
  const scripts = new Promise<void>((resolve) => { letScriptsCome = resolve })
  await visitor.page.route('**/assets/*.js', async (route) => {
    await scripts
    await route.continue()
  })
  await visitor.page.goto(`${demo.url}/organize/demo-day-winter/messages`, { waitUntil: 'commit' })
  const template = visitor.page.getByLabel(t('mail:outbox.what'))
  await template.selectOption({ index: 1 })
  await visitor.page.getByRole('button', { name: t('common:palette.open') }).dblclick()
  expect(await visitor.page.getByRole('dialog').count()).toBe(0)
  letScriptsCome()
  await visitor.page.waitForURL(/template=\w/)
  await visitor.page.getByRole('dialog').waitFor()
  expect(visitor.problems).toEqual([])
  await visitor.context.close()
})

test('an answer that the page itself gave up half-way is no fault; a refusal that nobody hears is one', async () => {
  const visitor = await openVisitor(browser, demo.url, { device: 'phone', locale: 'zh-CN' })
  await visitor.page.goto(demo.person('founder').signInUrl)
  const agenda = new AgendaPage(visitor.page, `${demo.url}/events/demo-day-winter`, 'zh-CN')
  await agenda.open()
  await agenda.untilLive()
  const leave = (reason: 'abort' | 'fault'): Promise<void> => visitor.page.evaluate(async (reason) => {
    const giving = new AbortController()
    const heard = new Promise((resolve) => addEventListener('unhandledrejection', resolve, { once: true }))
    void (reason === 'abort' ? fetch(location.href, { signal: giving.signal }) : Promise.reject(new Error('nobody hears this')))
    giving.abort()
    await heard
  }, reason)
  await leave('abort')
  expect(visitor.problems).toEqual([])
  await leave('fault')
  await expect.poll(() => visitor.problems).toEqual([expect.stringContaining('nobody hears this')])
  await visitor.context.close()
})
