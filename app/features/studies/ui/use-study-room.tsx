import { useRevalidator } from '@remix-run/react'
import { useState } from 'react'

import { useDeskRoom } from '#app/http/use-desk-room.ts'

import type { StudyProgress } from '../view.ts'

/** Follows the studies of one kind that are made of a draft: the page is loaded again as they change; what is under way reports here. */
export function useStudyRoom(room: string, seq: number, about: { draftId: string; kind: 'what_if' | 'rehearsal' }): StudyProgress | null {
  const { revalidate } = useRevalidator()
  const [heard, setHeard] = useState<StudyProgress | null>(null)
  useDeskRoom(room, seq, {
    onFact: (fact) => fact.name === 'study:changed' && fact.payload.draftId === about.draftId && fact.payload.kind === about.kind && revalidate(),
    onStudy: setHeard,
    onLost: revalidate,
  })
  return heard
}
