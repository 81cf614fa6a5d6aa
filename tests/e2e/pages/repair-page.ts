import { vi } from 'vitest'
import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** Where the organizer reads what a repair would change, and approves it. */
export class RepairPage {
  private readonly t: Translate
  constructor(readonly page: Page, locale: Locale) {
    this.t = translator(locale)
  }

  /** The proposal about a person, once the page of the day has it. */
  async proposal(name: string): Promise<Locator> {
    await this.page.waitForURL(/\/timetable\/live$/)
    const card = this.page.getByRole('article').filter({ hasText: name })
    await card.waitFor()
    return card
  }

  /** `A × B` and from when to when, line by line. */
  lines(card: Locator): Promise<string[]> {
    return card.getByRole('listitem').allInnerTexts()
  }

  /** Approves it; where a better one has come meanwhile, that. */
  async approve(card: Locator): Promise<void> {
    const press = card.getByRole('button', { name: this.t('repairs:proposal.approve') })
    await vi.waitUntil(async () => {
      if ((await card.count()) === 0) return true
      await press.click({ timeout: 2_000 }).catch(() => undefined)
      return card.waitFor({ state: 'detached', timeout: 2_000 }).then(() => true, () => false)
    }, { timeout: 20_000, interval: 100 })
  }
}
