import type { Prisma } from '#prisma/generated/client.ts'
import type { OutcomeAnswer } from '#server/domain/followup/outcomes.ts'

import type { History } from './history.ts'
import { createDice } from './random.ts'
import type { WorldMeans } from './world.ts'

export type FollowUp = { outcomes: Prisma.MeetingOutcomeCreateManyInput[]; changes: Prisma.MeetingOutcomeChangeCreateManyInput[] }

const said: OutcomeAnswer[] = ['second_meeting', 'second_meeting', 'keep_in_touch', 'second_meeting', 'due_diligence', 'keep_in_touch', 'no_interest', 'term_sheet', 'keep_in_touch', 'not_held']
/** So many delegations of each side have let some of their meetings lie; of these the first so many are left over by one side. */
const [quietEach, lookedAt] = [3, 60]
const dayMs = 86_400_000

/** What came of the meetings of an event that is over: most have said so, some are still to be asked. */
export function makeFollowUp({ traffic, meetings }: History, means: WorldMeans): FollowUp {
  const dice = createDice(means.seed + 9)
  const leads = new Map(traffic.delegates.filter((one) => one.isLead).map((one) => [one.delegationId, one.personId]))
  const quiet = new Set(['investor', 'startup'].flatMap((side) => traffic.delegations.filter((one) => one.side === side).slice(0, quietEach).map((one) => one.id)))
  const met = new Map<string, number>()
  const made: FollowUp = { outcomes: [], changes: [] }
  for (const [nth, { id: meetingId, eventId, aDelegationId, bDelegationId, endsAt }] of meetings.entries()) {
    for (const delegationId of [aDelegationId, bDelegationId]) {
      const count = met.get(delegationId) ?? 0
      met.set(delegationId, count + 1)
      const isOpen = quiet.has(delegationId) ? count % 3 !== 2 : delegationId === bDelegationId && nth < lookedAt && nth % 11 === 5
      const byPersonId = leads.get(delegationId)
      if (isOpen || byPersonId === undefined) continue
      const answer = dice.pick(said)
      const at = new Date(new Date(endsAt).getTime() + dice.between(1, 12) * dayMs)
      made.outcomes.push({ meetingId, delegationId, eventId, answer, answeredById: byPersonId, answeredAt: at })
      made.changes.push({ meetingId, delegationId, version: 1, answer, byPersonId, at })
    }
  }
  return made
}
