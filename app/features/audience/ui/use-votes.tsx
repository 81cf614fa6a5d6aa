import { useRef, useState } from 'react'

import { createLine } from '#app/http/in-turn.ts'
import { newOnceKey, sendOrder } from '#app/http/send-order.ts'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { AudienceSnapshot, QuestionCard } from '#server/protocol/audience.ts'
import type { Refusal } from '#server/protocol/client-to-server.ts'

type Counted = { votes: number; seen: number }

export type Votes = {
  isOn: (questionId: string) => boolean
  countOf: (question: QuestionCard) => number
  press: (question: QuestionCard) => void
  ballotOf: (pollId: string) => string[]
  vote: (pollId: string, choices: string[]) => void
  /** The poll whose vote is under way. */
  voting: string | null
}

/** The reader's own votes: shown at once, sent over the socket, sent again where the answer is lost, and counted once. */
export function useVotes(mine: AudienceSnapshot['mine']): Votes {
  const t = useTranslate()
  const toast = useToast()
  const [pressed, setPressed] = useState<Record<string, boolean>>({})
  const [counted, setCounted] = useState<Record<string, Counted>>({})
  const [ballots, setBallots] = useState<Record<string, string[]>>({})
  const [voting, setVoting] = useState<string | null>(null)
  const isOn = (questionId: string): boolean => pressed[questionId] ?? mine.upVoted.includes(questionId)
  const refused = (refusal: Refusal | null): void => toast({ text: refusal === null ? t('audience:noAnswer') : t(`errors:${refusal.code}`, refusal.params), tone: 'error' })

  // Per question one after the other: a first press that is sent again must not come after the second, which took it back.
  const lines = useRef(new Map<string, (press: { question: QuestionCard; next: boolean }) => void>())

  async function send({ question, next }: { question: QuestionCard; next: boolean }): Promise<boolean> {
    const answer = await sendOrder('question:vote', { questionId: question.id, isOn: next })
    if (answer?.ok) setCounted((all) => ({ ...all, [question.id]: { votes: answer.value.votes, seen: question.votes } }))
    else {
      setPressed((all) => ({ ...all, [question.id]: !next }))
      refused(answer)
    }
    return answer?.ok === true
  }

  function press(question: QuestionCard): void {
    const next = !isOn(question.id)
    setPressed((all) => ({ ...all, [question.id]: next }))
    const line = lines.current.get(question.id) ?? createLine(send)
    lines.current.set(question.id, line)
    line({ question, next })
  }

  async function vote(pollId: string, choices: string[]): Promise<void> {
    setVoting(pollId)
    const answer = await sendOrder('poll:vote', { pollId, choices, key: newOnceKey() })
    setVoting(null)
    if (!answer?.ok) return refused(answer)
    setBallots((all) => ({ ...all, [pollId]: answer.value.choices }))
    toast({ text: t('audience:poll.counted') })
  }

  return {
    isOn,
    // The answer to the own press is newer than the room's count until that moves.
    countOf: (question) => {
      const own = counted[question.id]
      return own !== undefined && own.seen === question.votes ? own.votes : question.votes
    },
    press,
    ballotOf: (pollId) => ballots[pollId] ?? mine.ballots.find((ballot) => ballot.pollId === pollId)?.choices ?? [],
    vote: (pollId, choices) => void vote(pollId, choices),
    voting,
  }
}
