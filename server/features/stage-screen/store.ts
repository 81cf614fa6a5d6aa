import type { StageEvent } from '#server/domain/stage/model.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { PollCard } from '#server/protocol/audience.ts'
import { stageRoom } from '#server/protocol/rooms.ts'
import type { StageShown } from '#server/protocol/stage.ts'

/** `pollCard`: a poll as the hall sees it. */
export type ScreenParts = { pollCard: (sql: SyncSql, pollId: string) => PollCard | null }

/**
 * What everybody is shown beside the stage: the pinned question, without a name as this room is open to all who may see the
 * event, and the result that was revealed last, for as long as no other poll has been opened and the stage has not been
 * opened anew since: what a rehearsal showed isn't shown in the next one, nor on the day.
 */
export const createShownOn = ({ pollCard }: ScreenParts) => (sql: SyncSql, stageId: string): StageShown => {
  const question = sql.get<{ id: string; text: string }>(`SELECT "id", "text" FROM "Question" WHERE "stageId" = ? AND "isPinned" = 1 AND "state" = 'shown' ORDER BY "id" DESC LIMIT 1`, stageId) ?? null
  const last = sql.get<{ id: string; at: number }>(`SELECT "id", COALESCE("revealedAt", "openedAt") AS "at" FROM "Poll" WHERE "stageId" = ? AND "state" IN ('open', 'revealed') ORDER BY COALESCE("revealedAt", "openedAt") DESC, "id" DESC LIMIT 1`, stageId)
  const card = last === undefined ? null : pollCard(sql, last.id)
  if (last === undefined || card === null || card.results === null || openedSince(sql, stageId, last.at)) return { question, poll: null }
  const { id, titleZh, titleEn, options, results } = card
  return { question, poll: { id, titleZh, titleEn, options, ...results, at: last.at } }
}

function openedSince(sql: SyncSql, stageId: string, at: number): boolean {
  const events = sql.all<{ event: string }>(`SELECT "event" FROM "StageEvent" WHERE "stageId" = ? AND "at" > ?`, stageId, at)
  return events.some(({ event }) => (JSON.parse(event) as StageEvent).kind === 'open')
}

/** Tells screens and phones of a stage what is shown beside it now. */
export const createTellShown = (shownOn: ReturnType<typeof createShownOn>) => (held: QuickWork, stageId: string): void => {
  held.fact(stageRoom(stageId), 'stage:shown', { shown: shownOn(held.sql, stageId) })
}
