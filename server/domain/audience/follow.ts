type Question = { id: string; votes: number; state: string }
type Poll = { id: string; version: number; results: { voters: number } | null; voters: number }
type Own = { asked: Question[] }

/** What the reducer needs to know of a snapshot; the wire's `AudienceSnapshot` is one. */
export type Audience = { rules: object; questions: Question[]; polls: Poll[]; mine: Own }

/** A fact of an audience room, as the wire carries it. Facts of other rooms change nothing here. */
export type AudienceFact<A extends Audience> =
  | { name: 'audience:changed'; payload: { rules: A['rules'] } }
  | { name: 'question:shown'; payload: { question: A['questions'][number] } }
  | { name: 'question:withdrawn'; payload: { questionId: string } }
  | { name: 'question:counted'; payload: { counts: { questionId: string; votes: number }[] } }
  | { name: 'poll:changed'; payload: { poll: A['polls'][number] } }
  | { name: 'poll:counted'; payload: { pollId: string; voters: number } }

/**
 * What the audience sees after one more fact. Facts carry absolute numbers, so that applying one twice changes nothing
 * more, and all in order give what a fresh snapshot says.
 */
export function applyAudienceFact<A extends Audience>(held: A, fact: AudienceFact<A>): A {
  switch (fact.name) {
    case 'audience:changed':
      return { ...held, rules: fact.payload.rules }
    case 'question:shown': {
      const { question } = fact.payload
      const asked = held.mine.asked.map((own) => (own.id === question.id ? question : own))
      return { ...held, questions: put(held.questions, question), mine: { ...held.mine, asked } }
    }
    case 'question:withdrawn': {
      const { questionId } = fact.payload
      const asked = held.mine.asked.map((own) => (own.id === questionId ? { ...own, state: 'hidden' } : own))
      return { ...held, questions: held.questions.filter((question) => question.id !== questionId), mine: { ...held.mine, asked } }
    }
    case 'question:counted': {
      const votes = new Map(fact.payload.counts.map((count) => [count.questionId, count.votes]))
      return { ...held, questions: held.questions.map((question) => ({ ...question, votes: votes.get(question.id) ?? question.votes })) }
    }
    case 'poll:changed':
      return { ...held, polls: put(held.polls, fact.payload.poll) }
    case 'poll:counted': {
      const { pollId, voters } = fact.payload
      return { ...held, polls: held.polls.map((poll) => (poll.id === pollId ? { ...poll, voters } : poll)) }
    }
    default:
      return held
  }
}

/** Keeps the place of what is there already, so that nothing jumps under a finger. */
function put<T extends { id: string }>(list: readonly T[], one: T): T[] {
  return list.some((other) => other.id === one.id) ? list.map((other) => (other.id === one.id ? one : other)) : [...list, one]
}
