import { err, ok, type Result } from '../shared/result.ts'

export const questionStates = ['pending', 'shown', 'answered', 'hidden'] as const
export type QuestionState = (typeof questionStates)[number]

/** What a moderator does with a question. */
export const questionActs = ['show', 'answer', 'reopen', 'pin', 'unpin', 'hide'] as const
export type QuestionAct = (typeof questionActs)[number]

/** What an organizer allows the audience of an event. */
export type AudienceRules = { areQuestionsOpen: boolean; isModerated: boolean; allowsAnonymous: boolean }

/** Nothing is shown unread, and everybody stands by the own words, unless the organizer says otherwise. */
export const defaultRules: AudienceRules = { areQuestionsOpen: true, isModerated: true, allowsAnonymous: false }

/** So many questions of one person in so long; one more waits. */
export const askLimit = { most: 3, windowMs: 120_000 }

type Standing = { state: QuestionState; isPinned: boolean }

const steps: Record<QuestionAct, { from: readonly QuestionState[]; to: (before: Standing) => Standing }> = {
  show: { from: ['pending', 'hidden'], to: () => ({ state: 'shown', isPinned: false }) },
  hide: { from: ['pending', 'shown', 'answered'], to: () => ({ state: 'hidden', isPinned: false }) },
  answer: { from: ['shown'], to: () => ({ state: 'answered', isPinned: false }) },
  reopen: { from: ['answered'], to: () => ({ state: 'shown', isPinned: false }) },
  pin: { from: ['shown'], to: ({ state }) => ({ state, isPinned: true }) },
  unpin: { from: ['shown'], to: ({ state }) => ({ state, isPinned: false }) },
}

/** Where a question stands after an act of the moderator. Only what is shown can be pinned. */
export function moderate(before: Standing, act: QuestionAct): Result<Standing> {
  const step = steps[act]
  return step.from.includes(before.state) ? ok(step.to(before)) : err('question.not_possible')
}

/** The acts that make sense for a question, for the buttons beside it. */
export function actsFor(standing: Standing): QuestionAct[] {
  return questionActs.filter((act) => steps[act].from.includes(standing.state) && !(act === 'pin' && standing.isPinned) && !(act === 'unpin' && !standing.isPinned))
}

/** Where a new question starts, or why it can't be asked. */
export function startQuestion(rules: AudienceRules, wantsAnonymous: boolean): Result<QuestionState> {
  if (!rules.areQuestionsOpen) return err('question.closed')
  if (wantsAnonymous && !rules.allowsAnonymous) return err('question.no_anonymous')
  return ok(rules.isModerated ? 'pending' : 'shown')
}

/** Only what everybody can read can be voted for; an answered question needs no more voices. */
export function passUpVote(state: QuestionState): Result<undefined> {
  if (state === 'shown') return ok()
  return err(state === 'answered' ? 'question.votes_over' : 'record.not_found')
}

type Ranked = { id: string; votes: number; isPinned: boolean; isFromVerified: boolean; at: number }

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Pinned on top, then most voices; of equals those of verified investors first, then whoever asked first. */
export const byMerit = (a: Ranked, b: Ranked): number =>
  Number(b.isPinned) - Number(a.isPinned) || b.votes - a.votes || Number(b.isFromVerified) - Number(a.isFromVerified) || a.at - b.at || byId(a, b)

/** Newest on top. */
export const byTime = (a: Ranked, b: Ranked): number => b.at - a.at || -byId(a, b)

/**
 * What of the author may be shown: nothing of an anonymous question (neither name nor firm nor that the firm is verified,
 * which in a small hall would name it), and nothing of somebody who takes part as a target of M&A.
 */
export function authorIsShown(question: { isAnonymous: boolean }, side: string | null): boolean {
  return !question.isAnonymous && side !== 'target'
}
