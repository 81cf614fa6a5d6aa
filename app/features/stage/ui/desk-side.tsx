import { MonitorPlay, MonitorSpeaker, Smartphone, Users } from 'lucide-react'

import { LinkButton } from '#app/ui/link-button.tsx'
import { Qr } from '#app/ui/qr.tsx'
import { wallParts } from '#app/ui/time-format.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { StageLogEntry, StageSnapshot } from '#server/protocol/stage.ts'

import { cardOf } from '../view.ts'

import { useLineName } from './names.tsx'

/** The other views of this stage; the phone's also as a code to be photographed. */
export function DeskScreens({ snapshot, link }: { snapshot: StageSnapshot; link: { url: string; qr: { size: number; path: string } } }) {
  const t = useTranslate()
  const { stageId, slug } = snapshot
  const views = [
    { to: `/screen/${stageId}`, key: 'screen', icon: MonitorPlay },
    { to: `/monitor/${stageId}`, key: 'monitor', icon: MonitorSpeaker },
    { to: `/backstage/${stageId}`, key: 'backstage', icon: Users },
    { to: `/events/${slug}/live?stage=${stageId}`, key: 'live', icon: Smartphone },
  ]
  return (
    <section aria-labelledby="desk-screens" className="flex flex-col gap-3">
      <h2 id="desk-screens" className="text-base">{t('stage:views.title')}</h2>
      <div className="flex flex-wrap gap-4">
        <div className="flex flex-1 flex-col items-start gap-1">
          {views.map(({ to, key, icon }) => <LinkButton key={key} to={to} look="quiet" icon={icon} target="_blank" reloadDocument>{t(`stage:views.${key}`)}</LinkButton>)}
        </div>
        <Qr code={link.qr} label={t('stage:screen.qr', { url: link.url })} className="size-36 shrink-0" />
      </div>
    </section>
  )
}

/** What happened, newest first, with who did it. */
export function DeskLog({ log, snapshot }: { log: readonly StageLogEntry[]; snapshot: StageSnapshot }) {
  const t = useTranslate()
  const pick = usePick()
  const nameOf = useLineName()
  const about = (lineId: string | null): string => {
    const line = snapshot.state?.lines.find((one) => one.id === lineId)
    return line === undefined ? '' : nameOf({ line, card: cardOf(snapshot, line.id) })
  }
  return (
    <section aria-labelledby="desk-log" className="flex flex-col gap-2">
      <h2 id="desk-log" className="text-base">{t('stage:log.title')}</h2>
      {log.length === 0 ? (
        <p className="text-sm text-ink-2">{t('stage:log.none')}</p>
      ) : (
        <ol tabIndex={0} aria-labelledby="desk-log" className="max-h-80 overflow-y-auto border-y border-line text-sm">
          {log.map((entry) => (
            <li key={entry.seq} className="flex gap-3 border-b border-line px-1 py-1.5 last:border-b-0">
              <time dateTime={new Date(entry.at).toISOString()} className="shrink-0 text-ink-2">{secondsText(entry.at, snapshot.zone)}</time>
              <span className="min-w-0 flex-1">
                {[t(`stage:log.${entry.kind}`), about(entry.lineId), entry.ms === null ? '' : t(entry.ms < 0 ? 'stage:log.less' : 'stage:log.minutes', { minutes: Math.abs(Math.round(entry.ms / 30_000) / 2) })].filter(Boolean).join(' · ')}
              </span>
              <span className="max-w-24 shrink-0 truncate text-ink-2">{pick(entry.byZh, entry.byEn) || t('stage:log.byItself')}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function secondsText(at: number, zone: string): string {
  const { hour, minute } = wallParts(at, zone)
  return `${hour}:${minute}:${String(Math.floor(at / 1_000) % 60).padStart(2, '0')}`
}
