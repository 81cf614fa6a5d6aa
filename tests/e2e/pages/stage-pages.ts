import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

/** The desk takes two equal presses within half a second for one. */
const samePressMs = 600

/** The desk of a stage, worked with the space bar and its rundown. */
export class DeskPage {
  private readonly t: Translate
  private pressedAt = -samePressMs
  constructor(readonly page: Page, private readonly url: string, locale: Locale) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(this.url)
    await this.page.getByText(this.t('stage:link.live'), { exact: true }).waitFor()
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.t(key), exact: true })
  }

  private get large(): Locator {
    return this.page.locator('button[aria-keyshortcuts="Space"]')
  }

  async openStage(): Promise<void> {
    await this.button('stage:open.live').click()
    await this.large.waitFor()
  }

  /** One press of the space bar; resolves when the desk offers the step after it. */
  async next(): Promise<void> {
    await this.page.waitForFunction(([at = 0, gap = 0]) => performance.now() - at > gap, [this.pressedAt, samePressMs])
    const before = await this.large.innerText()
    await this.page.keyboard.press('Space')
    this.pressedAt = await this.page.evaluate(() => performance.now())
    await expect.poll(() => this.large.innerText(), { timeout: 10_000 }).not.toBe(before)
  }

  /** The line of a company in the rundown. */
  line(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name })
  }

  /** `swap` (with the next), `skip` or `return` of one line, with the mouse; resolves when the log has it. */
  async change(name: string, act: 'swap' | 'skip' | 'return'): Promise<void> {
    await this.line(name).getByRole('button', { name: this.t(`stage:act.${act}`) }).click()
    await this.page.locator('ol[aria-labelledby="desk-log"] li').first().filter({ hasText: this.t(`stage:log.${act}`) }).waitFor()
  }

  /** Minutes by which the end is late, as the choices about it say; null where there is nothing to choose. */
  async lateAtEnd(): Promise<number | null> {
    const title = this.page.locator('h2#desk-drift')
    return (await title.count()) === 0 ? null : Number(/\d+/.exec(await title.innerText())?.[0])
  }

  /** Adds time to what is on, five minutes a press, until the end is at least so many minutes late. */
  async runLate(minutes: number): Promise<void> {
    const log = this.page.locator('ol[aria-labelledby="desk-log"] li')
    while (((await this.lateAtEnd()) ?? 0) < minutes) {
      const before = await log.count()
      await this.button('stage:act.addFive').click()
      await expect.poll(() => log.count(), { timeout: 10_000 }).toBe(before + 1)
    }
  }

  /** Takes one of the choices about lateness; resolves when the log has it. */
  async dealWithLateness(choice: 'absorb' | 'shift' | 'split'): Promise<void> {
    await this.button(`stage:drift.${choice}`).click()
    await this.page.locator('ol[aria-labelledby="desk-log"] li').first().filter({ hasText: this.t('stage:log.replan') }).waitFor()
  }

  /** What stands about a person among those whose meetings lie in the way. */
  async concerned(name: string): Promise<Locator> {
    await this.button('stage:drift.look').click()
    const found = this.page.locator('section[aria-labelledby="desk-drift"] li').filter({ hasText: name })
    await found.first().waitFor()
    return found.first()
  }

  async say(key: 'wrapUp' | 'oneMinute'): Promise<string> {
    const text = this.t(`stage:message.ready.${key}`)
    await this.page.getByRole('button', { name: text, exact: true }).click()
    return text
  }
}

/** What a hall, a speaker or a phone shows of the stage. */
export class StageView {
  private readonly t: Translate
  constructor(readonly page: Page, private readonly url: string, locale: Locale, private readonly kind: 'screen' | 'monitor' | 'phone') {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(this.url)
    if (this.kind === 'phone') await this.untilLive()
    else await this.page.locator('main h1').waitFor()
  }

  async untilLive(): Promise<void> {
    await this.page.getByText(this.t('stage:link.live'), { exact: true }).waitFor()
  }

  private get place(): Locator {
    return this.kind === 'phone' ? this.page.locator('section[aria-labelledby="on-stage"]') : this.page.locator('main')
  }

  /** Somebody's name in large letters. */
  async shows(name: string): Promise<void> {
    await (this.kind === 'phone' ? this.place : this.place.locator('h1')).filter({ hasText: name }).waitFor()
  }

  /** The running countdown. */
  get countdown(): Locator {
    return this.place.getByRole('timer')
  }

  async isOver(): Promise<void> {
    const key = { screen: 'stage:screen.over', monitor: 'stage:monitor.over', phone: 'stage:phone.over' }[this.kind]
    await this.place.getByText(this.t(key)).first().waitFor()
  }
}
