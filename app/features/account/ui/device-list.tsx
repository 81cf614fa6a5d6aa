import { Form } from '@remix-run/react'
import { MonitorSmartphone } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Status } from '#app/ui/status.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useReaderZone } from '#app/ui/reader-zone.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { OwnSession } from '#server/features/identity/queries.ts'

import { deviceOf } from '../view.ts'

/** Where this person is signed in; any of them can be ended, and its open pages with it. */
export function DeviceList({ sessions }: { sessions: OwnSession[] }) {
  const t = useTranslate()
  const locale = useLocale()
  const zone = useReaderZone() ?? 'Asia/Shanghai'
  const when = (at: number): string => `${wallDay(at, zone, locale)} ${wallTime(at, zone)}`
  return (
    <ul className="border-t border-line">
      {sessions.map((session) => {
        const { browser, system } = deviceOf(session.userAgent)
        return (
          <li key={session.publicId} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
            <MonitorSmartphone aria-hidden size={20} strokeWidth={1.5} className="shrink-0 text-ink-3" />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2">
                {browser && system ? t('auth:account.on', { browser, system }) : browser || system || t('auth:account.unknownDevice')}
                {session.isThis && <Status tone="confirmed">{t('auth:account.thisDevice')}</Status>}
              </span>
              <span className="figures block text-sm text-ink-2">{`${t('auth:account.lastSeen', { when: when(session.lastSeenAt) })} · ${t('auth:account.since', { when: when(session.createdAt) })}`}</span>
            </span>
            {!session.isThis && (
              <Form method="post">
                <input type="hidden" name="publicId" value={session.publicId} />
                <Button name="intent" value="revoke">{t('auth:account.revoke')}</Button>
              </Form>
            )}
          </li>
        )
      })}
    </ul>
  )
}
