import type { ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { CrewSnapshot } from '#server/protocol/stage.ts'

import type { LiveStage } from './use-stage.tsx'

import { LargeButtons, SmallButtons, UndoLine } from './desk-buttons.tsx'
import { DeskDrift } from './desk-drift.tsx'
import { DeskMessage } from './desk-message.tsx'
import { DeskNow } from './desk-now.tsx'
import { DeskRundown } from './desk-rundown.tsx'
import { DeskSettings } from './desk-settings.tsx'
import { DeskLog, DeskScreens } from './desk-side.tsx'
import { useDesk, useSpace } from './use-desk.tsx'

export type DeskProps = {
  stage: LiveStage
  crew: CrewSnapshot
  link: { url: string; qr: { size: number; path: string } }
  mayRun: boolean
  /** The event is live: what is opened now is the day itself. */
  isLive: boolean
  /** Whom lateness concerns, shown under the choices. */
  concerned: ReactNode
}

/** The desk: what is on, what is next, how late; three large buttons, everything else small, and the log on the same page. */
export function Desk({ stage, crew, link, mayRun, isLive, concerned }: DeskProps) {
  const t = useTranslate()
  const { snapshot, now, clock } = stage
  const { state, stageId, zone } = snapshot
  const { act, isBusy } = useDesk(stageId, state)
  useSpace(() => {
    if (mayRun && state !== null && !state.isEnded) act('next')
  })
  const isStale = state !== null && state.isRehearsal && isLive
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {(state === null || isStale) && <OpenStage lines={snapshot.planned.length} isLive={isLive} isStale={isStale} mayRun={mayRun} open={() => act('open')} />}
        {state !== null && !isStale && (
          <>
            {state.isRehearsal && <Notice tone="warn" title={t('stage:rehearsal')} action={mayRun && <Button type="button" look="quiet" onClick={() => act('open')}>{t('stage:open.again')}</Button>}>{t('stage:rehearsalText')}</Notice>}
            <DeskNow stage={stage} />
            {mayRun && <LargeButtons snapshot={snapshot} state={state} act={act} isBusy={isBusy} />}
            {mayRun && <SmallButtons snapshot={snapshot} state={state} act={act} isBusy={isBusy} />}
            {mayRun && <UndoLine last={crew.log[0]} state={state} clock={clock} act={act} />}
            {mayRun && <DeskDrift state={state} now={now} zone={zone} act={act} concerned={concerned} />}
          </>
        )}
        <DeskRundown snapshot={snapshot} now={now} act={mayRun && !isStale ? act : null} />
        {mayRun && state !== null && !isStale && (
          <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
            <DeskSettings settings={state.settings} act={act} />
            <Button type="button" look="quiet" onClick={() => act('reload')}>{t('stage:act.reload')}</Button>
          </div>
        )}
      </div>
      <aside className="flex min-w-0 flex-col gap-8">
        <DeskScreens snapshot={snapshot} link={link} />
        {mayRun && <DeskMessage stageId={stageId} shown={crew.message} />}
        <DeskLog log={crew.log} snapshot={snapshot} />
      </aside>
    </div>
  )
}

function OpenStage({ lines, isLive, isStale, mayRun, open }: { lines: number; isLive: boolean; isStale: boolean; mayRun: boolean; open: () => void }) {
  const t = useTranslate()
  if (lines === 0 && !isStale) return <EmptyState title={t('stage:open.empty')}>{t('stage:open.emptyText')}</EmptyState>
  return (
    <EmptyState
      title={t(isLive ? 'stage:open.ready' : 'stage:open.early')}
      action={mayRun && <Button type="button" look="primary" density="touch" onClick={open}>{t(isLive ? 'stage:open.live' : 'stage:open.rehearse')}</Button>}
    >
      {t(isLive ? 'stage:open.readyText' : 'stage:open.earlyText')}
    </EmptyState>
  )
}
