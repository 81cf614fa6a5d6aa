import { LogOut, RefreshCw } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Switch } from '#app/ui/switch.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { useTranslate } from '#app/ui/translate.tsx'

import { wipePhone } from './kept.tsx'
import type { DoorHeld } from './use-door.tsx'

import { telling } from './tell-crew.tsx'
import { WalkInForm } from './walk-in-form.tsx'

type Props = { open: boolean; onClose: () => void; door: DoorHeld; slug: string; zone: string; sessionId: string; isKept: boolean | null }

/** All that isn't needed at every guest. */
export function CrewMenu({ open, onClose, door, slug, zone, sessionId, isKept }: Props) {
  const t = useTranslate()
  const { kept, link, waiting } = door
  return (
    <Sheet open={open} onClose={onClose} title={t('door:menu.title')}>
      <div data-density="touch" className="flex flex-col gap-6">
        <WalkInForm door={door} sessionId={sessionId} onDone={onClose} />
        <section aria-labelledby="door-phone" className="flex flex-col gap-2">
          <h3 id="door-phone" className="text-base font-semibold">{t('door:menu.phone')}</h3>
          <Switch label={t('door:menu.sound')} defaultChecked={telling.hasSound()} onChange={(change) => telling.setSound(change.currentTarget.checked)} />
          <Switch label={t('door:menu.buzz')} defaultChecked={telling.hasBuzz()} onChange={(change) => telling.setBuzz(change.currentTarget.checked)} />
          <p className="text-sm text-ink-2">{t(isKept ? 'door:menu.kept' : 'door:menu.notKept')}</p>
          {kept !== null && <p className="figures text-sm text-ink-2">{t('door:menu.list', { count: kept.list.guests.length, at: wallTime(kept.list.at, zone), until: wallTime(kept.list.expiresAt, zone) })}</p>}
          <Button type="button" icon={RefreshCw} wide disabled={link === 'asking'} onClick={() => void door.refresh()}>{t('door:menu.refresh')}</Button>
        </section>
        <Leaving slug={slug} waiting={waiting.length} />
      </div>
    </Sheet>
  )
}

/** Signing out takes the list off the phone; scans that nobody has heard of yet would be lost with it, so it says so first. */
function Leaving({ slug, waiting }: { slug: string; waiting: number }) {
  const t = useTranslate()
  const [isLeaving, setLeaving] = useState(false)
  return (
    <form
      method="post" action="/sign-out" aria-label={t('door:menu.leave')} className="flex flex-col gap-2"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        const form = submitted.currentTarget
        setLeaving(true)
        void wipePhone().then(() => form.submit())
      }}
    >
      {waiting > 0 && <Notice tone="warn">{t('door:menu.stillWaiting', { count: waiting })}</Notice>}
      <input type="hidden" name="from" value={slug} />
      <Button icon={LogOut} look={waiting > 0 ? 'danger' : 'secondary'} wide busy={isLeaving}>{t(waiting > 0 ? 'door:menu.leaveAnyway' : 'door:menu.leave')}</Button>
    </form>
  )
}
