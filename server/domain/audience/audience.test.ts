import { expect, test } from 'vitest'

import { applyAudienceFact, type AudienceFact } from './follow.ts'
import { castBallot, countBallots, nextPollState, pollActs, pollStates, type PollRule } from './polls.ts'
import { actsFor, authorIsShown, byMerit, byTime, moderate, passUpVote, questionActs, questionStates, startQuestion } from './questions.ts'

const poll: PollRule = { state: 'open', options: [{ id: 'o1', textZh: '甲', textEn: 'A' }, { id: 'o2', textZh: '乙', textEn: 'B' }, { id: 'o3', textZh: '丙', textEn: 'C' }], mostChoices: 2, mayChange: true }

test('what a moderator can do with a question, state by state', () => {
  const table = Object.fromEntries(questionStates.map((state) => [state, actsFor({ state, isPinned: false })]))
  expect(table).toEqual({ pending: ['show', 'hide'], shown: ['answer', 'pin', 'hide'], answered: ['reopen', 'hide'], hidden: ['show'] })
  for (const state of questionStates) for (const act of questionActs) {
    const next = moderate({ state, isPinned: false }, act)
    if (next.ok && next.value.isPinned) expect(next.value.state).toBe('shown')
  }
})

test('a question waits for a moderator unless the organizer lets everything through, and is signed unless the organizer allows otherwise', () => {
  const rules = { areQuestionsOpen: true, isModerated: true, allowsAnonymous: false }
  expect(startQuestion(rules, false)).toEqual({ ok: true, value: 'pending' })
  expect(startQuestion({ ...rules, isModerated: false }, false)).toEqual({ ok: true, value: 'shown' })
  expect(startQuestion(rules, true)).toEqual({ ok: false, error: { code: 'question.no_anonymous' } })
  expect(startQuestion({ ...rules, areQuestionsOpen: false }, false)).toEqual({ ok: false, error: { code: 'question.closed' } })
})

test('what nobody sees takes no votes, and what is answered takes no more', () => {
  expect(questionStates.map((state) => passUpVote(state)).map((result) => (result.ok ? 'ok' : result.error.code))).toEqual(['record.not_found', 'ok', 'question.votes_over', 'record.not_found'])
})

test('merit: pinned, then votes, then verified investors, then who asked first; time: newest first', () => {
  const of = (id: string, votes: number, more: { isPinned?: boolean; isFromVerified?: boolean; at?: number } = {}) => ({ id, votes, isPinned: false, isFromVerified: false, at: 0, ...more })
  const all = [of('a', 2, { at: 9 }), of('b', 5), of('c', 2, { isFromVerified: true, at: 10 }), of('d', 0, { isPinned: true }), of('e', 2, { at: 3 })]
  expect([...all].sort(byMerit).map((one) => one.id)).toEqual(['d', 'b', 'c', 'e', 'a'])
  expect([...all].sort(byTime).map((one) => one.id)).toEqual(['c', 'a', 'e', 'd', 'b'])
})

test('nothing of an author who wanted no name is shown, nor of a target of M&A', () => {
  expect([authorIsShown({ isAnonymous: false }, 'investor'), authorIsShown({ isAnonymous: true }, 'investor'), authorIsShown({ isAnonymous: false }, 'target'), authorIsShown({ isAnonymous: false }, null)]).toEqual([true, false, false, true])
})

test('the states of a poll: revealed is for good', () => {
  const table = pollStates.map((state) => pollActs.map((act) => { const next = nextPollState(state, act); return next.ok ? next.value : '-' }))
  expect(table).toEqual([['open', '-', '-'], ['-', 'closed', 'revealed'], ['open', '-', 'revealed'], ['-', '-', '-']])
})

test('the last vote counts, or the first where the poll says so', () => {
  const first = castBallot(poll, null, { choices: ['o1'], key: 'k1' })
  expect(first).toEqual({ ok: true, value: { ballot: { choices: ['o1'], keys: ['k1'] }, isNew: true } })
  const before = { choices: ['o1'], keys: ['k1'] }
  expect(castBallot(poll, before, { choices: ['o3', 'o2'], key: 'k2' })).toEqual({ ok: true, value: { ballot: { choices: ['o2', 'o3'], keys: ['k1', 'k2'] }, isNew: true } })
  expect(castBallot({ ...poll, mayChange: false }, before, { choices: ['o2'], key: 'k2' })).toEqual({ ok: false, error: { code: 'poll.already_voted' } })
})

test('a late retry of a counted vote undoes no later one, and is acknowledged even after the close', () => {
  const before = { choices: ['o2'], keys: ['k1', 'k2'] }
  expect(castBallot({ ...poll, state: 'closed' }, before, { choices: ['o1'], key: 'k1' })).toEqual({ ok: true, value: { ballot: before, isNew: false } })
})

test('a vote after the close, for an unknown option, or for too many is refused', () => {
  const refusal = (rule: PollRule, choices: string[]) => { const cast = castBallot(rule, null, { choices, key: 'k' }); return cast.ok ? 'ok' : cast.error.code }
  expect([refusal({ ...poll, state: 'closed' }, ['o1']), refusal(poll, ['o9']), refusal(poll, ['o1', 'o2', 'o3']), refusal(poll, [])]).toEqual(['poll.closed', 'poll.unknown_option', 'poll.too_many_choices', 'poll.unknown_option'])
})

test('ballots are counted per option, in the order of the options', () => {
  expect(countBallots(poll.options, [{ choices: ['o2', 'o3'] }, { choices: ['o2'] }])).toEqual({ voters: 2, counts: [{ optionId: 'o1', votes: 0 }, { optionId: 'o2', votes: 2 }, { optionId: 'o3', votes: 1 }] })
})

test('facts applied twice change nothing more, and what is withdrawn is gone from the hall but not from its author', () => {
  const question = (id: string, votes: number) => ({ id, votes, state: 'shown' })
  const empty = { rules: {}, questions: [question('a', 1)], polls: [], mine: { asked: [{ id: 'a', votes: 1, state: 'shown' }] } }
  const facts: AudienceFact<typeof empty>[] = [
    { name: 'question:shown', payload: { question: question('b', 0) } },
    { name: 'question:counted', payload: { counts: [{ questionId: 'b', votes: 7 }] } },
    { name: 'question:withdrawn', payload: { questionId: 'a' } },
  ]
  const once = facts.reduce((held, fact) => applyAudienceFact(held, fact), empty)
  expect(facts.reduce((held, fact) => applyAudienceFact(held, fact), once).questions.map((one) => one.id)).toEqual(['b'])
  expect(once).toEqual({ ...empty, questions: [question('b', 7)], mine: { asked: [{ id: 'a', votes: 1, state: 'hidden' }] } })
})
