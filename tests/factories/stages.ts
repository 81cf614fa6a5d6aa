import type { ProgrammeKind } from '#server/domain/programme/item.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

import type { MadeEvent } from './events.ts'
import type { MadeDelegation } from './meetings.ts'

const ids = createIds()
const made = new Date(Date.UTC(2026, 0, 1))

export type RundownLine = { kind?: ProgrammeKind; titleZh?: string; from?: string; minutes?: number; qaMinutes?: number; bufferMinutes?: number; isLinked?: boolean; delegation?: MadeDelegation }

/**
 * A released rundown on the event's first stage, written past all rules: one line after the other from 14:00 on, pitches
 * of ten minutes whose last three are for questions, unless a line says otherwise.
 */
export async function makeRundown(db: Pick<Database, 'client'>, event: MadeEvent, lines: readonly RundownLine[]): Promise<{ stageId: string; itemIds: string[] }> {
  const stageId = event.stages[0]?.id ?? ''
  let at = event.at('14:00')
  const itemIds: string[] = []
  for (const line of lines) {
    const { kind = 'pitch', titleZh = '', minutes = 10, qaMinutes = kind === 'pitch' ? 3 : 0, bufferMinutes = 0, isLinked = true, delegation } = line
    const id = ids.newId()
    const startsAt = new Date(line.from === undefined ? at : event.at(line.from))
    const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
    const face = { kind, sessionId: null, titleZh, titleEn: '', summaryZh: '', summaryEn: '', track: '', qaMinutes, bufferMinutes, isLinked, people: [] }
    await db.client.programmeItem.create({
      data: {
        id, eventId: event.id, stageId, kind, titleZh, startsAt, endsAt, qaMinutes, bufferMinutes, isLinked, releasedStageId: stageId, releasedStartsAt: startsAt, releasedEndsAt: endsAt,
        released: face, delegationId: delegation?.id ?? null, createdAt: made, updatedAt: made,
      },
    })
    at = endsAt.getTime() + bufferMinutes * 60_000
    itemIds.push(id)
  }
  return { stageId, itemIds }
}
