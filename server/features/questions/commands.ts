import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { moderate, passUpVote, startQuestion } from '#server/domain/audience/questions.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { UpVoteAnswer } from '#server/protocol/audience.ts'
import type { AskInput, AudienceRulesInput, ModerateInput, UpVoteInput } from '#server/protocol/inputs/audience.ts'
import { audienceRoom, moderationRoom } from '#server/protocol/rooms.ts'

import {
  addVote, allowanceEnds, changeQuestion, findByKey, findHall, findQuestion, insertQuestion, isFromVerified, questionCardOf, readRules, saveRules, takeAllowance, takeVoteBack, unpinOthers, votesOf, type Hall, type QuestionRow,
} from './store.ts'

type Parts = {
  db: Pick<Database, 'read'>
  quick: RunQuickWork
  now: () => number
  /** Told that the voices of a question of a stage have changed; the room hears of it soon. */
  counted: (stageId: string, questionId: string) => void
  /** Tells the stage's screens what is pinned now. */
  tellShown: (held: QuickWork, stageId: string) => void
}

export type Asked = { questionId: string; state: string }

/** Questions from the hall: asked, voted for, moderated. */
export function createQuestionsCommands({ db, quick, now, counted, tellShown }: Parts) {
  /** The stage and who asks, where the actor takes part in its event and the phase lets people speak. */
  function enter(sql: SyncSql, actor: Actor, stageId: string): Result<{ hall: Hall; personId: PersonId; delegationId: string | null }> {
    const hall = findHall(sql, stageId)
    if (actor.kind !== 'person') return err('auth.required')
    if (hall === null) return err('record.not_found')
    const own = delegationAt(actor, hall.eventId as EventId)
    if (!can(actor, 'audience:take_part', { eventId: hall.eventId as EventId, delegationIds: own === null ? [] : [own.delegationId] })) return err('auth.forbidden')
    const gate = passGate('audience:speak', hall.phase)
    return gate.ok ? ok({ hall, personId: actor.personId, delegationId: own?.delegationId ?? null }) : gate
  }

  function tell(held: QuickWork, row: Pick<QuestionRow, 'id' | 'stageId'>, wasShown: boolean): void {
    const question = questionCardOf(held.sql, row.id)
    if (question === null) return
    const isShown = question.state === 'shown' || question.state === 'answered'
    if (isShown) held.fact(audienceRoom(row.stageId), 'question:shown', { question })
    else if (wasShown) held.fact(audienceRoom(row.stageId), 'question:withdrawn', { questionId: row.id })
    held.fact(moderationRoom(row.stageId), 'question:queued', { question })
  }

  const staffMay = (actor: Actor, action: Action, eventId: string): Result<undefined> =>
    can(actor, action, { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')

  /** Looked up when the refused change has been undone. */
  function wait(actor: Actor, stageId: string): number {
    const hall = db.read((sql) => findHall(sql, stageId))
    if (hall === null || actor.kind !== 'person') return 1
    return Math.max(1, Math.ceil((db.read((sql) => allowanceEnds(sql, hall.eventId, actor.personId)) - now()) / 1_000))
  }

  return {
    /** Asks; waits for a moderator unless the organizer lets everything through. The same key again answers as before. */
    async ask(actor: Actor, input: AskInput): Promise<Result<Asked>> {
      const asked = await quick(actor, (held): Result<Asked> => {
        const entered = enter(held.sql, actor, input.stageId)
        if (!entered.ok) return entered
        const { hall, personId, delegationId } = entered.value
        const before = findByKey(held.sql, personId, input.key)
        if (before !== null) return ok({ questionId: before.id, state: before.state })
        const start = startQuestion(readRules(held.sql, hall.eventId).rules, input.isAnonymous)
        if (!start.ok) return start
        const isHere = input.itemId === null || held.sql.get(`SELECT "id" FROM "ProgrammeItem" WHERE "id" = ? AND "eventId" = ?`, input.itemId, hall.eventId) !== undefined
        if (!isHere) return err('record.not_found')
        if (!takeAllowance(held, hall.eventId, personId)) return err('question.too_often')
        const verified = delegationId !== null && isFromVerified(held.sql, delegationId, held.now)
        const questionId = insertQuestion(held, { hall, itemId: input.itemId, authorId: personId, delegationId, key: input.key, text: input.text, isAnonymous: input.isAnonymous, isFromVerified: verified, state: start.value })
        // The trail is where an anonymous author stays known, and nowhere else.
        held.audit('question:asked', `question:${questionId}`, { eventId: hall.eventId, isAnonymous: input.isAnonymous })
        tell(held, { id: questionId, stageId: hall.stageId }, false)
        return ok({ questionId, state: start.value })
      })
      return asked.ok || asked.error.code !== 'question.too_often' ? asked : err('question.too_often', { params: { seconds: wait(actor, input.stageId) } })
    },

    /** Gives or takes back one's voice. Pressed twice, sent twice or from two devices: one voice. */
    async vote(actor: Actor, input: UpVoteInput): Promise<Result<UpVoteAnswer>> {
      const voted = await quick(actor, (held): Result<UpVoteAnswer & { stageId: string; isNew: boolean }> => {
        const row = findQuestion(held.sql, input.questionId)
        if (row === null) return err(actor.kind === 'person' ? 'record.not_found' : 'auth.required')
        const entered = enter(held.sql, actor, row.stageId)
        if (!entered.ok) return entered
        const open = passUpVote(row.state)
        if (!open.ok) return open
        const { personId } = entered.value
        const isNew = input.isOn ? addVote(held, row.id, personId) : takeVoteBack(held, row.id, personId)
        return ok({ questionId: row.id, votes: votesOf(held.sql, row.id), isOn: input.isOn, stageId: row.stageId, isNew })
      })
      if (!voted.ok) return voted
      const { stageId, isNew, ...answer } = voted.value
      if (isNew) counted(stageId, answer.questionId)
      return ok(answer)
    },

    /** Shows, hides, pins a question or marks it answered. */
    moderate: (actor: Actor, input: ModerateInput): Promise<Result<{ questionId: string; state: string; version: number }>> =>
      quick(actor, (held) => {
        const row = findQuestion(held.sql, input.questionId)
        if (row === null) return err(actor.kind === 'anonymous' ? 'auth.required' : 'record.not_found')
        const may = staffMay(actor, 'audience:moderate', row.eventId)
        if (!may.ok) return may
        const next = moderate({ state: row.state, isPinned: row.isPinned === 1 }, input.act)
        if (!next.ok) return next
        if (!changeQuestion(held, row, input.version, next.value)) return err('record.changed')
        if (next.value.isPinned) for (const id of unpinOthers(held, row)) tell(held, { id, stageId: row.stageId }, true)
        held.audit(`question:${input.act}`, `question:${row.id}`, { eventId: row.eventId })
        tell(held, row, row.state === 'shown' || row.state === 'answered')
        if (row.isPinned === 1 || next.value.isPinned) tellShown(held, row.stageId)
        return ok({ questionId: row.id, state: next.value.state, version: input.version + 1 })
      }),

    /** Whether questions are taken, read before they are shown, and may come without a name. */
    setRules: (actor: Actor, input: AudienceRulesInput): Promise<Result<{ version: number }>> =>
      quick(actor, (held) => {
        const may = staffMay(actor, 'audience:set_up', input.eventId)
        if (!may.ok) return may
        if (held.sql.get(`SELECT "id" FROM "Event" WHERE "id" = ?`, input.eventId) === undefined) return err('record.not_found')
        const { areQuestionsOpen, isModerated, allowsAnonymous } = input
        const rules = { areQuestionsOpen, isModerated, allowsAnonymous }
        if (!saveRules(held, input.eventId, input.version, rules)) return err('record.changed')
        held.audit('audience:rules', `event:${input.eventId}`, { eventId: input.eventId, ...rules })
        for (const { id } of held.sql.all<{ id: string }>(`SELECT "id" FROM "Stage" WHERE "eventId" = ? ORDER BY "position", "id"`, input.eventId)) {
          held.fact(audienceRoom(id), 'audience:changed', { rules })
          held.fact(moderationRoom(id), 'audience:changed', { rules })
        }
        return ok({ version: input.version + 1 })
      }),
  }
}
