import { vi } from 'vitest'
import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Translate } from '#server/i18n/translate.ts'

type Place = { row: number; col: number }

/** The board of slots and tables, worked by keyboard alone. */
export class Board {
  constructor(readonly page: Page, private readonly t: Translate) {}

  private cells(): Locator {
    return this.page.getByTestId('board').locator('[data-cell]')
  }

  /** Cells in view on which a meeting starts, with the firms that meet there. */
  async meetings(): Promise<{ at: Place; firms: string[]; isPinned: boolean }[]> {
    return this.cells().evaluateAll((cells) => cells.flatMap((cell) => {
      const [row = 0, col = 0] = (cell.getAttribute('data-cell') ?? '').split(':').map(Number)
      const block = cell.querySelector('[data-firms]')
      return block === null ? [] : [{ at: { row, col }, firms: (block.getAttribute('data-firms') ?? '').split(' '), isPinned: block.querySelector('svg') !== null }]
    }))
  }

  /** Where the meeting of these two lies; `col` is the column of its table. */
  async find(firms: readonly string[], col: number): Promise<Place> {
    await this.goTo({ row: 0, col })
    const found = (await this.meetings()).find((meeting) => firms.every((firm) => meeting.firms.includes(firm)))
    if (!found) throw new Error('the meeting is not on the board')
    return found.at
  }

  private cell({ row, col }: Place): Locator {
    return this.page.locator(`[data-cell="${row}:${col}"]`)
  }

  /** With arrow keys only, from wherever the board's focus is; keys pressed before the page's script runs go nowhere and are pressed again. */
  async goTo(to: Place): Promise<void> {
    const there = this.page.locator(`[data-cell="${to.row}:${to.col}"]:focus`)
    await vi.waitUntil(async () => {
      await this.page.locator('[data-cell][tabindex="0"]').focus()
      for (const key of ['PageUp', 'Home', ...Array<string>(to.row).fill('ArrowDown'), ...Array<string>(to.col).fill('ArrowRight')]) await this.page.keyboard.press(key)
      return there.waitFor({ timeout: 1_000 }).then(() => true, () => false)
    }, { timeout: 15_000, interval: 100 })
  }

  async pin(at: Place): Promise<void> {
    await this.goTo(at)
    const saved = this.page.waitForResponse((response) => response.request().method() === 'POST')
    await this.page.keyboard.press('p')
    await saved
    await this.cell(at).and(this.page.locator(`[aria-label*="${this.t('timetable:board.pinned')}"], [aria-label*="pinned"]`)).waitFor()
  }

  private picked(): Locator {
    return this.page.locator('[data-cell][aria-selected="true"]')
  }

  /** Space, until the meeting under the focus is in the hand: while the board saves it takes nothing up, and says so. */
  private async pickUp(): Promise<void> {
    const busy = this.page.getByTestId('board-line').filter({ hasText: this.t('timetable:board.saving') })
    await vi.waitUntil(async () => {
      if ((await this.picked().count()) > 0) return true
      await this.page.keyboard.press('Space')
      await this.picked().or(busy).first().waitFor({ timeout: 10_000 })
      return (await this.picked().count()) > 0
    }, { timeout: 20_000, interval: 100 })
  }

  /** Picks a meeting up, goes to the first glowing cell at another time and drops it; null, and nothing done, where there is none. */
  async moveByKeyboard(from: Place): Promise<{ to: Place; answeredAt: number } | null> {
    await this.goTo(from)
    await this.pickUp()
    const legal = await this.page.locator('[data-legal]').evaluateAll((cells) => cells.map((cell) => (cell.getAttribute('data-cell') ?? '').split(':').map(Number)))
    const [row, col] = legal.find(([line]) => line !== from.row) ?? []
    if (row === undefined || col === undefined) {
      await this.page.keyboard.press('Escape')
      return null
    }
    await this.goTo({ row, col })
    const [held, before] = [await this.picked().count(), await this.said()]
    const answered = this.page.waitForResponse((response) => response.request().method() === 'POST').catch(async () => {
      throw new Error(`nothing was sent; held then and now: ${held}, ${await this.picked().count()}; said then and now: ${before} | ${await this.said()}`)
    })
    await this.page.keyboard.press('Space')
    const status = (await answered).status()
    if (status !== 200) throw new Error(`the move was answered with ${status}`)
    return { to: { row, col }, answeredAt: performance.now() }
  }

  /** What the line above the board says. */
  said(): Promise<string> {
    return this.page.getByTestId('board-line').innerText()
  }
}

export class TimetablePage {
  private readonly t: Translate
  readonly board: Board
  constructor(readonly page: Page, readonly organizeUrl: string, locale: Locale) {
    this.t = translator(locale)
    this.board = new Board(page, this.t)
  }

  /** Computes a draft and resolves, when it is there, with the distinct values through which its progress bar went. */
  async compute(name: string, seconds: number): Promise<number[]> {
    await this.page.goto(`${this.organizeUrl}/timetable`)
    await this.page.getByLabel(this.t('timetable:compute.name')).fill(name)
    await this.page.getByLabel(this.t('timetable:compute.seconds')).selectOption(String(seconds))
    await this.page.getByRole('button', { name: this.t('timetable:compute.start') }).click()
    const bar = this.page.getByTestId('running').getByRole('progressbar')
    const link = this.page.getByRole('link', { name, exact: true })
    const values = new Set<number>()
    const look = async (): Promise<boolean> => {
      const now = await bar.evaluateAll((bars) => bars.map((one) => Number(one.getAttribute('aria-valuenow') ?? one.getAttribute('value') ?? Number.NaN)))
      for (const value of now) if (!Number.isNaN(value)) values.add(value)
      return (await link.count()) > 0
    }
    await vi.waitUntil(look, { timeout: 60_000, interval: 100 })
    return [...values]
  }

  async openDraft(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click()
    await this.page.getByTestId('board').waitFor()
  }

  async release(name: string): Promise<void> {
    await this.page.getByRole('button', { name: this.t('timetable:release.open'), exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel(this.t('timetable:release.name')).fill(name)
    await dialog.getByRole('button', { name: this.t('timetable:release.act') }).click()
    await this.page.waitForURL('**/timetable')
  }

  async openLive(): Promise<void> {
    await this.page.goto(`${this.organizeUrl}/timetable/live`)
    await this.page.getByTestId('board').waitFor()
  }
}
