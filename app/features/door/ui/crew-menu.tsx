import { LogOut, RefreshCw } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Switch } from '#app/ui/switch.tsx'
import { wallTime } from '#app/ui/time-format.ts'
import { useTranslate } from '#app/ui/translate.tsx'

import { wipeNames } from './kept.tsx'
import type { DoorHeld } from './use-door.tsx'

import { telling } from './tell-crew.tsx'
import { WalkInForm } from './walk-in-form.tsx'

type Props = { open: boolean; /** She was about to sign out on another page. */ isLeaving: boolean; onClose: () => void; door: DoorHeld; zone: string; sessionId: string; isKept: boolean | null }

/** All that isn't needed at every guest. */
export function CrewMenu({ open, isLeaving, onClose, door, zone, sessionId, isKept }: Props) {
  const t = useTranslate()
  const { kept, link, waiting, others } = door
  // Not before it is known what would stay behind.
  const leaving = others !== null && <Leaving waiting={waiting.length} others={others} />
  return (
    <Sheet open={open} onClose={onClose} title={t('door:menu.title')}>
      <div data-density="touch" className="flex flex-col gap-6">
        {isLeaving && leaving}
        <WalkInForm door={door} sessionId={sessionId} onDone={onClose} />
        <section aria-labelledby="door-phone" className="flex flex-col gap-2">
          <h3 id="door-phone" className="text-base font-semibold">{t('door:menu.phone')}</h3>
          <Switch label={t('door:menu.sound')} defaultChecked={telling.hasSound()} onChange={(change) => telling.setSound(change.currentTarget.checked)} />
          <Switch label={t('door:menu.buzz')} defaultChecked={telling.hasBuzz()} onChange={(change) => telling.setBuzz(change.currentTarget.checked)} />
          <p className="text-sm text-ink-2">{t(isKept ? 'door:menu.kept' : 'door:menu.notKept')}</p>
          {kept !== null && <p className="figures text-sm text-ink-2">{t('door:menu.list', { count: kept.list.guests.length, at: wallTime(kept.list.at, zone), until: wallTime(kept.list.expiresAt, zone) })}</p>}
          <Button type="button" icon={RefreshCw} wide disabled={link === 'asking'} onClick={() => void door.refresh()}>{t('door:menu.refresh')}</Button>
        </section>
        {!isLeaving && leaving}
      </div>
    </Sheet>
  )
}

/** Ends the session, then takes the list off the phone; false where nobody answered, and nothing has changed. */
async function leave(form: HTMLFormElement): Promise<boolean> {
  const left = await fetch(form.action, { method: 'POST', body: new FormData(form) }).then((answer) => answer.ok, () => false)
  if (!left) return false
  await wipeNames().catch(() => undefined)
  location.replace('/')
  return true
}

/** Signing out takes the list off the phone. Scans that nobody has heard of yet stay, and are sent when whoever made them is back: it says so first. */
function Leaving({ waiting, others }: { waiting: number; others: number }) {
  const t = useTranslate()
  const [state, setState] = useState<'here' | 'leaving' | 'away'>('here')
  return (
    <form
      method="post" action="/sign-out" aria-label={t('door:menu.leave')} className="flex flex-col gap-2"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        setState('leaving')
        void leave(submitted.currentTarget).then((left) => setState(left ? 'leaving' : 'away'))
      }}
    >
      {waiting > 0 && <Notice tone="warn" title={t('door:menu.stillWaiting', { count: waiting })}>{t('door:menu.stay')}</Notice>}
      {others > 0 && <p className="text-sm text-ink-2">{t('door:menu.others', { count: others })}</p>}
      {state === 'away' && <Notice tone="error">{t('door:menu.cannotLeave')}</Notice>}
      <input type="hidden" name="sure" value="yes" />
      <Button icon={LogOut} look={waiting > 0 ? 'danger' : 'secondary'} wide busy={state === 'leaving'}>{t(waiting > 0 ? 'door:menu.leaveAnyway' : 'door:menu.leave')}</Button>
    </form>
  )
}
