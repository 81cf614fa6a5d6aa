import type { Actor } from '#server/domain/access/actor.ts'
import type { Appearance, ProgrammeKind } from '#server/domain/programme/item.ts'
import type { NewItem, ProgrammeEdit } from '#server/domain/programme/edit.ts'
import type { Edited } from '#server/features/programme-edits/commands.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { TestApp } from '#tests/setup/app.ts'

/** An item to be created; a pitch of ten minutes where nothing else is said. */
export function newItem(stageId: string | null, startsAtMs: number, fields: Partial<NewItem> & { minutes?: number; kind?: ProgrammeKind; people?: Appearance[] } = {}): NewItem {
  const { minutes = 10, ...rest } = fields
  return { kind: 'pitch', sessionId: null, titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', track: '', qaMinutes: 0, bufferMinutes: 0, isLinked: false, people: [], stageId, startsAtMs, endsAtMs: startsAtMs + minutes * 60_000, ...rest }
}

export const speaker = (personId: string): Appearance => ({ personId, name: '', organization: '', role: 'speaker' })

/** Hands of one organizer on one event's programme; what is refused throws its code. */
export function programmeHand(test: TestApp, actor: Actor, eventId: string) {
  const must = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error)}`)
    return result.value
  }
  const edit = async (made: ProgrammeEdit): Promise<Edited> => must(await test.app.programme.edit(actor, { eventId, edit: made as Parameters<TestApp['app']['programme']['edit']>[1]['edit'] }))
  const board = async () => must(await test.app.programme.board(actor, eventId))
  return {
    edit,
    board,
    create: (...items: NewItem[]) => edit({ kind: 'create', items }),
    undo: () => test.app.programme.undo(actor, { eventId }),
    release: async (name: string, confirm = false) => test.app.programme.release(actor, { eventId, number: (await board()).number, name, notes: '', confirm }),
  }
}
