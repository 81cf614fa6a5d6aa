import { CloudOff, Ellipsis, RefreshCw } from 'lucide-react'

import { IconButton } from '#app/ui/icon-button.tsx'
import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import type { DoorHeld } from './use-door.tsx'

type Props = { door: DoorHeld; isKept: boolean | null; name: string; sessionId: string; onSession: (sessionId: string) => void; onMenu: () => void }

/** Which door, how many have come, and whether the server hears. */
export function CrewBar({ door, isKept, name, sessionId, onSession, onMenu }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const { kept, link, waiting, presences } = door
  const isBooked = kept?.list.doors.find((one) => one.sessionId === sessionId)?.isBooked === true
  const expected = kept?.list.guests.filter((one) => one.ticket === 'valid' && (!isBooked || one.sessionIds.includes(sessionId))).length ?? 0
  const here = presences.filter((one) => one.sessionId === sessionId).length
  return (
    <header className="row-start-1 flex flex-col gap-2 border-b border-line bg-sheet p-3 pt-[max(0.75rem,env(safe-area-inset-top))] short:col-start-2">
      <div className="flex items-center gap-2">
        <h1 className="sr-only">{t('door:crew.title')}</h1>
        <label className="sr-only" htmlFor="door-session">{t('door:crew.door')}</label>
        <select id="door-session" value={sessionId} onChange={(change) => onSession(change.currentTarget.value)} className="entry min-w-0 flex-1 font-semibold">
          {(kept?.list.doors ?? [{ sessionId: '', nameZh: name, nameEn: name }]).map((one) => <option key={one.sessionId} value={one.sessionId}>{one.sessionId === '' ? `${t('door:crew.main')} · ${name}` : pick(one.nameZh, one.nameEn)}</option>)}
        </select>
        <IconButton icon={Ellipsis} label={t('door:menu.title')} onClick={onMenu} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm" role="status">
        <span className="figures">{kept !== null && t('door:crew.count', { here, expected })}</span>
        <span className="flex flex-wrap gap-1">
          {waiting.length > 0 && <Status tone="waiting" icon={RefreshCw}>{t('door:crew.waiting', { count: waiting.length })}</Status>}
          {door.refusal === null && (link === 'away' ? <Status tone="waiting" icon={CloudOff}>{t('door:crew.away')}</Status> : <Status tone={link === 'live' ? 'confirmed' : 'neutral'}>{t(link === 'live' ? (isKept ? 'door:crew.liveKept' : 'door:crew.live') : 'door:crew.loading')}</Status>)}
        </span>
      </div>
    </header>
  )
}
