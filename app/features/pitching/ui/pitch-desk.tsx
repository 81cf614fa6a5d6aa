import { useServerClock, useTick } from '#app/http/server-clock.ts'
import { countOf, useFreshPage } from '#app/http/use-fresh-page.ts'
import { useRoom } from '#app/http/use-room.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { TagOption } from '#app/ui/multi-select.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { PitchRoster } from '#server/features/pitch-roster/queries.ts'
import type { PitchingSnapshot, PitchSessionCard } from '#server/protocol/pitching.ts'

import { boardStep, stageOf } from '../view.ts'

import { ClearingView } from './clearing-view.tsx'
import { Countdown } from './countdown.tsx'
import { RosterTable } from './roster-table.tsx'
import { RulesForm, type RulesValues } from './rules-form.tsx'
import { SlotDesk } from './slot-desk.tsx'
import { TechDesk } from './tech-desk.tsx'
import { usePitchHand } from './use-pitch-hand.tsx'

export type OpenSession = { session: PitchSessionCard; roster: PitchRoster; version: number; values: RulesValues; techStart: string }
type Props = {
  slug: string; zoneLabel: string; action: string; rooms: { board: string; desk: string; deskSeq: number }; board: { snapshot: PitchingSnapshot; seq: number }
  mayRun: boolean; now: number; sectors: TagOption[]; open: OpenSession
}

const countPitchers = countOf('pitcher:changed')

/** The organizer's side of one session: what stands, who still has to do what, the rules. */
export function PitchDesk({ slug, zoneLabel, action, rooms, board: loaded, mayRun, now: madeAt, sectors, open }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const { snapshot: board } = useRoom({ room: rooms.board, loaded, step: boardStep })
  useFreshPage({ room: rooms.desk, seq: rooms.deskSeq, counts: countPitchers })
  const hand = usePitchHand(action)
  const session = board.sessions.find((one) => one.id === open.session.id) ?? open.session
  const now = useTick(useServerClock(madeAt), madeAt, session.opensAt ?? session.closesAt)
  const slots = board.slots.filter((slot) => slot.sessionId === session.id)
  const stage = stageOf(session, now)
  const decks = open.roster.pitchers.filter((one) => one.deck?.state === 'uploaded').length
  const sectorName = (code: string): string => sectors.find((one) => one.value === code)?.label ?? code
  const error = hand.errorOf('clear')
  return (
    <>
      {board.sessions.length > 1 && <Tabs label={t('pitching:sessions')} tabs={board.sessions.map((one) => ({ to: `/organize/${slug}/pitching?session=${one.id}`, label: pick(one.nameZh, one.nameEn), current: one.id === session.id }))} />}
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <p className="figures text-ink-2">{t('pitching:desk.facts', { taken: slots.filter((slot) => slot.state === 'taken').length, all: slots.length, waiting: session.waiting, decks })}</p>
        {stage === 'before' && session.opensAt !== null && <Countdown label={t('pitching:open.in')} to={session.opensAt} now={now} />}
        {stage === 'ranking' && session.closesAt !== null && <Countdown label={t('pitching:open.rankIn')} to={session.closesAt} now={now} />}
        {stage === 'clearing' && mayRun && <Button type="button" look="primary" busy={hand.sending === 'clear'} onClick={() => hand.send('clear', { intent: 'clear', sessionId: session.id })}>{t('pitching:desk.clear')}</Button>}
        {session.clearedAt !== null && <p className="text-sm text-ink-2">{t('pitching:desk.cleared', { time: `${wallDay(session.clearedAt, board.zone, locale)} ${wallTime(session.clearedAt, board.zone)}` })}</p>}
      </div>
      {error && <Notice tone="error" className="mb-4">{error.message}</Notice>}
      <div className="grid grid-cols-1 gap-6">
        {slots.length === 0 ? <Notice>{t('pitching:desk.noSlots')}</Notice> : <SlotDesk slots={slots} board={board} pitchers={open.roster.pitchers} sectorName={sectorName} hand={hand} mayRun={mayRun} />}
        <Card title={t('pitching:desk.roster')}>
          <RosterTable rows={open.roster.pitchers} zone={board.zone} slug={slug} hand={hand} mayRun={mayRun} />
          {open.roster.clearing && <ClearingView clearing={open.roster.clearing} pitchers={open.roster.pitchers} board={board} />}
        </Card>
        <Card title={t('pitching:desk.tech')}><TechDesk slots={board.techSlots.filter((one) => one.sessionId === session.id)} sessionId={session.id} zone={board.zone} zoneLabel={zoneLabel} start={open.techStart} hand={hand} mayRun={mayRun} /></Card>
        {mayRun && (
          <Card title={t('pitching:desk.rules')}>
            <p className="mb-4 text-sm text-ink-2">{t('pitching:desk.rulesLead')}</p>
            <RulesForm key={`${session.id} ${open.version}`} sessionId={session.id} version={open.version} values={open.values} sectors={sectors} zoneLabel={zoneLabel} action={action} />
          </Card>
        )}
      </div>
    </>
  )
}
