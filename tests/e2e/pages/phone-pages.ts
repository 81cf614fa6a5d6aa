import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** The rooms of a participant, as seen on a phone. */
abstract class Room {
  protected readonly t: Translate
  constructor(readonly page: Page, readonly eventUrl: string, locale: Locale, private readonly room: string) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.eventUrl}/${this.room}`)
  }

  /** Follows the server: what is shown is what it has. */
  async untilLive(): Promise<void> {
    await this.page.getByText(this.t('agenda:link.live'), { exact: true }).waitFor()
  }
}

/** The instant at which something is seen; ask for it before the act that brings it about. */
export function whenSeen(what: Locator): Promise<number> {
  const seen = what.waitFor().then(() => performance.now())
  seen.catch(() => undefined)
  return seen
}

export type ShownMatch = { delegationId: string; name: string; forMe: string[]; forThem: string[] }

export class MatchesPage extends Room {
  constructor(page: Page, eventUrl: string, locale: Locale) {
    super(page, eventUrl, locale, 'matches')
  }

  private get card(): Locator {
    return this.page.getByRole('article').first()
  }

  /** The card that fills the screen, with its reasons for both sides. */
  async read(): Promise<ShownMatch> {
    const link = this.card.getByRole('heading', { level: 2 }).getByRole('link')
    const reasons = (key: string): Promise<string[]> => this.card.locator('section', { has: this.page.getByRole('heading', { name: this.t(key) }) }).first().getByRole('listitem').allInnerTexts()
    return {
      delegationId: (await link.getAttribute('href'))?.split('/').at(-1) ?? '',
      name: (await link.innerText()).trim(),
      forMe: await reasons('matches:card.forYou'),
      forThem: await reasons('matches:card.forThem'),
    }
  }

  /** Goes on to the first partner who hasn't been asked yet. */
  async untilFree(): Promise<void> {
    const ask = this.card.getByRole('button', { name: this.t('matches:act.ask') })
    while ((await ask.count()) === 0) {
      const before = await this.card.getByRole('heading', { level: 2 }).innerText()
      await this.page.getByRole('link', { name: this.t('matches:deck.next') }).click()
      await this.card.getByRole('heading', { level: 2 }).filter({ hasNotText: before }).waitFor()
    }
  }

  /** Asks for a meeting with so many of the offered times. Resolves with the instant of the server's answer, and the times asked for. */
  async ask(message: string, times: number): Promise<{ answeredAt: number; asked: string[] }> {
    await this.card.getByRole('button', { name: this.t('matches:act.ask') }).click()
    const sheet = this.page.getByRole('dialog')
    const boxes = sheet.getByRole('checkbox')
    await boxes.first().waitFor()
    for (const box of (await boxes.all()).slice(times)) await box.uncheck()
    const asked = await sheet.locator('label:has(input:checked)').allInnerTexts()
    await sheet.getByLabel(this.t('requests:ask.message')).fill(message)
    const answered = this.page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/requests'))
    await sheet.getByRole('button', { name: this.t('requests:ask.send') }).click()
    expect((await answered).status()).toBe(200)
    return { answeredAt: performance.now(), asked }
  }
}

export class RequestsPage extends Room {
  constructor(page: Page, eventUrl: string, locale: Locale) {
    super(page, eventUrl, locale, 'requests')
  }

  /** The request with this message. */
  request(message: string): Locator {
    return this.page.getByRole('article').filter({ hasText: message })
  }

  /** One tap: the best of the proposed times. Resolves with the instant of the server's answer. */
  async accept(message: string): Promise<{ answeredAt: number }> {
    const answered = this.page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/requests'))
    const [before = ''] = this.t('requests:act.acceptAt', { time: '§' }).split('§')
    await this.request(message).getByRole('button', { name: new RegExp(`^${before.trim()}`) }).first().click()
    expect((await answered).status()).toBe(200)
    return { answeredAt: performance.now() }
  }
}

export type ShownMeeting = { time: string; text: string }

export class AgendaPage extends Room {
  constructor(page: Page, eventUrl: string, locale: Locale) {
    super(page, eventUrl, locale, 'agenda')
  }

  /** The meetings of the day, top to bottom: from when to when, and what stands beside. */
  async meetings(): Promise<ShownMeeting[]> {
    const rows = this.page.locator('#content li', { has: this.page.getByRole('button') })
    return rows.evaluateAll((items) => items.map((item) => ({ time: (item.querySelector('time, [data-time]')?.parentElement?.textContent ?? '').trim(), text: (item.querySelector('button')?.innerText ?? '').trim() })))
  }

  meeting(partner: string): Locator {
    return this.page.locator('#content li', { has: this.page.getByRole('button') }).filter({ hasText: partner })
  }
}
