import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { castBallot, nextPollState } from '#server/domain/audience/polls.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Hall } from '#server/features/questions/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { BallotAnswer } from '#server/protocol/audience.ts'
import type { CreatePollInput, PollActInput, VoteInput } from '#server/protocol/inputs/audience.ts'
import { audienceRoom, moderationRoom } from '#server/protocol/rooms.ts'

import { findBallotPaper, findPoll, insertPoll, movePoll, pollCardOf, readBallot, saveBallot } from './store.ts'

type Parts = {
  quick: RunQuickWork
  findHall: (sql: SyncSql, stageId: string) => Hall | null
  /** Told that one more has voted; the room hears how many soon, and not what. */
  counted: (stageId: string, pollId: string) => void
  /** Tells the stage's screens which result is shown now. */
  tellShown: (held: QuickWork, stageId: string) => void
}

/** Polls: prepared, opened, voted in, revealed on command. */
export function createPollsCommands({ quick, findHall, counted, tellShown }: Parts) {
  function moderating(held: QuickWork, actor: Actor, stageId: string): Result<Hall> {
    const hall = findHall(held.sql, stageId)
    if (hall === null) return err(actor.kind === 'anonymous' ? 'auth.required' : 'record.not_found')
    return can(actor, 'audience:moderate', { eventId: hall.eventId as EventId }) ? ok(hall) : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
  }

  function tell(held: QuickWork, pollId: string): void {
    const row = findPoll(held.sql, pollId)
    if (row === null) return
    const poll = pollCardOf(held.sql, row)
    if (row.state !== 'draft') held.fact(audienceRoom(row.stageId), 'poll:changed', { poll })
    held.fact(moderationRoom(row.stageId), 'poll:prepared', { poll })
  }

  function voteOnce(held: QuickWork, actor: Actor, input: VoteInput): Result<BallotAnswer & { stageId: string; isNew: boolean }> {
    if (actor.kind !== 'person') return err('auth.required')
    const poll = findBallotPaper(held.sql, input.pollId)
    const hall = poll === null ? null : findHall(held.sql, poll.stageId)
    if (poll === null || hall === null || poll.state === 'draft') return err('record.not_found')
    const own = delegationAt(actor, hall.eventId as EventId)
    if (!can(actor, 'audience:take_part', { eventId: hall.eventId as EventId, delegationIds: own === null ? [] : [own.delegationId] })) return err('auth.forbidden')
    const gate = passGate('audience:speak', hall.phase)
    if (!gate.ok) return gate
    const cast = castBallot(poll, readBallot(held.sql, poll.id, actor.personId), input)
    if (!cast.ok) return cast
    if (cast.value.isNew) saveBallot(held, poll.id, actor.personId, cast.value.ballot)
    return ok({ pollId: poll.id, choices: cast.value.ballot.choices, stageId: poll.stageId, isNew: cast.value.isNew })
  }

  return {
    /** Prepares a poll that nobody sees yet. */
    create: (actor: Actor, input: CreatePollInput): Promise<Result<{ pollId: string }>> =>
      quick(actor, (held) => {
        const may = moderating(held, actor, input.stageId)
        if (!may.ok || actor.kind !== 'person') return may.ok ? err('auth.required') : may
        const { eventId } = may.value
        const isHere = input.itemId === null || held.sql.get(`SELECT "id" FROM "ProgrammeItem" WHERE "id" = ? AND "eventId" = ?`, input.itemId, eventId) !== undefined
        if (!isHere) return err('record.not_found')
        const options = input.options.map((option, at) => ({ id: `o${at + 1}`, ...option }))
        const pollId = insertPoll(held, { ...input, eventId, options, mostChoices: Math.min(input.mostChoices, options.length), createdById: actor.personId })
        held.audit('poll:created', `poll:${pollId}`, { eventId })
        tell(held, pollId)
        return ok({ pollId })
      }),

    /** Opens, closes or reveals a poll. */
    act: (actor: Actor, input: PollActInput): Promise<Result<{ pollId: string; state: string; version: number }>> =>
      quick(actor, (held) => {
        const poll = findPoll(held.sql, input.pollId)
        if (poll === null) return err(actor.kind === 'anonymous' ? 'auth.required' : 'record.not_found')
        const may = moderating(held, actor, poll.stageId)
        if (!may.ok) return may
        const next = nextPollState(poll.state, input.act)
        if (!next.ok) return next
        if (!movePoll(held, poll.id, input.version, next.value)) return err('record.changed')
        held.audit(`poll:${input.act}`, `poll:${poll.id}`, { eventId: poll.eventId })
        tell(held, poll.id)
        if (input.act !== 'close') tellShown(held, poll.stageId)
        return ok({ pollId: poll.id, state: next.value, version: input.version + 1 })
      }),

    /** Votes. Answered once the ballot is on the disk; the same `key` again is the same vote. */
    async vote(actor: Actor, input: VoteInput): Promise<Result<BallotAnswer>> {
      const voted = await quick(actor, (held) => voteOnce(held, actor, input))
      if (!voted.ok) return voted
      const { stageId, isNew, ...answer } = voted.value
      if (isNew) counted(stageId, answer.pollId)
      return ok(answer)
    },
  }
}

/** How many have voted, told to hall and moderators. Runs after the votes were saved. */
export function tellVoters(quick: RunQuickWork) {
  return (stageId: string, pollIds: readonly string[]): Promise<Result<undefined>> =>
    quick({ kind: 'system' }, (held) => {
      for (const pollId of pollIds) {
        const poll = findPoll(held.sql, pollId)
        if (poll === null) continue
        held.fact(audienceRoom(stageId), 'poll:counted', { pollId, voters: poll.voters })
        held.fact(moderationRoom(stageId), 'poll:counted', { pollId, voters: poll.voters })
      }
      return ok()
    })
}
