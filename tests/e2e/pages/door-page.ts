import type { Locator, Page } from 'playwright-core'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** The crew's phone at the door of an event. */
export class DoorPage {
  private readonly t
  constructor(private readonly page: Page, private readonly origin: string, private readonly slug: string, locale: Locale) {
    this.t = translator(locale)
  }

  private get field(): Locator {
    return this.page.getByLabel(this.t('door:crew.field'))
  }

  /** Opens it and waits until the list is there and the page opens without a network. */
  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/door/${this.slug}`)
    await this.page.getByText(this.t('door:crew.liveKept')).waitFor()
  }

  async goOffline(): Promise<void> {
    await this.page.context().setOffline(true)
    await this.page.getByText(this.t('door:crew.away')).waitFor()
  }

  /** Without a network, as a phone that was switched off and on. */
  async reloadOffline(): Promise<void> {
    await this.page.reload()
    await this.page.getByText(this.t('door:crew.away')).waitFor()
  }

  /** Back online; waits until nothing waits any more, and answers with what the page says of it. */
  async goOnline(): Promise<string> {
    await this.page.context().setOffline(false)
    const said = this.page.getByText(this.t('door:back.conflicts', { sent: '', conflicts: '' }).split(/[\s：:，,]/)[0] ?? '').last()
    await said.waitFor()
    return (await said.textContent()) ?? ''
  }

  /** Scans by typing the code, as a hand scanner does; answers with the big word of the result. */
  async scan(code: string): Promise<string> {
    const before = await this.shownNonce()
    await this.field.fill(code)
    await this.field.press('Enter')
    return this.answer(before)
  }

  /** Finds somebody by name and presses her. */
  async passByName(name: string): Promise<string> {
    const before = await this.shownNonce()
    await this.field.fill(name)
    await this.page.getByRole('region', { name: this.t('door:search.title') }).getByRole('button').first().click()
    return this.answer(before)
  }

  /** Turns the camera on; what it sees is read from then on. */
  async startCamera(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('door:camera.start') }).click()
  }

  /** Presses on until a ticket before the camera gets this answer (the film shows each again and again); what stands there then. */
  async nextInView(word: string): Promise<string> {
    for (;;) {
      const before = await this.shownNonce()
      await this.next()
      if ((await this.answer(before)) === word) return this.text()
    }
  }

  private async shownNonce(): Promise<string> {
    return (await this.result.count()) === 0 ? '' : ((await this.result.getAttribute('data-nonce')) ?? '')
  }

  private get result(): Locator {
    return this.page.getByRole('region', { name: this.t('door:result.label') })
  }

  /** The large word: 请进, 不能入场 … with the reason's code behind it where somebody isn't let in. */
  async answer(before = ''): Promise<string> {
    await this.page.locator(`section[data-nonce]:not([data-nonce="${before}"])`).waitFor()
    const word = this.result.locator('p').first()
    await word.waitFor()
    const reason = await this.result.getAttribute('data-reason')
    return [await word.textContent(), reason].filter(Boolean).join(' ')
  }

  text(): Promise<string> {
    return this.result.innerText()
  }

  async undo(): Promise<string> {
    await this.result.getByRole('button', { name: this.t('door:result.undo') }).click()
    await this.result.getByText(this.t('door:result.undone'), { exact: true }).waitFor()
    return this.answer()
  }

  async next(): Promise<void> {
    await this.result.getByRole('button', { name: this.t('door:result.next') }).click()
    await this.result.waitFor({ state: 'hidden' })
  }

  /** `3 条待上传` or null. */
  async waiting(): Promise<string | null> {
    const shown = this.page.getByText(/\d+ 条待上传|\d+ to send/)
    return (await shown.count()) === 0 ? null : shown.first().textContent()
  }

  async chooseDoor(name: string): Promise<void> {
    await this.page.getByLabel(this.t('door:crew.door')).selectOption({ label: name })
  }

  async openMenu(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('door:menu.title') }).click()
  }

  async walkIn(name: string, organization: string): Promise<string> {
    await this.openMenu()
    const dialog = this.page.getByRole('dialog', { name: this.t('door:menu.title') })
    await dialog.getByLabel(this.t('door:walkIn.name')).fill(name)
    await dialog.getByLabel(this.t('door:walkIn.organization')).fill(organization)
    await dialog.getByRole('button', { name: this.t('door:walkIn.submit') }).click()
    await dialog.waitFor({ state: 'hidden' })
    return this.answer()
  }

  async signOut(): Promise<void> {
    await this.openMenu()
    await this.page.getByRole('button', { name: this.t('door:menu.leave') }).click()
    await this.page.waitForURL(`${this.origin}/`)
  }

  /** Back online after the session was ended elsewhere; what the page says of it. */
  async comeBackSignedOut(): Promise<string> {
    await this.page.context().setOffline(false)
    const notice = this.page.getByRole('alert').filter({ hasText: this.t('door:crew.signedOut') })
    await notice.waitFor()
    return notice.innerText()
  }

  /** What is said before signing out; and, once it is pressed without a network, that nothing has changed. */
  async tryToLeaveOffline(): Promise<string> {
    await this.openMenu()
    const leaving = this.page.getByRole('form', { name: this.t('door:menu.leave') })
    const said = await leaving.innerText()
    await leaving.getByRole('button').click()
    await leaving.getByText(this.t('door:menu.cannotLeave')).waitFor()
    await this.page.keyboard.press('Escape')
    await leaving.waitFor({ state: 'hidden' })
    return said
  }

  /** From the next page on, the phone's memory takes its time to open, as that of an old phone does. */
  async slowMemory(): Promise<void> {
    await this.page.addInitScript(() => Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', {
      set(this: IDBOpenDBRequest, then: (event: Event) => void) {
        this.addEventListener('success', (event) => setTimeout(() => then.call(this, event), 400))
      },
    }))
  }

  /** Signs out on another page while scans wait: led back here, told how many, and leaves all the same. Answers with what was said. */
  async signOutElsewhere(): Promise<string> {
    await this.page.goto(`${this.origin}/account`)
    await this.page.locator(`summary[aria-label="${this.t('common:account.menu')}"]`).click()
    await this.page.getByRole('button', { name: this.t('common:account.signOut') }).click()
    const leaving = this.page.getByRole('form', { name: this.t('door:menu.leave') })
    await leaving.waitFor()
    const said = await leaving.innerText()
    await leaving.getByRole('button').click()
    await this.page.waitForURL(`${this.origin}/`)
    return said
  }

  /** What lies on this phone, as anybody who holds it could read it. */
  kept(): Promise<{ waiting: unknown[]; all: string; shelves: string[] }> {
    return this.page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asking = indexedDB.open('touhai-door')
        asking.onsuccess = () => resolve(asking.result)
        asking.onerror = () => reject(new Error('no database'))
      })
      const stores = [...db.objectStoreNames]
      const read = (name: string): Promise<unknown[]> => new Promise((resolve) => {
        const asking = db.transaction(name).objectStore(name).getAll()
        asking.onsuccess = () => resolve(asking.result)
      })
      const held = await Promise.all(stores.map(async (name) => [name, await read(name)] as const))
      db.close()
      return { waiting: held.find(([name]) => name === 'waiting')?.[1] ?? [], all: JSON.stringify(held, (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)), shelves: (await caches.keys()).filter((name) => name.startsWith('touhai-door')) }
    })
  }
}

/** The organizer's page of the door. */
export class DoorDeskPage {
  private readonly t
  constructor(private readonly page: Page, private readonly origin: string, private readonly slug: string, locale: Locale) {
    this.t = translator(locale)
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/organize/${this.slug}/door`)
    await this.page.getByRole('heading', { name: this.t('door:desk.title'), level: 1 }).waitFor()
  }

  conflict(name: string): Locator {
    return this.page.getByRole('article', { name })
  }

  /** Settles somebody's conflict; waits until the page shows how. */
  async settle(name: string, verdict: 'same_person' | 'copied' | 'let_stay' | 'sent_out', note: string): Promise<void> {
    const card = this.conflict(name)
    await card.getByLabel(this.t('door:conflict.verdict')).selectOption(verdict)
    await card.getByLabel(this.t('door:conflict.note')).fill(note)
    await card.getByRole('button', { name: this.t('door:conflict.settle') }).click()
    await card.getByText(this.t('door:conflict.settled', { verdict: this.t(`door:conflict.${verdict}`) })).waitFor()
  }

  /** The figure of arrivals. */
  async arrived(): Promise<number> {
    const label = this.page.getByRole('term').filter({ hasText: this.t('door:desk.arrived') }).first()
    return Number(await label.locator('xpath=following-sibling::dd | preceding-sibling::dd').last().textContent())
  }
}
