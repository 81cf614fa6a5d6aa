import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** A founder's pitch on her phone: slots booked, moved, given up and swapped. */
export class PitchPage {
  private readonly t: Translate
  constructor(readonly page: Page, readonly eventUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.eventUrl}/pitch`)
    await this.page.locator('section[aria-labelledby="slots"]').waitFor()
  }

  /** The slot that begins at a wall time, `09:40`. */
  slot(time: string): Locator {
    return this.page.locator('section[aria-labelledby="slots"] button').filter({ hasText: new RegExp(`^${time}`) })
  }

  async choose(time: string): Promise<void> {
    await this.slot(time).click()
    await this.page.getByRole('dialog').waitFor()
  }

  act(key: 'book' | 'moveHere' | 'swap'): Promise<void> {
    return this.page.getByRole('dialog').getByRole('button', { name: this.t(`pitching:slots.${key}`), exact: true }).click()
  }

  /** The times that are offered instead. */
  async alternatives(): Promise<string[]> {
    const buttons = this.page.getByRole('dialog').locator('p', { hasText: this.t('pitching:slots.alternatives') }).locator('xpath=following-sibling::div').getByRole('button')
    await buttons.first().waitFor()
    return (await buttons.allInnerTexts()).map((text) => /\d\d:\d\d/.exec(text)?.[0] ?? text)
  }

  takeAlternative(time: string): Promise<void> {
    return this.page.getByRole('dialog').getByRole('button', { name: time }).click()
  }

  /** Waits until the own slot begins at this time. */
  async untilMine(time: string): Promise<void> {
    await this.page.locator('section[aria-labelledby^="mine-"]').getByText(new RegExp(`^${time}`)).first().waitFor()
  }

  async answerSwap(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('pitching:swaps.accept'), exact: true }).click()
  }
}
