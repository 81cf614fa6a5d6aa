import { err, ok, type Result } from '../shared/result.ts'

export const pollStates = ['draft', 'open', 'closed', 'revealed'] as const
export type PollState = (typeof pollStates)[number]

export const pollActs = ['open', 'close', 'reveal'] as const
export type PollAct = (typeof pollActs)[number]

export type PollOption = { id: string; textZh: string; textEn: string }
export type PollRule = { state: PollState; options: readonly PollOption[]; mostChoices: number; mayChange: boolean }

const steps: Record<PollAct, { from: readonly PollState[]; to: PollState }> = {
  // A poll that was closed too early is opened again; one whose results are known is not.
  open: { from: ['draft', 'closed'], to: 'open' },
  close: { from: ['open'], to: 'closed' },
  reveal: { from: ['open', 'closed'], to: 'revealed' },
}

/** A poll's next state; revealing an open poll ends the voting. */
export function nextPollState(state: PollState, act: PollAct): Result<PollState> {
  const step = steps[act]
  return step.from.includes(state) ? ok(step.to) : err('poll.not_possible')
}

export const pollActsFor = (state: PollState): PollAct[] => pollActs.filter((act) => steps[act].from.includes(state))

export type Ballot = { choices: string[]; keys: string[] }

/** So many of the device's keys are remembered; a retry comes within seconds, not after eight other votes. */
const keysKept = 8

/**
 * What becomes of a vote. One ballot per person: while the poll is open the last vote counts, or the first where the
 * poll says so. A vote that was counted before (its `key` is known) is acknowledged again and changes nothing, however late
 * the retry comes.
 */
export function castBallot(poll: PollRule, before: Ballot | null, vote: { choices: readonly string[]; key: string }): Result<{ ballot: Ballot; isNew: boolean }> {
  if (before?.keys.includes(vote.key)) return ok({ ballot: before, isNew: false })
  if (poll.state !== 'open') return err('poll.closed')
  const choices = poll.options.map((option) => option.id).filter((id) => vote.choices.includes(id))
  if (choices.length !== new Set(vote.choices).size || choices.length === 0) return err('poll.unknown_option')
  if (choices.length > poll.mostChoices) return err('poll.too_many_choices', { params: { max: poll.mostChoices } })
  if (before !== null && !poll.mayChange) return err('poll.already_voted')
  return ok({ ballot: { choices, keys: [...(before?.keys ?? []), vote.key].slice(-keysKept) }, isNew: true })
}

export type PollResults = { voters: number; counts: { optionId: string; votes: number }[] }

/** Voices per option, in the order of the options. */
export function countBallots(options: readonly PollOption[], ballots: readonly { choices: readonly string[] }[]): PollResults {
  const votes = new Map(options.map((option) => [option.id, 0]))
  for (const { choices } of ballots) for (const id of choices) votes.set(id, (votes.get(id) ?? 0) + 1)
  return { voters: ballots.length, counts: options.map(({ id }) => ({ optionId: id, votes: votes.get(id) ?? 0 })) }
}
