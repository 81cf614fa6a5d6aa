import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { createLine } from '#app/http/in-turn.ts'
import type { Answer } from '#app/http/respond.ts'
import { sendOrder } from '#app/http/send-order.ts'
import { useInTurn } from '#app/http/use-in-turn.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { StageState } from '#server/domain/stage/model.ts'
import type { Refusal } from '#server/protocol/client-to-server.ts'
import type { StepInput } from '#server/protocol/inputs/stage.ts'
import type { StageStepAnswer } from '#server/protocol/stage.ts'

export type DeskAct = (act: string, fields?: Record<string, string>) => void

/** Two equal presses within this time are one: a hand that trembles must not start whom it has just called. Minutes add up. */
const samePressMs = 500

type Press = { fields: Record<string, string>; /** Number of the state that was on the screen. */ seen: number }

/**
 * Sends acts one after the other over the page's socket, each with the number of the state that its press was about: the one
 * on the screen, or the one that the press before it made. Where somebody else was quicker, that is said, nothing has
 * happened, and presses that waited are dropped, as they were about something else; the new state comes by the room.
 */
export function useDesk(stageId: string, state: StageState | null): { act: DeskAct; isBusy: boolean } {
  const t = useTranslate()
  const toast = useToast()
  const [isStepping, setStepping] = useState(false)
  const latest = useRef({ seq: 0, t, toast })
  latest.current = { seq: state?.seq ?? 0, t, toast }
  const said = useCallback((refusal: Refusal | null) => latest.current.toast({ text: refusal === null ? latest.current.t('stage:desk.noAnswer') : latest.current.t(`errors:${refusal.code}`, refusal.params), tone: 'error' }), [])
  const step = useMemo(() => {
    let made = 0
    return createLine<Press>(async ({ fields, seen }) => {
      const reply = await sendOrder('stage:step', { ...fields, stageId, seq: Math.max(seen, made) } as unknown as StepInput, 1)
      if (reply?.ok !== true) {
        said(reply)
        return false
      }
      const { applied, state: after } = reply.value
      made = after.seq
      if (!applied) latest.current.toast({ text: latest.current.t('stage:desk.quicker') })
      return applied
    }, setStepping)
  }, [stageId, said])
  const opening = useInTurn<Answer<StageStepAnswer>>((answer) => void (!answer.ok && toast({ text: answer.error.message, tone: 'error' })))
  const last = useRef({ press: '', at: 0 })
  const { send } = opening
  const act = useCallback<DeskAct>((name, fields = {}) => {
    const at = performance.now()
    const press = JSON.stringify([name, fields])
    if (name !== 'adjust' && last.current.press === press && at - last.current.at < samePressMs) return
    last.current = { press, at }
    if (name === 'open') send({ act: name, stageId, seq: String(latest.current.seq) })
    else step({ fields: { act: name, ...fields }, seen: latest.current.seq })
  }, [send, step, stageId])
  return { act, isBusy: isStepping || opening.isBusy }
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
