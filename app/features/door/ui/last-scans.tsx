import { Ban } from 'lucide-react'

import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { DoorDesk } from '#server/features/door-desk/queries.ts'

/** The last lines of the door's book. */
export function LastScans({ desk, zone }: { desk: DoorDesk; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const doorOf = (sessionId: string): string => {
    const door = desk.doors.find((one) => one.sessionId === sessionId)
    return sessionId === '' || door === undefined ? t('door:crew.main') : pick(door.nameZh, door.nameEn)
  }
  return (
    <section aria-labelledby="door-last">
      <h2 id="door-last" className="mb-2 text-base font-semibold">{t('door:desk.last')}</h2>
      <Table
        caption={t('door:desk.last')} rows={desk.last} rowKey={(one) => one.id}
        columns={[
          { key: 'who', head: t('door:desk.who'), names: true, cell: (one) => (one.who === null ? t('door:desk.nobody') : <>{pick(one.who.nameZh, one.who.nameEn)} <span className="font-normal text-ink-2">{pick(one.who.organizationZh, one.who.organizationEn)}</span></>) },
          { key: 'what', head: t('door:desk.what'), cell: (one) => (
            <span className="flex flex-wrap gap-1 max-md:justify-end">
              {one.outcome === 'accepted' ? <Status plain tone={one.kind === 'entry' ? 'confirmed' : 'neutral'}>{t(`door:desk.${one.kind}`)}</Status> : <Status plain tone="live" icon={Ban}>{t(`door:short.${one.reason}`)}</Status>}
              {one.isOffline && <Status plain tone="waiting">{t('door:desk.offline')}</Status>}
              {one.kind === 'undo' && one.deposit === 'already' && <Status plain tone="info">{t('door:desk.depositBack')}</Status>}
            </span>
          ) },
          { key: 'door', head: t('door:desk.doorHead'), wideOnly: true, cell: (one) => doorOf(one.sessionId) },
          { key: 'by', head: t('door:desk.byHead'), wideOnly: true, cell: (one) => pick(one.byZh, one.byEn) },
          { key: 'when', head: t('door:desk.when'), align: 'end', cell: (one) => <Time at={one.scannedAt} zone={zone} /> },
        ]}
      />
    </section>
  )
}
