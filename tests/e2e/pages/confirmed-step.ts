import { vi } from 'vitest'
import type { Page } from 'playwright-core'

/** Presses the step of that name and, in the dialog that asks once more, presses it again. */
export async function takeConfirmedStep(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  // A press on a page that has not woken up yet opens nothing.
  await vi.waitUntil(async () => {
    if (!(await dialog.isVisible())) await page.getByRole('button', { name, exact: true }).click()
    return dialog.isVisible()
  }, { timeout: 20_000, interval: 100 })
  await dialog.getByRole('button', { name, exact: true }).click()
}
