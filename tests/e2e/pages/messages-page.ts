import type { Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

import { openDialog } from './confirmed-step.ts'

/** Writing to many, and what their readers do with it. */
export class MessagesPage {
  private readonly t: Translate
  constructor(readonly page: Page, readonly houseUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  /** Writes to all delegations of a side, confirms the number that is shown, and waits until it is said to have gone. */
  async announce(slug: string, text: { subject: string; body: string; side: string }): Promise<number> {
    const { page, t } = this
    await page.goto(`${this.houseUrl}/organize/${slug}/messages/announcements`)
    for (const language of ['Zh', 'En']) {
      await page.getByLabel(t(`mailing:announce.subject${language}`)).fill(text.subject)
      await page.getByLabel(t(`mailing:announce.body${language}`)).fill(text.body)
    }
    await page.locator(`input[name="audience.sides[]"][value="${text.side}"]`).check()
    await page.getByRole('button', { name: t('mailing:announce.save') }).click()
    await page.waitForURL(/announcements\?id=/)
    const opener = page.locator('#content button[type="button"]').first()
    const count = Number(/\d+/.exec(await opener.innerText())?.[0] ?? 0)
    const dialog = await openDialog(page, opener)
    await dialog.getByText(t('mailing:announce.ask', { count })).waitFor()
    await dialog.getByRole('button', { name: t('mailing:announce.send', { count }) }).click()
    await page.getByRole('link', { name: t('mailing:announce.states') }).waitFor()
    return count
  }

  /** The link at the end of a reader's newest mail, by which she leaves mails of its kind. */
  async leaveLink(address: string): Promise<string> {
    await this.page.goto(`${this.houseUrl}/mailbox?to=${encodeURIComponent(address)}`)
    const text = await this.page.locator('[data-mail-text]').innerText()
    return /https?:\/\/\S+\/unsubscribe\/\S+/.exec(text)?.[0] ?? ''
  }

  /** Opens the link and presses its button. */
  async leave(link: string): Promise<void> {
    const purpose = this.t('mailing:purpose.announcements.name')
    await this.page.goto(link)
    await this.page.getByRole('button', { name: this.t('mailing:leave.button', { purpose }) }).click()
    await this.page.getByText(this.t('mailing:leave.left', { purpose })).waitFor()
  }
}
