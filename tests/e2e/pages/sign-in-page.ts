import { vi } from 'vitest'
import type { Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** The newest mail to an address that has what is looked for, read on the mailbox page in a tab of its own. */
export async function readMail<T>(page: Page, email: string, find: (mail: { text: string; calendar: string }) => T | null): Promise<T> {
  const tab = await page.context().newPage()
  let found: T | null = null
  const read = async (address: string): Promise<boolean> => {
    await tab.goto(address)
    const text = tab.locator('[data-mail-text]')
    if ((await text.count()) === 0) return false
    const calendar = tab.locator('[data-mail-calendar]')
    found = find({ text: await text.innerText(), calendar: (await calendar.count()) > 0 ? await calendar.innerText() : '' })
    return found !== null
  }
  const list = new URL(`/mailbox?to=${encodeURIComponent(email)}`, page.url()).href
  const look = async (): Promise<boolean> => {
    if (await read(list)) return true
    const older = (await tab.locator('a[href*="mail="]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))).slice(1, 6)
    for (const mail of older) if (await read(new URL(mail, list).href)) return true
    return false
  }
  await vi.waitUntil(look, { timeout: 20_000, interval: 200 })
  await tab.close()
  return found as T
}

/** Calendar files of all mails to an address, oldest first. */
export async function readCalendars(page: Page, email: string): Promise<string[]> {
  const tab = await page.context().newPage()
  const list = new URL(`/mailbox?to=${encodeURIComponent(email)}`, page.url()).href
  await tab.goto(list)
  const mails = await tab.locator('a[href*="mail="]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const files: string[] = []
  for (const mail of mails.reverse()) {
    await tab.goto(new URL(mail, list).href)
    files.push(...(await tab.locator('[data-mail-calendar]').allInnerTexts()))
  }
  await tab.close()
  return files
}

/** Signing in as anybody does: the address, then what the mail says. */
export class SignInPage {
  constructor(readonly page: Page, readonly url: string, readonly locale: Locale) {}

  private async ask(email: string, next: string): Promise<void> {
    const t = translator(this.locale)
    await this.page.goto(`${this.url}/sign-in?next=${encodeURIComponent(next)}`)
    await this.page.getByLabel(t('auth:signIn.email')).fill(email)
    await this.page.getByRole('button', { name: t('auth:signIn.send') }).click()
    await this.page.waitForURL('**/sign-in/code')
  }

  async byCode(email: string, next: string): Promise<void> {
    const t = translator(this.locale)
    await this.ask(email, next)
    const code = await readMail(this.page, email, ({ text }) => /(?<!\d)\d{3} ?\d{3}(?!\d)/.exec(text)?.[0] ?? null)
    await this.page.getByLabel(t('auth:code.label')).fill(code)
    await this.page.getByRole('button', { name: t('auth:code.submit'), exact: true }).click()
    await this.page.waitForURL(`**${next}`)
  }

  async byLink(email: string, next: string): Promise<void> {
    const t = translator(this.locale)
    await this.ask(email, next)
    const link = await readMail(this.page, email, ({ text }) => /https?:\/\/\S+\/sign-in\/link\/\S+/.exec(text)?.[0] ?? null)
    await this.page.goto(link)
    await this.page.getByRole('button', { name: t('auth:link.submit') }).click()
    await this.page.waitForURL(`**${next}`)
  }
}
