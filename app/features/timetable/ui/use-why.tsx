import { useMemo } from 'react'

import { timeNames } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import { whyHere } from '#server/domain/timetable/why-here.ts'

import { whyTexts } from '../view.ts'
import type { BoardSource, LiveBoardState } from './use-board.tsx'

/** Why a meeting is at its slot and table, in sentences; none where none is pointed at or it has no place. */
export function useWhy({ frame, names }: BoardSource, { state, figures }: LiveBoardState, meeting: string | null, zone: string): string[] {
  const t = useTranslate()
  const locale = useLocale()
  return useMemo(() => {
    if (meeting === null) return []
    const named = timeNames(frame.slots.flatMap((slot) => slot?.startsAtMs ?? []), zone, locale)
    const timeOf = (slot: number): string => named(frame.slots[slot]?.startsAtMs ?? 0)
    return whyTexts(t, whyHere(figures.problem, state.placed, meeting, figures.board), { frame, names }, locale, timeOf)
  }, [frame, names, state, figures, meeting, zone, t, locale])
}
