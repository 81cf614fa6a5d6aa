import { vi } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** Presses until the dialog that this opens is there: a press on a page that has not woken up yet opens nothing. */
export async function openDialog(page: Page, opener: Locator): Promise<Locator> {
  const dialog = page.getByRole('dialog')
  await vi.waitUntil(async () => {
    if (!(await dialog.isVisible()) && (await opener.isEnabled())) await opener.click()
    return dialog.isVisible()
  }, { timeout: 20_000, interval: 100 })
  return dialog
}

/** Presses the step of that name and, in the dialog that asks once more, presses it again. */
export async function takeConfirmedStep(page: Page, name: string): Promise<void> {
  const dialog = await openDialog(page, page.getByRole('button', { name, exact: true }))
  await dialog.getByRole('button', { name, exact: true }).click()
}
