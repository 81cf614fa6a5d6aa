import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'

import type { Answer } from '#app/http/respond.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { StageState } from '#server/domain/stage/model.ts'
import type { StageStepAnswer } from '#server/protocol/stage.ts'

export type DeskAct = (act: string, fields?: Record<string, string>) => void

/** Two presses within this time are one: a hand that trembles must not start whom it has just called. */
const samePressMs = 500

/**
 * Sends acts to the desk's action with the number of the state that is on the screen. Where somebody else was quicker, that
 * is said and nothing has happened; the new state comes by the room.
 */
export function useDesk(stageId: string, state: StageState | null): { act: DeskAct; isBusy: boolean } {
  const fetcher = useFetcher<Answer<StageStepAnswer>>()
  const t = useTranslate()
  const toast = useToast()
  const seq = useRef(0)
  seq.current = state?.seq ?? 0
  const last = useRef({ act: '', at: 0 })
  const { submit, data } = fetcher
  const act = useCallback<DeskAct>((name, fields = {}) => {
    const at = performance.now()
    if (last.current.act === name && at - last.current.at < samePressMs) return
    last.current = { act: name, at }
    submit({ act: name, stageId, seq: String(seq.current), ...fields }, { method: 'post' })
  }, [submit, stageId])
  useEffect(() => {
    if (data === undefined) return
    if (!data.ok) toast({ text: data.error.message, tone: 'error' })
    else if (!data.value.applied) toast({ text: t('stage:desk.quicker') })
  }, [data, toast, t])
  return { act, isBusy: fetcher.state !== 'idle' }
}

/**
 * Space is “next”, wherever the hand was last; in a field it is a space, and on a part that was reached by keyboard it
 * presses that part.
 */
export function useSpace(next: () => void): void {
  const latest = useRef(next)
  latest.current = next
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== 'Space' || event.repeat || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, select, button, a, summary, [role="dialog"], [contenteditable]') !== null) return
      event.preventDefault()
      latest.current()
    }
    // A button pressed by hand gives Space back to the desk.
    const onClick = (event: MouseEvent): void => {
      const button = (event.target as Element).closest('button')
      if (event.detail > 0 && button !== null && button.closest('[role="dialog"]') === null) button.blur()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
    }
  }, [])
}
