import type { Actor } from '#server/domain/access/actor.ts'
import { findConflicts, levelOf, type Conflict } from '#server/domain/programme/conflicts.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import { affectedBy, changelogOf, changesNothing, releasePlan, type Affected, type ReleasePlan } from '#server/domain/programme/release.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Occupancy } from '#server/features/occupancy/store.ts'
import type { openForEditing } from '#server/features/programme-edits/commands.ts'
import type { lastNumber, loadGround, loadWorking, PeopleOfItems, ProgrammeEvent } from '#server/features/programme-edits/store.ts'
import type { appearanceOf, listReleasedItems, listStages } from '#server/features/programme/store.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { ReleaseProgrammeInput } from '#server/protocol/inputs/programme.ts'
import { agendaRoom, deskRoom, eventRoom } from '#server/protocol/rooms.ts'

import { bookedAmong, insertProgrammeRelease, listProgrammeReleases, occupy, queueProgrammeMails, writeReleased, type GoneItem, type ProgrammeClash } from './store.ts'

/** What the programme and its edits lend. */
export type ReleaseGround = {
  open: typeof openForEditing
  working: typeof loadWorking
  ground: typeof loadGround
  lastNumber: typeof lastNumber
  peopleOf: PeopleOfItems
  released: typeof listReleasedItems
  appearanceOf: typeof appearanceOf
  stagesOf: typeof listStages
}

/** `follow`: what else has to happen once slots have come, gone or moved. `tellStages`: tells those who watch a stage its new rundown. */
type Parts = { quick: RunQuickWork; occupancy: Occupancy; programme: ReleaseGround; mailDomain: string; sendJob: (mailId: string, runAt: number) => JobRequest; follow: (eventId: string, releaseId: string) => JobRequest; tellStages: (held: QuickWork, eventId: string) => void }

export type ProgrammeReleased = { releaseId: string; number: number; added: number; moved: number; changed: number; removed: number; people: number }
/** What keeps a programme from being released, by name; `startsAt` in ms. */
export type ReleaseObstacle = { itemId: string; titleZh: string; titleEn: string; startsAt: number; kind: string; nameZh: string; nameEn: string }

export function createProgrammeReleaseCommands({ quick, occupancy, programme, mailDomain, sendJob, follow, tellStages }: Parts) {
  /** A level decides what is said; what the occupancy would refuse blocks a release in any case. */
  function passConflicts(event: ProgrammeEvent, conflicts: readonly Conflict[], confirmed: boolean): Result<undefined> {
    const blocking = conflicts.filter((conflict) => conflict.isHard || levelOf(conflict, event.levels) === 'block')
    if (blocking.length > 0) return err('programme.release_blocked', { params: { count: blocking.length }, detail: { conflicts: blocking.slice(0, 100) } })
    const warning = conflicts.filter((conflict) => levelOf(conflict, event.levels) === 'warn')
    if (warning.length > 0 && !confirmed) return err('programme.release_warned', { params: { count: warning.length }, detail: { conflicts: warning.slice(0, 100) } })
    return ok()
  }

  function perform(held: QuickWork, actor: Actor, event: ProgrammeEvent, input: ReleaseProgrammeInput): Result<ProgrammeReleased> {
    const { items } = programme.working(held.sql, event.id, programme.peopleOf)
    const plan = releasePlan(items.values(), programme.released(held.sql, event.id))
    if (changesNothing(plan)) return err('programme.nothing_to_release')
    const passed = passConflicts(event, findConflicts(items.values(), programme.ground(held.sql, event, items)), input.confirm)
    if (!passed.ok) return passed
    if (bookedAmong(held.sql, plan.withdrawn.map((item) => item.id)).length > 0) return err('programme.slot_booked')
    const clashes = occupy(held.sql, occupancy, plan, event.bufferMinutes)
    if (clashes.length > 0) return refuse(held, event, items, clashes)
    const affected = affectedBy(plan)
    const gone = goneItems(plan, affected)
    writeReleased(held.sql, plan, held.now)
    const releaseId = held.newId()
    const number = (listProgrammeReleases(held.sql, event.id)[0]?.number ?? 0) + 1
    const changelog = changelogOf(plan)
    const createdById = actor.kind === 'person' ? actor.personId : ''
    const snapshot = { items: plan.steps.map((step) => step.item), affected, gone }
    if (!insertProgrammeRelease(held.sql, { id: releaseId, eventId: event.id, number, name: input.name, notes: input.notes, changelog, snapshot, createdById }, held.now)) return err('release.name_taken')
    tell(held, event.id, { number, name: input.name }, affected)
    post(held, event.id, releaseId, affected)
    held.job(follow(event.id, releaseId))
    const counts = { added: changelog.added.length, moved: changelog.moved.length, changed: changelog.changed.length, removed: changelog.removed.length, people: new Set(affected.map((one) => one.personId)).size }
    held.audit('programme:released', `release:${releaseId}`, { eventId: event.id, number, ...counts })
    return ok({ releaseId, number, ...counts })
  }

  /** Each person hears of her own appearances and nobody else's; boards and public pages hear that there is a release. */
  function tell(held: QuickWork, eventId: string, { number, name }: { number: number; name: string }, affected: readonly Affected[]): void {
    for (const { personId, itemId, kind } of affected) {
      const card = kind === 'gone' ? null : programme.appearanceOf(held.sql, eventId, itemId, personId)
      if (card === null) held.fact(agendaRoom(eventId, personId), 'appearance:cancelled', { itemId })
      else held.fact(agendaRoom(eventId, personId), 'appearance:changed', { appearance: card })
    }
    for (const room of [eventRoom(eventId), deskRoom(eventId)]) held.fact(room, 'programme:released', { number, name, at: held.now })
    tellStages(held, eventId)
  }

  function post(held: QuickWork, eventId: string, releaseId: string, affected: readonly Affected[]): void {
    const about = { eventId, releaseId, mailDomain, sendJob }
    const who = (isGone: boolean): string[] => affected.filter((one) => (one.kind === 'gone') === isGone).map((one) => one.personId)
    queueProgrammeMails(held, who(false), { ...about, template: 'programme_released' })
    queueProgrammeMails(held, who(true), { ...about, template: 'programme_withdrawn' })
  }

  function refuse(held: QuickWork, event: ProgrammeEvent, items: ReadonlyMap<string, WorkingItem>, clashes: readonly ProgrammeClash[]): Result<never> {
    const stages = new Map(programme.stagesOf(held.sql, event.id).map((stage) => [stage.id, stage]))
    const found = clashes.map(({ itemId, clash }): ReleaseObstacle => {
      const item = items.get(itemId)
      const stage = stages.get(clash.id)
      const person = item?.people.find((one) => one.personId === clash.id)?.name ?? ''
      return { itemId, titleZh: item?.titleZh ?? '', titleEn: item?.titleEn ?? '', startsAt: item?.startsAtMs ?? 0, kind: clash.kind, nameZh: stage?.nameZh ?? person, nameEn: stage?.nameEn ?? person }
    })
    return err('programme.release_clash', { params: { who: [...new Set(found.map((one) => one.nameZh || one.nameEn))].slice(0, 3).join('、') }, detail: { clashes: found.slice(0, 50) } })
  }

  return {
    /**
     * Makes the working copy what everybody may rely on, in one transaction: an immutable version is written, stages and
     * people are taken, and exactly those whose appearance changed are told. `record.changed` where there were edits that
     * the organizer hasn't seen; `programme.release_blocked` and `programme.release_warned` with `detail.conflicts`;
     * `programme.release_clash` with `detail.clashes` where the occupancy refuses. Nothing is changed then.
     */
    release: (actor: Actor, input: ReleaseProgrammeInput): Promise<Result<ProgrammeReleased>> =>
      quick(actor, (held) => {
        const event = programme.open(held, actor, input.eventId)
        if (!event.ok) return event
        if (programme.lastNumber(held.sql, input.eventId) !== input.number) return err('record.changed')
        return perform(held, actor, event.value, input)
      }),
  }
}

/** The calendar entries to take away, with the sequence that follows the one people have. */
function goneItems({ steps, withdrawn }: ReleasePlan, affected: readonly Affected[]): GoneItem[] {
  const ids = new Set(affected.filter((one) => one.kind === 'gone').map((one) => one.itemId))
  const before = [...withdrawn, ...steps.flatMap((step) => (step.before === null ? [] : [step.before]))]
  return before.filter((item) => ids.has(item.id)).map(({ id, titleZh, titleEn, stageId, startsAtMs, endsAtMs, calendarSequence, delegation }) => ({
    itemId: id, titleZh: titleZh || titleEn || (delegation?.nameZh ?? ''), titleEn: titleEn || titleZh || (delegation?.nameEn ?? ''), stageId, startsAtMs, endsAtMs, sequence: calendarSequence + 1,
  }))
}
