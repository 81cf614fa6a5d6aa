import { useTranslate } from '#app/ui/translate.tsx'
import { Status } from '#app/ui/status.tsx'
import { CloudOff, RefreshCw } from 'lucide-react'

import type { LiveLink } from './use-live-room.tsx'

/** Whether what is shown is what the server has. */
export function LinkMark({ link }: { link: LiveLink }) {
  const t = useTranslate()
  return (
    <span role="status">
      {link === 'live' && <Status tone="confirmed" plain>{t('agenda:link.live')}</Status>}
      {link === 'joining' && <Status tone="neutral" icon={RefreshCw} plain>{t('agenda:link.joining')}</Status>}
      {link === 'away' && <Status tone="waiting" icon={CloudOff} plain>{t('agenda:link.away')}</Status>}
    </span>
  )
}
