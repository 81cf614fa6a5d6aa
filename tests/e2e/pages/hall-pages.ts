import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

import { takeConfirmedStep } from './confirmed-step.ts'

/** An organizer's page whose steps ask once more before they are taken: judging, interest. */
export class StepsPage {
  private readonly t: Translate
  constructor(readonly page: Page, private readonly organizeUrl: string, locale: Locale, private readonly room: 'judging' | 'interest') {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.organizeUrl}/${this.room}`)
  }

  /** Takes a step and resolves when the page says where things stand now. */
  async take(step: string, state: string): Promise<void> {
    await takeConfirmedStep(this.page, this.t(`${this.room}:act.${step}`))
    await this.page.locator('header, #content').getByText(this.t(`${this.room}:state.${state}`), { exact: true }).first().waitFor({ timeout: 60_000 })
  }
}

/** Questions and polls, as moderated. */
export class ModerationPage {
  private readonly t: Translate
  constructor(readonly page: Page, private readonly organizeUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.organizeUrl}/audience`)
  }

  async act(question: string, act: 'show' | 'answer'): Promise<void> {
    await this.page.getByRole('article').filter({ hasText: question }).getByRole('button', { name: this.t(`audience:act.${act}`), exact: true }).click()
  }

  async makePoll(title: string, options: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: this.t('audience:desk.newPoll') }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel(this.t('audience:pollForm.title')).fill(title)
    for (const [at, option] of options.entries()) await dialog.getByLabel(this.t('audience:pollForm.option', { n: at + 1 })).fill(option)
    await dialog.getByRole('button', { name: this.t('audience:pollForm.make') }).click()
    await this.page.getByRole('article').filter({ hasText: title }).waitFor()
  }

  async poll(title: string, act: 'open' | 'close' | 'reveal', state: 'open' | 'closed' | 'revealed'): Promise<void> {
    const row = this.page.getByRole('article').filter({ hasText: title })
    await row.getByRole('button', { name: this.t(`audience:poll.act.${act}`), exact: true }).click()
    await row.getByText(this.t(`audience:poll.state.${state}`), { exact: true }).waitFor()
  }
}

/** What a guest does on the phone that follows the stage. */
export class HallPhone {
  private readonly t: Translate
  constructor(readonly page: Page, locale: Locale) {
    this.t = translator(locale)
  }

  question(text: string): Locator {
    return this.page.getByRole('article').filter({ hasText: text })
  }

  /** Texts of the questions that the hall sees; each phone keeps them still under its own thumb, so their order may differ for seconds. */
  questions(): Promise<string[]> {
    return this.page.locator('section[aria-labelledby="questions"] article p:first-child').allInnerTexts()
  }

  async ask(text: string): Promise<void> {
    await this.page.getByLabel(this.t('audience:ask.label')).fill(text)
    await this.page.getByRole('button', { name: this.t('audience:ask.send'), exact: true }).click()
    await this.page.getByRole('region', { name: this.t('audience:own.title') }).getByText(text).waitFor()
  }

  async upVote(text: string): Promise<void> {
    await this.question(text).getByRole('button').click()
    await this.hasVotes(text, 1)
  }

  async hasVotes(text: string, count: number): Promise<void> {
    await this.question(text).getByRole('button', { name: this.t('audience:upVote', { count }) }).waitFor()
  }

  async vote(title: string, option: string): Promise<void> {
    const poll = this.page.getByRole('region', { name: title })
    await poll.getByLabel(option).check()
    await poll.getByRole('button', { name: this.t('audience:poll.vote'), exact: true }).click()
    await poll.getByRole('button', { name: this.t('audience:poll.change'), exact: true }).waitFor()
  }

  async sawResult(title: string, share: number, count: number): Promise<void> {
    await this.page.getByRole('region', { name: title }).getByText(this.t('audience:poll.share', { share, count })).first().waitFor()
  }

  /** The fund's voice about the pitch that is on. */
  async wantsToMeet(): Promise<void> {
    const part = this.page.locator('section[aria-labelledby="pitch-interest"]')
    await part.getByRole('button', { name: this.t('interest:degree.meet') }).click()
    await part.getByRole('status').waitFor()
  }
}

/** A judge's list of pitches and their cards. */
export class JudgePage {
  private readonly t: Translate
  constructor(readonly page: Page, private readonly eventUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.eventUrl}/judging`)
  }

  /** The same points, at least one, for every criterion, handed in: all of it by keyboard, and focus is never lost. */
  async score(name: string, points: number): Promise<void> {
    const row = this.page.locator('#content li').filter({ hasText: name })
    const { keyboard } = this.page
    await row.getByRole('button').press('Enter')
    const sheet = this.page.getByRole('dialog')
    await sheet.getByRole('button', { name: this.t('judging:card.handIn'), exact: true }).waitFor()
    for (let left = await sheet.locator('fieldset').count(); left > 0; left -= 1) {
      await keyboard.press('Tab')
      for (let at = 0; at < points; at += 1) await keyboard.press('ArrowRight')
    }
    for (const key of ['Tab', 'Tab', 'Enter']) await keyboard.press(key)
    await sheet.locator('button:focus').and(sheet.getByRole('button', { name: this.t('judging:card.handInAgain'), exact: true })).waitFor()
    await keyboard.press('Escape')
    await row.locator('button:focus').waitFor()
    await row.getByText(this.t('judging:group.submitted')).waitFor()
  }
}
