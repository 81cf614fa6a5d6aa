import { applyAudienceFact, type AudienceFact } from '#server/domain/audience/follow.ts'
import { byMerit, byTime } from '#server/domain/audience/questions.ts'
import type { AudienceSnapshot, ModerationSnapshot, PollCard, QuestionCard } from '#server/protocol/audience.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

/** What the hall sees after a fact of its room. */
export const audienceStep = (snapshot: AudienceSnapshot, fact: Fact): AudienceSnapshot => applyAudienceFact(snapshot, fact as AudienceFact<AudienceSnapshot>)

/** What moderators see after a fact of theirs. */
export function moderationStep(snapshot: ModerationSnapshot, fact: Fact): ModerationSnapshot {
  switch (fact.name) {
    case 'question:queued':
      return { ...snapshot, questions: put(snapshot.questions, fact.payload.question) }
    case 'poll:prepared':
      return { ...snapshot, polls: put(snapshot.polls, fact.payload.poll) }
    case 'audience:changed':
      return { ...snapshot, rules: fact.payload.rules }
    case 'question:counted': {
      const votes = new Map(fact.payload.counts.map((count) => [count.questionId, count.votes]))
      return { ...snapshot, questions: snapshot.questions.map((question) => ({ ...question, votes: votes.get(question.id) ?? question.votes })) }
    }
    case 'poll:counted':
      return { ...snapshot, polls: snapshot.polls.map((poll) => (poll.id === fact.payload.pollId ? { ...poll, voters: fact.payload.voters } : poll)) }
    default:
      return snapshot
  }
}

function put<T extends { id: string }>(list: readonly T[], one: T): T[] {
  return list.some((other) => other.id === one.id) ? list.map((other) => (other.id === one.id ? one : other)) : [one, ...list]
}

export type Order = 'merit' | 'time'

/** Open questions in the order asked for, answered ones after them. */
export function inOrder(questions: readonly QuestionCard[], order: Order): QuestionCard[] {
  const sorted = [...questions].sort(order === 'merit' ? byMerit : byTime)
  return [...sorted.filter((one) => one.state !== 'answered'), ...sorted.filter((one) => one.state === 'answered')]
}

export type QueueGroup = 'pending' | 'shown' | 'answered' | 'hidden'

/** The moderator's queue: what waits longest first, what is shown by merit. */
export function groupQueue(questions: readonly QuestionCard[]): Record<QueueGroup, QuestionCard[]> {
  const of = (state: QueueGroup): QuestionCard[] => questions.filter((question) => question.state === state)
  return { pending: of('pending').sort((a, b) => -byTime(a, b)), shown: of('shown').sort(byMerit), answered: of('answered').sort(byTime), hidden: of('hidden').sort(byTime) }
}

export type OptionBar = { id: string; votes: number; share: number }

/** Voices and shares (0–100, whole) per option; null until revealed. */
export function barsOf(poll: PollCard): OptionBar[] | null {
  if (poll.results === null) return null
  const { voters, counts } = poll.results
  return counts.map(({ optionId, votes }) => ({ id: optionId, votes, share: voters === 0 ? 0 : Math.round((100 * votes) / voters) }))
}
