import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { openBrowser, openVisitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'

const slug = 'demo-day-autumn'
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

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  return [...violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id), ...(isWide ? ['wider than the screen'] : [])]
}

async function choose(page: Page, locale: Locale): Promise<void> {
  const t = translator(locale)
  await page.getByRole('radio', { name: t('overview:outcomes.answer.second_meeting') }).check()
  await page.getByRole('button', { name: t('overview:outcomes.save') }).click()
  await page.getByRole('heading', { name: t('overview:outcomes.history') }).waitFor()
}

test('weeks after the event a mail asks, two taps on a phone answer, with scripts and without; the organizer sees that one more has', async () => {
  const founder = await openVisitor(browser, demo.url, { device: 'phone', locale: 'zh-CN' })
  await founder.page.goto(demo.person('founder').signInUrl)
  await founder.page.goto(`${demo.url}/mailbox?to=${encodeURIComponent(demo.person('founder').email)}`)
  await founder.page.getByRole('link', { name: translator('zh-CN')('mailing:outcome.subject', { event: '投海Demo Day·秋季场' }) }).waitFor()
  await founder.page.goto(`${demo.url}/events/${slug}/agenda`)
  await founder.page.getByRole('link', { name: translator('zh-CN')('overview:outcomes.ask', { count: 1 }) }).click()
  await founder.page.getByRole('radio').first().waitFor()
  const stale = await founder.context.newPage()
  await stale.goto(founder.page.url())
  await choose(founder.page, 'zh-CN')
  expect([await faultsOf(founder.page), founder.problems]).toEqual([[], []])
  await founder.page.goto(`${demo.url}/events/${slug}/agenda`)
  expect(await founder.page.getByRole('link', { name: translator('zh-CN')('overview:outcomes.ask', { count: 1 }) }).count()).toBe(0)

  // In another tab the page is as it was: what is chosen there is told apart, kept, and counts when it is said again.
  const t = translator('zh-CN')
  const save = stale.getByRole('button', { name: t('overview:outcomes.save') })
  await stale.getByRole('radio', { name: t('overview:outcomes.answer.keep_in_touch') }).check()
  await save.click()
  await stale.getByRole('alert').getByText(t('overview:outcomes.changed')).waitFor()
  await stale.getByText(`· ${t('overview:outcomes.answer.second_meeting')}`).waitFor()
  expect(await stale.getByRole('radio', { name: t('overview:outcomes.answer.keep_in_touch') }).isChecked()).toBe(true)
  await save.click()
  await stale.getByText(`· ${t('overview:outcomes.answer.keep_in_touch')}`).waitFor()

  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'en', colorScheme: 'dark' })
  await plain.addCookies([{ name: 'lang', value: 'en', url: demo.url }])
  const page = await plain.newPage()
  await page.goto(demo.person('investor').signInUrl)
  await page.goto(`${demo.url}/events/${slug}/agenda`)
  await page.getByRole('link', { name: /How did it go\?/ }).click()
  await choose(page, 'en')

  const organizer = await openVisitor(browser, demo.url, { device: 'phone', locale: 'en', theme: 'dark', cookies: [{ name: 'theme', value: 'dark' }] })
  await organizer.page.goto(demo.person('organizer').signInUrl)
  await organizer.page.goto(`${demo.url}/organize/${slug}?outcomes=one`)
  await organizer.page.getByRole('heading', { name: translator('en')('overview:outcomes.list.one') }).waitFor()
  expect([await faultsOf(organizer.page), organizer.problems]).toEqual([[], []])
})
