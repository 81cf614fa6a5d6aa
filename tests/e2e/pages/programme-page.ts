import { vi } from 'vitest'
import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** The organizer's programme: a schedule taken over, items moved by keyboard alone, a version released. */
export class ProgrammePage {
  private readonly t: Translate
  constructor(readonly page: Page, readonly organizeUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  /** Reads a schedule file and says what conflicts are foretold. */
  async read(fileName: string, xml: string): Promise<string[]> {
    await this.page.goto(`${this.organizeUrl}/programme/import`)
    await this.page.locator('input[type="file"]').setInputFiles({ name: fileName, mimeType: 'application/xml', buffer: Buffer.from(xml, 'utf8') })
    await this.page.getByRole('button', { name: this.t('programme:import.read') }).click()
    await this.page.waitForURL(/\/programme\/import\/[0-9a-z]{26}$/)
    await this.page.locator('[name="firstDay"]').waitFor()
    return this.page.getByRole('region').filter({ has: this.page.locator('#found-conflicts') }).getByRole('listitem').allInnerTexts()
  }

  async takeOver(count: number): Promise<void> {
    await this.page.getByRole('button', { name: this.t('programme:import.apply', { count }) }).click()
    await this.page.waitForURL(/\/programme$/)
    await this.item('').first().waitFor()
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.organizeUrl}/programme`)
    await this.item('').first().waitFor()
  }

  /** Space, until it is in the hand: while the board saves it takes nothing up, and says so; no key counts before its script runs. */
  async pickUp(title: string): Promise<void> {
    const [before = ''] = this.t('programme:board.pickedUp', { item: '§' }).split('§')
    await vi.waitUntil(async () => {
      await this.item(title).focus()
      await this.page.keyboard.press('Space')
      return this.page.locator('main p[role="status"]').first().filter({ hasText: before }).waitFor({ timeout: 5_000 }).then(() => true, () => false)
    }, { timeout: 20_000, interval: 100 })
  }

  /** A block by what it is called, wherever and whenever it stands. */
  item(title: string): Locator {
    return this.page.locator('[data-item]').filter({ hasText: title })
  }

  /** `09:00–09:20, title, …`. */
  async said(title: string): Promise<string> {
    return (await this.item(title).getAttribute('aria-label')) ?? ''
  }

  /** Presses keys one after the other, from wherever the focus is, and says what was read aloud after each. */
  async press(...keys: string[]): Promise<string[]> {
    const heard: string[] = []
    for (const key of keys) {
      await this.page.keyboard.press(key)
      heard.push(await this.spoken())
    }
    return heard
  }

  spoken(): Promise<string> {
    return this.page.locator('main p[role="status"]').first().innerText()
  }

  async undo(): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.request().method() === 'POST')
    await this.page.getByRole('button', { name: this.t('programme:act.undo') }).click()
    await answered
    await this.page.locator('main button:not([aria-disabled="true"])', { hasText: this.t('programme:act.undo') }).waitFor()
  }

  /** Releases what is there, warnings looked at, and waits until the list of versions has it. */
  async release(name: string): Promise<void> {
    await this.page.getByRole('button', { name: this.t('programme:release.open') }).first().click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel(this.t('programme:release.name')).fill(name)
    const confirm = dialog.getByRole('checkbox')
    if ((await confirm.count()) > 0) await confirm.check()
    await dialog.getByRole('button', { name: this.t('programme:release.act') }).click()
    await this.log().getByText(name, { exact: true }).waitFor()
  }

  log(): Locator {
    return this.page.locator('section', { has: this.page.getByRole('heading', { name: this.t('programme:log.title') }) })
  }
}
