import type { Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** Setting up an event from one of the named lines. */
export class NewEventPage {
  constructor(readonly page: Page, readonly url: string, readonly locale: Locale) {}

  /** Looks at the day that the template makes, then creates it. Ends in the settings of the new event. */
  async create(event: { slug: string; nameZh: string; nameEn: string; date: string }): Promise<void> {
    const t = translator(this.locale)
    await this.page.goto(`${this.url}/organize/new`)
    const form = this.page.locator('form').filter({ has: this.page.locator('[name="template"]') })
    await form.locator('[name="slug"]').fill(event.slug)
    await form.getByLabel(t('events:new.nameZh')).fill(event.nameZh)
    await form.getByLabel(t('events:new.nameEn')).fill(event.nameEn)
    await form.locator('[name="date"]').fill(event.date)
    await form.getByRole('button', { name: t('events:new.preview') }).click()
    await this.page.getByText(t('events:new.previewTitle')).waitFor()
    await form.getByRole('button', { name: t('events:new.create') }).click()
    await this.page.waitForURL(`**/organize/${event.slug}/settings`)
  }
}
