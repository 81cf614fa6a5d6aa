import { vi } from 'vitest'
import type { Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

import { openDialog } from './confirmed-step.ts'

/** The organizer's side of it: whom to invite, who is let in, what goes back. */
export class GuestDeskPages {
  private readonly t: Translate
  private listUrl = ''
  constructor(readonly page: Page, readonly roomUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  /** Makes a list that finds exactly one person, and sends it. */
  async invite(list: { name: string; kind: string; find: string }): Promise<void> {
    await this.page.goto(`${this.roomUrl}/invitations`)
    const make = this.page.getByRole('button', { name: this.t('invitations:list.make') })
    await this.page.getByLabel(this.t('invitations:list.nameZh')).fill(list.name)
    await this.page.getByLabel(this.t('invitations:list.nameEn')).fill(list.name)
    await this.page.getByLabel(this.t('invitations:list.kind')).selectOption(list.kind)
    await this.page.getByLabel(this.t('invitations:filter.q')).fill(list.find)
    await make.click()
    await this.page.waitForURL(/\/invitations\/[0-9a-z]{26}$/)
    this.listUrl = this.page.url()
    const dialog = await openDialog(this.page, this.page.getByRole('button', { name: this.t('invitations:send.open', { count: 1 }), exact: true }))
    await dialog.getByRole('button', { name: this.t('invitations:send.sure', { count: 1 }) }).click()
    await this.page.getByRole('table', { name: this.t('invitations:table.title') }).getByRole('row').nth(1).waitFor()
  }

  /** How many of the list's people have come how far, as its table says: invited, opened, accepted, arrived, waiting, declined, places. */
  async funnel(): Promise<string[]> {
    await this.page.goto(this.listUrl)
    const cells = this.page.getByRole('table', { name: this.t('invitations:funnel.title') }).getByRole('cell')
    return cells.allInnerTexts()
  }

  async approve(name: string): Promise<void> {
    await this.page.goto(`${this.roomUrl}/registrations?state=submitted`)
    const box = this.page.getByRole('checkbox', { name: this.t('guests:queue.choose', { name }) })
    const open = this.page.getByRole('button', { name: this.t('guests:verdict.approve'), exact: true })
    // The page wakes up with no box ticked, whatever was ticked before.
    await vi.waitUntil(async () => {
      await box.setChecked(true)
      return open.isEnabled()
    }, { timeout: 20_000, interval: 100 })
    const dialog = await openDialog(this.page, open)
    await dialog.getByRole('button', { name: this.t('guests:sure.approve', { count: 1 }) }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Gives all of the newest order back that is left, with a reason. */
  async refundNewest(reason: string): Promise<void> {
    await this.page.goto(`${this.roomUrl}/tickets/orders`)
    const row = this.page.getByRole('table').getByRole('row').nth(1)
    const dialog = await openDialog(this.page, row.getByRole('button', { name: new RegExp(this.t('tickets:orders.refundOf', { number: '' }).trim()) }))
    await dialog.getByLabel(this.t('tickets:orders.reason')).fill(reason)
    await dialog.getByRole('button', { name: this.t('tickets:orders.refundDo'), exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
}
