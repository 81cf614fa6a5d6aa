import { vi } from 'vitest'
import type { Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

import { openDialog } from './confirmed-step.ts'
import { readMail, SignInPage } from './sign-in-page.ts'

/** What a guest does, from the mail that invites her to the ticket in her hand; and what she reads when it is over. */
export class GuestPages {
  private readonly t: Translate
  constructor(readonly page: Page, readonly url: string, readonly eventUrl: string, readonly email: string, readonly locale: Locale) {
    this.t = translator(locale)
  }

  /** The first link of that kind in her mails. */
  private linkIn(pattern: RegExp): Promise<string> {
    return readMail(this.page, this.email, ({ text }) => pattern.exec(text)?.[0] ?? null)
  }

  /** Follows the personal link of the mail and says yes; nobody signs in for that. */
  async sayYes(): Promise<void> {
    await this.page.goto(`${this.url}/sign-in`)
    await this.page.goto(await this.linkIn(/https?:\/\/\S+\/invitation\/\S+/))
    const yes = this.page.getByRole('radio', { name: new RegExp(`^${this.t('invitations:reply.accepted')}`) })
    const send = this.page.getByRole('button', { name: this.t('invitations:reply.send') })
    // A choice made before the page has woken up may be lost to it.
    await vi.waitUntil(async () => {
      await yes.check({ force: true })
      return send.isEnabled()
    }, { timeout: 20_000, interval: 100 })
    await send.click()
    await this.page.getByText(this.t('invitations:reply.said.accepted')).waitFor()
  }

  /** On to the form, where she signs in with a code from her mail, and sends what it asks. */
  async register(badge: { name: string; organization: string }): Promise<void> {
    const next = await this.page.getByRole('link', { name: this.t('invitations:reply.next') }).getAttribute('href')
    await new SignInPage(this.page, this.url, this.locale).byCode(this.email, next ?? '')
    const mine = this.locale === 'en' ? 'En' : 'Zh'
    await this.page.getByLabel(this.t(`registration:badge.name${mine}`), { exact: true }).fill(badge.name)
    await this.page.getByLabel(this.t(`registration:badge.organization${mine}`)).first().fill(badge.organization)
    await this.page.getByRole('button', { name: this.t('registration:form.submitForApproval') }).click()
    await this.untilRegistrationIs('submitted')
  }

  async untilRegistrationIs(state: string): Promise<void> {
    await this.page.getByRole('heading', { name: this.t(`registration:own.heading.${state}`) }).waitFor()
  }

  /** From the mail that says she is in to the payment page of the rehearsal, which she pays; back, until the order is paid. */
  async pay(ticket: string): Promise<void> {
    await this.page.goto(await this.linkIn(/https?:\/\/\S+\/register/))
    await this.untilRegistrationIs('approved')
    await this.page.getByRole('link', { name: this.t('registration:own.pay') }).click()
    await this.page.getByRole('heading', { name: ticket }).waitFor()
    await this.page.getByRole('button', { name: this.t('tickets:buy.order') }).click()
    await this.page.getByRole('link', { name: this.t('tickets:order.pay') }).click()
    await this.page.getByText(this.t('tickets:rehearsal.mark')).waitFor()
    await this.page.getByRole('button', { name: this.t('tickets:rehearsal.now') }).click()
    await this.untilOrderIs('paid')
  }

  async untilOrderIs(state: string): Promise<void> {
    await this.page.getByRole('heading', { name: this.t(`tickets:state.${state}`), exact: true }).waitFor({ state: 'attached' })
  }

  /** The code under the QR picture of her ticket's page; the same stands in her mail. */
  async ticketCode(): Promise<string> {
    await this.openRegistration()
    await this.page.getByRole('img', { name: this.t('registration:own.qr') }).waitFor()
    const code = (await this.page.locator('[data-ticket-code]').innerText()).trim()
    await this.mailAbout(code)
    return code
  }

  async openRegistration(): Promise<void> {
    await this.page.goto(`${this.eventUrl}/register`)
  }

  async openOrders(): Promise<void> {
    await this.page.goto(`${this.eventUrl}/tickets`)
  }

  /** Opens the dialog that gives the place up, reads what would come back, and gives it up. */
  async giveUp(): Promise<string> {
    await this.openRegistration()
    const dialog = await openDialog(this.page, this.page.getByRole('button', { name: this.t('registration:own.cancel'), exact: true }))
    const said = await dialog.innerText()
    await dialog.getByRole('button', { name: this.t('registration:own.cancelSure') }).click()
    await this.untilRegistrationIs('cancelled')
    return said
  }

  /** The text of the mail that says this. */
  mailAbout(words: string): Promise<string> {
    return readMail(this.page, this.email, ({ text }) => (text.includes(words) ? text : null))
  }
}
