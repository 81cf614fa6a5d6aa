import type { Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** A roster on its way in: uploaded, mended in place, imported as a whole, taken back. */
export class ImportPage {
  private readonly t: Translate
  constructor(readonly page: Page, readonly organizeUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  async upload(target: string, fileName: string, text: string): Promise<void> {
    await this.page.goto(`${this.organizeUrl}/people/import`)
    await this.page.getByLabel(this.t('imports:upload.target')).selectOption(target)
    await this.page.locator('input[type="file"]').setInputFiles({ name: fileName, mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') })
    await this.page.getByRole('button', { name: this.t('imports:upload.button') }).click()
    await this.page.waitForURL(/\/people\/import\/[0-9a-z]{26}/)
  }

  /** What the bar says: how much is ready, how much to mend. */
  bar(): Promise<string> {
    return this.page.getByRole('status').filter({ hasText: /\d/ }).first().innerText()
  }

  /** Waits until so many rows are to be mended. */
  async untilToMend(count: number): Promise<void> {
    await this.page.getByText(this.t('imports:bar.mend', { count }), { exact: true }).waitFor()
  }

  /** The bad cell of a row: mended in place, saved by Enter. Resolves with what was said about it. */
  async mend(row: number, column: string, value: string): Promise<string> {
    const cell = this.page.getByLabel(this.t('imports:row.cell', { row, column }), { exact: true }).locator('visible=true')
    const why = await cell.locator('xpath=ancestor::td').getByText(/\S/).last().innerText()
    await cell.fill(value)
    await cell.press('Enter')
    return why
  }

  async apply(count: number): Promise<void> {
    await this.page.getByRole('button', { name: this.t('imports:bar.apply', { count }) }).click()
    await this.page.getByText(this.t('imports:state.applied'), { exact: false }).first().waitFor()
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('imports:undo'), exact: true }).click()
    await this.page.getByText(this.t('imports:undone')).waitFor()
  }
}
