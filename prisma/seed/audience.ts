import { createHash } from 'node:crypto'

import type { Prisma } from '#prisma/generated/client.ts'
import { ledgerText, type ChainedLine } from '#server/domain/interest/ledger.ts'
import { isVerifiedFund, type Degree } from '#server/domain/interest/voice.ts'
import { rankPitches, type CountedCard } from '#server/domain/judging/results.ts'
import { usualCriteria, type Criterion } from '#server/domain/judging/scoring.ts'

import type { Traffic } from './traffic.ts'
import { createDice, type Dice } from './random.ts'
import type { World, WorldMeans } from './world.ts'

/** What the hall of an event left behind: questions, a poll, score cards and interest, opened since. */
export type SeedHall = {
  questions: (Prisma.QuestionCreateManyInput & { id: string })[]
  questionVotes: Prisma.QuestionVoteCreateManyInput[]
  polls: Prisma.PollCreateManyInput[]
  pollVotes: Prisma.PollVoteCreateManyInput[]
  judgeRoles: Prisma.EventRoleCreateManyInput[]
  round: Prisma.JudgingRoundCreateManyInput & { released?: Prisma.InputJsonValue }
  cards: Prisma.ScoreCardCreateManyInput[]
  ledger: Prisma.InterestLedgerCreateManyInput | null
  interests: Prisma.InterestCreateManyInput[]
  entries: Prisma.InterestEntryCreateManyInput[]
}

export type SeedPitch = { itemId: string; delegationId: string; endsAtMs: number }
type Stage = { eventId: string; stageId: string; at: number }
type Delegate = { personId: string; delegationId: string; side: string }

const asked = [
  ['核心零部件的国产化比例是多少？', 3], ['目前的复购率怎么样？', 7], ['与头部厂商相比，成本优势能保持多久？', 11], ['这一轮资金主要用在哪里？', 5], ['海外客户的交付周期多长？', 2],
] as const
const pollOptions = [{ id: 'o1', textZh: '具身智能', textEn: 'Embodied AI' }, { id: 'o2', textZh: '合成生物', textEn: 'Synthetic biology' }, { id: 'o3', textZh: '商业航天', textEn: 'Commercial space' }]

/** Delegates with their side, leads first within a delegation. */
function delegatesOf(traffic: Traffic): Delegate[] {
  const sides = new Map(traffic.delegations.map((one) => [one.id, one.side]))
  return traffic.delegates.map((one) => ({ personId: one.personId, delegationId: one.delegationId, side: sides.get(one.delegationId) ?? '' }))
}

function questionsFrom(stage: Stage, people: readonly Delegate[], itemIds: readonly string[], means: WorldMeans): Pick<SeedHall, 'questions' | 'questionVotes'> {
  const investors = people.filter((one) => one.side === 'investor')
  const questions = asked.map(([text, votes], nth): SeedHall['questions'][number] => ({
    id: means.newId(), eventId: stage.eventId, stageId: stage.stageId, itemId: itemIds[nth % Math.max(1, itemIds.length)] ?? null, authorId: investors[nth % investors.length]?.personId ?? '', delegationId: investors[nth % investors.length]?.delegationId ?? null,
    onceKey: `seed-${nth}-${stage.stageId.slice(-8)}`, text, isFromVerified: nth % 2 === 0, state: nth === 0 ? 'answered' : 'shown', isPinned: false, votes: Math.min(votes, people.length), createdAt: new Date(stage.at + nth * 60_000), shownAt: new Date(stage.at + nth * 60_000),
  }))
  const questionVotes = questions.flatMap((question) => people.slice(0, question.votes ?? 0).map((one) => ({ questionId: question.id, personId: one.personId, createdAt: new Date(stage.at) })))
  return { questions, questionVotes }
}

/** An event that is still to come: criteria laid out, two questions that somebody has sent ahead, one of them unread. */
export function makeComingHall(stage: Stage, traffic: Traffic, means: WorldMeans): SeedHall {
  const { questions } = questionsFrom(stage, delegatesOf(traffic), [], means)
  const ahead = questions.slice(1, 3).map((question, nth) => ({ ...question, itemId: null, votes: 0, state: nth === 0 ? 'shown' : 'pending', shownAt: nth === 0 ? question.shownAt : null }))
  return { questions: ahead, questionVotes: [], polls: [], pollVotes: [], judgeRoles: [], round: roundOf(stage.eventId, 'draft', means), cards: [], ledger: null, interests: [], entries: [] }
}

const criteriaOf = (means: WorldMeans): Criterion[] => usualCriteria.map((criterion) => ({ ...criterion, id: means.newId() }))

function roundOf(eventId: string, state: string, means: WorldMeans): SeedHall['round'] {
  return { eventId, state, criteria: criteriaOf(means) as unknown as Prisma.InputJsonValue, organizerSees: 'when_closed', openTo: 'winners', winners: 3, metBefore: 'tell', updatedAt: new Date(means.now) }
}

export type PastHall = { stage: Stage; pitches: readonly SeedPitch[]; traffic: Traffic; world: World; judgeId: string }

/** An event that is over: everything has been answered, revealed, released and opened. */
export function makePastHall({ stage, pitches, traffic, world, judgeId }: PastHall, means: WorldMeans): SeedHall {
  const dice = createDice(means.seed + 3)
  const people = delegatesOf(traffic)
  const { questions, questionVotes } = questionsFrom(stage, people, pitches.map((pitch) => pitch.itemId), means)
  const poll = { id: means.newId(), eventId: stage.eventId, stageId: stage.stageId, titleZh: '您最看好哪个方向？', titleEn: 'Which field do you expect most of?', options: pollOptions, state: 'revealed', createdById: judgeId, createdAt: new Date(stage.at), openedAt: new Date(stage.at), closedAt: new Date(stage.at + 300_000), revealedAt: new Date(stage.at + 360_000) }
  const pollVotes = people.filter(() => dice.chance(0.6)).map((one, nth) => ({ pollId: poll.id, personId: one.personId, choices: [dice.pick(pollOptions).id], keys: [`seed-vote-${nth}`], createdAt: new Date(stage.at), updatedAt: new Date(stage.at) }))
  const guests = people.filter((one) => one.side === 'investor').slice(0, 2)
  const judging = judge(stage, pitches, [judgeId, ...guests.map((one) => one.personId)], dice, means)
  const judgeRoles = guests.map(({ personId }) => ({ id: means.newId(), eventId: stage.eventId, personId, role: 'judge', createdAt: new Date(stage.at) }))
  return { questions, questionVotes, polls: [poll], pollVotes, judgeRoles, ...judging, ...speak(stage, pitches, traffic, world, people, dice) }
}

/** Three judges of different severity, one of whom was late once. */
function judge(stage: Stage, pitches: readonly SeedPitch[], judgeIds: readonly string[], dice: Dice, means: WorldMeans): Pick<SeedHall, 'round' | 'cards'> {
  const round = roundOf(stage.eventId, 'closed', means)
  const criteria = round.criteria as unknown as Criterion[]
  const quality = pitches.map(() => dice.between(4, 9))
  const cards = judgeIds.flatMap((id, severity) =>
    pitches.map(({ itemId }, nth): CountedCard => ({
      judgeId: id, itemId, isLate: severity === 1 && nth === pitches.length - 1,
      scores: Object.fromEntries(criteria.map((criterion) => [criterion.id, Math.max(0, Math.min(10, (quality[nth] ?? 6) - severity + dice.between(-1, 1)))])),
    })),
  )
  const released = rankPitches(pitches.map((pitch) => pitch.itemId), criteria, 10, cards)
  return {
    round: { ...round, closedAt: new Date(stage.at), released: released as unknown as Prisma.InputJsonValue },
    cards: cards.map((card) => ({ id: means.newId(), eventId: stage.eventId, ...card, state: 'submitted', submittedAt: new Date(stage.at), updatedAt: new Date(stage.at) })),
  }
}

/** Verified funds say what they make of some of the pitches; every voice is a line of the ledger. */
function speak(stage: Stage, pitches: readonly SeedPitch[], traffic: Traffic, world: World, people: readonly Delegate[], dice: Dice): Pick<SeedHall, 'ledger' | 'interests' | 'entries'> {
  const funds = traffic.delegations.filter((one) => {
    const claims = world.claims.filter((claim) => claim.organizationId === one.organizationId).map((claim) => ({ kind: claim.kind, state: claim.state ?? 'draft', expiresAtMs: null }))
    return isVerifiedFund({ side: one.side, isActive: true, organizationId: one.organizationId, claims }, stage.at)
  })
  const interests: SeedHall['interests'] = []
  const entries: ChainedLine[] = []
  for (const pitch of pitches) {
    for (const fund of funds) {
      const personId = people.find((one) => one.delegationId === fund.id)?.personId
      if (personId === undefined || !dice.chance(0.5)) continue
      const degree: Degree = dice.pick(['meet', 'meet', 'follow', 'pass'] as const)
      const previous = entries.at(-1)?.hash ?? ''
      const line = { eventId: stage.eventId, seq: entries.length + 1, at: pitch.endsAtMs + entries.length, itemId: pitch.itemId, delegationId: fund.id, personId, degree, noteDigest: '' }
      entries.push({ ...line, previous, hash: createHash('sha256').update(ledgerText(previous, line)).digest('hex') })
      interests.push({ itemId: pitch.itemId, delegationId: fund.id, eventId: stage.eventId, degree, setById: personId, updatedAt: new Date(line.at) })
    }
  }
  const opened = new Date(stage.at + 7_200_000)
  return { ledger: { eventId: stage.eventId, state: 'opened', version: 3, openedAt: new Date(stage.at), sealedAt: opened, revealedAt: opened }, interests, entries: entries.map((line) => ({ ...line, at: new Date(line.at) })) }
}

type Tables = Prisma.TransactionClient
const rowsPerStatement = 400

/** Writes a hall in the caller's transaction; what is released is released last, because nothing changes after it. */
export async function writeHall(tables: Tables, hall: SeedHall): Promise<void> {
  const { released, ...round } = hall.round
  await tables.question.createMany({ data: hall.questions })
  await tables.questionVote.createMany({ data: hall.questionVotes })
  await tables.poll.createMany({ data: hall.polls })
  for (let from = 0; from < hall.pollVotes.length; from += rowsPerStatement) await tables.pollVote.createMany({ data: hall.pollVotes.slice(from, from + rowsPerStatement) })
  await tables.eventRole.createMany({ data: hall.judgeRoles })
  await tables.judgingRound.createMany({ data: [round] })
  await tables.scoreCard.createMany({ data: hall.cards })
  if (released !== undefined) await tables.judgingRound.update({ where: { eventId: round.eventId }, data: { state: 'released', released, releasedAt: round.closedAt } })
  if (hall.ledger !== null) await tables.interestLedger.createMany({ data: [hall.ledger] })
  for (let from = 0; from < hall.interests.length; from += rowsPerStatement) await tables.interest.createMany({ data: hall.interests.slice(from, from + rowsPerStatement) })
  for (let from = 0; from < hall.entries.length; from += rowsPerStatement) await tables.interestEntry.createMany({ data: hall.entries.slice(from, from + rowsPerStatement) })
}
