import type { Locator, Page } from 'playwright-core'

import type { ClearingState, ClearingStep } from '#server/domain/clearing/flow.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

import { takeConfirmedStep } from './confirmed-step.ts'

/** The organizer's page of the clearing. */
export class ClearingDesk {
  private readonly t: Translate
  constructor(readonly page: Page, private readonly organizeUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.organizeUrl}/clearing`)
  }

  /** Takes a step; resolves when the page says that its state has come, or has passed. */
  async take(step: ClearingStep, ...states: ClearingState[]): Promise<void> {
    await takeConfirmedStep(this.page, this.t(`clearing:step.${step}`))
    await states.map((state) => this.stateMark(state)).reduce((one, other) => one.or(other)).waitFor({ timeout: 60_000 })
  }

  private stateMark(state: ClearingState): Locator {
    return this.page.locator('#content header').getByText(this.t(`clearing:state.${state}`), { exact: true })
  }

  /** How many funds and startups have handed in their lists, once it is so many. */
  async hasLists(funds: number, startups: number): Promise<void> {
    await this.page.locator('dl').filter({ hasText: new RegExp(`${funds} / \\d+[\\s\\S]*${startups} / \\d+`) }).first().waitFor()
  }

  /** The report of a press, once it is there. */
  async report(number: number): Promise<Locator> {
    const part = this.page.locator('section').filter({ hasText: this.t('clearing:report.title', { number }) })
    await part.waitFor({ timeout: 60_000 })
    return part
  }
}

/** The own list on a phone. */
export class WishPhone {
  private readonly t: Translate
  constructor(readonly page: Page, private readonly eventUrl: string, locale: Locale) {
    this.t = translator(locale)
  }

  /** By the menu at the thumb, as a guest finds it. */
  async open(): Promise<void> {
    await this.page.goto(`${this.eventUrl}/clearing`)
  }

  /** The page was open when the organizer went on: it says so, and shows the next step when asked. */
  async goOn(state: ClearingState): Promise<void> {
    const notice = this.page.getByText(this.t('clearing:list.moved', { state: this.t(`clearing:state.${state}`) }))
    await notice.waitFor()
    await this.page.getByRole('button', { name: this.t('clearing:list.reload'), exact: true }).click()
    await notice.waitFor({ state: 'detached' })
  }

  private row(name: string): Locator {
    return this.page.locator('#content li').filter({ hasText: name })
  }

  /** Takes over those that the fund said it wants to meet. */
  async takeSuggested(): Promise<void> {
    await this.page.locator('#content fieldset > div > button').first().click()
    await this.saved()
  }

  /** At the end of the order. */
  async rank(name: string): Promise<void> {
    await this.row(name).getByRole('button', { name: this.t('clearing:list.add'), exact: true }).click()
    await this.page.getByLabel(this.t('clearing:list.place', { name })).waitFor()
    await this.saved()
  }

  /** At a place of the order, counted from 1. */
  async place(name: string, place: number): Promise<void> {
    await this.page.getByLabel(this.t('clearing:list.place', { name })).selectOption(String(place - 1))
    await this.saved()
  }

  private async saved(): Promise<void> {
    await this.page.getByRole('status').getByText(this.t('clearing:list.saved'), { exact: true }).waitFor()
  }

  /** Names in order, as shown. */
  async order(): Promise<string[]> {
    const labels = await this.page.locator('#content select').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    const [before = '', after = ''] = this.t('clearing:list.place', { name: '§' }).split('§')
    return labels.map((label) => label.slice(before.length, label.length - after.length))
  }

  /** What became of a wish. */
  async outcome(name: string, outcome: 'met' | 'not_mutual'): Promise<void> {
    await this.row(name).getByText(this.t(`clearing:outcome.${outcome}`)).waitFor()
  }
}
