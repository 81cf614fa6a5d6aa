import { useState } from 'react'

import { useRoom } from '#app/http/use-room.ts'
import { useServerClock, useTick } from '#app/http/server-clock.ts'
import { Status } from '#app/ui/status.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnPitch, OwnSession, PitchingSnapshot, PitchSessionCard } from '#server/protocol/pitching.ts'

import { boardStep, firstSession, ownStep, stageOf, standingReasons } from '../view.ts'

import { Countdown } from './countdown.tsx'
import { DeckBox } from './deck-box.tsx'
import { LineBox } from './line-box.tsx'
import { MySlot } from './my-slot.tsx'
import { RankBox } from './rank-box.tsx'
import { RankingResult } from './ranking-result.tsx'
import { SlotList } from './slot-list.tsx'
import { SlotSheet } from './slot-sheet.tsx'
import { SwapBox } from './swap-box.tsx'
import { TechBox } from './tech-box.tsx'
import { usePitchHand } from './use-pitch-hand.tsx'
import { AllReady, WhyNot } from './why-not.tsx'

/** `rooms`: their names, as the server makes them. */
export type LoadedPitch = { rooms: { board: string; own: string }; board: { snapshot: PitchingSnapshot; seq: number }; own: { snapshot: OwnPitch; seq: number } }
type Props = { loaded: LoadedPitch; now: number; base: string; asked: string | null; sectorNames: Record<string, string> }

/** A founder's pitch on her phone: my slot first, then what is still to be done, then what can be chosen. */
export function FounderPitch({ loaded, now: madeAt, base, asked, sectorNames }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const { snapshot: board, link } = useRoom({ room: loaded.rooms.board, loaded: loaded.board, step: boardStep })
  const { snapshot: own } = useRoom({ room: loaded.rooms.own, loaded: loaded.own, step: ownStep })
  const session = firstSession(board, own, asked)
  const mine = own.sessions.find((one) => one.sessionId === session?.id)
  const clock = useServerClock(madeAt)
  const now = useTick(clock, madeAt, session === null || mine === undefined ? null : nextInstant(session, mine, board))
  if (session === null || mine === undefined) return null
  return (
    <>
      {link === 'away' && <p role="status" className="mb-4"><Status tone="waiting" wraps>{t('pitching:away')}</Status></p>}
      {board.sessions.length > 1 && <Tabs label={t('pitching:sessions')} tabs={board.sessions.map((one) => ({ to: `${base}/pitch?session=${one.id}`, label: pick(one.nameZh, one.nameEn), current: one.id === session.id }))} />}
      <InSession key={session.id} {...{ session, mine, board, own, now, base, sectorNames }} />
    </>
  )
}

/** What the figures count towards: without it they need not change each second. */
function nextInstant(session: PitchSessionCard, mine: OwnSession, board: PitchingSnapshot): number | null {
  const slot = board.slots.find((one) => one.itemId === mine.bookings[0]?.itemId)
  return mine.waiting?.offerEndsAt ?? slot?.startsAt ?? session.opensAt ?? session.closesAt
}

type Inside = { session: PitchSessionCard; mine: OwnSession; board: PitchingSnapshot; own: OwnPitch; now: number; base: string; sectorNames: Record<string, string> }

function InSession({ session, mine, board, own, now, base, sectorNames }: Inside) {
  const t = useTranslate()
  const hand = usePitchHand(`${base}/pitch`)
  const [chosen, setChosen] = useState<string | null>(null)
  const [wishes, setWishes] = useState<string[]>(mine.ranking?.itemIds ?? [])
  const slots = board.slots.filter((slot) => slot.sessionId === session.id)
  const stage = stageOf(session, now)
  const reasons = standingReasons(mine)
  const held = mine.bookings.flatMap((booking) => slots.filter((slot) => slot.itemId === booking.itemId).map((slot) => ({ booking, slot })))
  const isFull = held.length >= session.perDelegation
  const noneLeft = slots.length > 0 && slots.every((slot) => slot.state !== 'open')
  const inRanking = stage === 'ranking'
  const choose = (itemId: string): void => {
    if (!inRanking) return setChosen(itemId)
    setWishes((list) => (list.includes(itemId) ? list.filter((one) => one !== itemId) : [...list, itemId]))
  }
  const tech = board.techSlots.filter((one) => one.sessionId === session.id)
  return (
    <>
      {held.map(({ booking, slot }) => <MySlot key={slot.itemId} {...{ booking, slot, session, board, own, now, hand }} />)}
      <SwapBox swaps={own.swaps.filter((swap) => slots.some((slot) => slot.itemId === swap.ownItemId))} board={board} hand={hand} />
      <LineBox own={mine} session={session} slots={slots} zone={board.zone} now={now} hand={hand} mayJoin={!isFull && noneLeft && (stage === 'open' || stage === 'over')} />
      {held.length === 0 && <Gate stage={stage} session={session} now={now} />}
      {held.length === 0 && (reasons.length > 0 ? <WhyNot reasons={reasons} title={t('pitching:why.title')} /> : stage === 'before' && <AllReady />)}
      {inRanking && <RankBox wishes={wishes} onChange={setWishes} own={mine} session={session} board={board} hand={hand} />}
      {mine.result && <RankingResult result={mine.result} session={session} board={board} />}
      <SlotList slots={slots} board={board} mine={new Set(held.map((one) => one.slot.itemId))} sectorName={(code) => sectorNames[code] ?? code} onChoose={(slot) => choose(slot.itemId)} marks={inRanking ? new Map(wishes.map((itemId, at) => [itemId, at + 1])) : undefined} />
      {session.techCheck !== 'none' && <TechBox slots={tech} mine={tech.find((one) => one.id === mine.techSlotId) ?? null} zone={board.zone} now={now} hand={hand} />}
      <DeckBox deck={own.deck} action={`${base}/pitch`} href={`${base}/deck/${own.delegationId}`} />
      <SlotSheet slot={slots.find((slot) => slot.itemId === chosen) ?? null} board={board} own={mine} mineId={isFull ? (held[0]?.slot.itemId ?? null) : null} reasons={[...reasons, ...clockReasons(stage)]} mayBook={stage === 'open'} sectorName={(code) => sectorNames[code] ?? code} hand={hand} onClose={() => setChosen(null)} />
    </>
  )
}

/** What the clock says against booking, for the sheet of a slot. */
function clockReasons(stage: ReturnType<typeof stageOf>): OwnSession['reasons'] {
  return stage === 'closed' ? [{ code: 'pitch.closed', params: {} }] : stage === 'clearing' ? [{ code: 'pitch.ranking_clearing', params: {} }] : []
}

/** When booking opens or lists close, counting down. */
function Gate({ stage, session, now }: { stage: ReturnType<typeof stageOf>; session: PitchSessionCard; now: number }) {
  const t = useTranslate()
  if (stage === 'before' && session.opensAt !== null) return <div className="mb-6 rounded-md border border-line bg-sheet p-4"><Countdown label={t('pitching:open.in')} to={session.opensAt} now={now} urgentMs={60_000} /></div>
  if (stage === 'ranking' && session.closesAt !== null) return <div className="mb-6 rounded-md border border-line bg-sheet p-4"><Countdown label={t('pitching:open.rankIn')} to={session.closesAt} now={now} urgentMs={3_600_000} /></div>
  return null
}
