import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'
import type { FactMeeting, FactRequest, TimetableFacts } from '#server/domain/timetable/facts.ts'
import { fromPlan, type Appointment } from '#server/domain/timetable/frame.ts'
import { faultsOf } from '#server/domain/timetable/move.ts'
import { withPins } from '#server/domain/timetable/pins.ts'
import { changelog, obstaclesOf, releaseSteps, type Obstacle, type ReleaseStep, type StandingMeeting } from '#server/domain/timetable/release.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { Clash, Need, Occupancy } from '#server/features/occupancy/store.ts'
import type { BoardDelegation, BoardPerson, TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { Draft, Drafts } from '#server/features/timetable/store.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { ReleaseInput } from '#server/protocol/inputs/timetable.ts'

import { tellEvent, tellPlaced, tellReleased, type ReleaseCards } from './socket.ts'
import { findReaders, freeTimes, insertMeeting, insertRelease, lastRelease, moveMeeting, queueReleaseMail, takenPairs, type ReleasedChange, type ReleasedMeeting, type ReleaseSnapshot } from './store.ts'

type Parts = {
  quick: RunQuickWork
  diary: Diary
  drafts: Drafts
  facts: TimetableFactsStore
  occupancy: Occupancy
  cards: ReleaseCards
  mailDomain: string
  sendJob: (mailId: string, runAt: number) => JobRequest
}

export type Released = { releaseId: string; number: number; placed: number; moved: number; people: number }
/** What stood in the way of one meeting, by name. */
export type ReleaseClash = { meeting: string; startsAt: number; kind: Clash['kind'] | Obstacle['kind']; nameZh: string; nameEn: string }
type Found = { key: string; clash: { kind: ReleaseClash['kind']; id: string } }

/** A step with the meeting that it is about: the one that stands, or the one that it makes. */
type Booked = { step: ReleaseStep; meetingId: string; owner: string }

export function createReleaseCommands(parts: Parts) {
  const { quick, diary, drafts, facts, occupancy } = parts

  /** The lowest free number of each pair's meetings, so that the index on pairs is never asked in vain. */
  function pairNeeds(held: QuickWork, event: EventFacts, draft: Draft, steps: readonly ReleaseStep[]): Map<string, Need> {
    const numbers = Array.from({ length: Math.max(1, event.settings.meetingsPerPair) }, (_, i) => i + 1)
    const names = new Map<string, string[]>()
    for (const step of steps) {
      const about = draft.frame.meetings[step.to.key]
      if (step.kind === 'new' && about) names.set(step.to.key, numbers.map((n) => occupancy.pairResource(event.id, about.aDelegationId, about.bDelegationId, n)))
    }
    const taken = takenPairs(held.sql, [...names.values()].flat())
    const needs = new Map<string, Need>()
    for (const [key, own] of names) {
      const resource = own.find((name) => !taken.has(name)) ?? own.at(-1) ?? ''
      taken.add(resource)
      needs.set(key, { resource, ticks: [0] })
    }
    return needs
  }

  /** First everything that moves is freed, then everything is taken; the primary key of Occupancy refuses what others hold. */
  function occupy(held: QuickWork, event: EventFacts, draft: Draft, booked: readonly Booked[], people: ReadonlyMap<string, readonly string[]>): { key: string; clash: Clash }[] {
    for (const { step, owner } of booked) if (step.kind === 'moved') freeTimes(held.sql, owner)
    const pairs = pairNeeds(held, event, draft, booked.map(({ step }) => step))
    const bufferMs = event.settings.bufferMinutes * 60_000
    return booked.flatMap(({ step, meetingId, owner }) => {
      const { key, startsAtMs, endsAtMs, tableId } = step.to
      const withBuffer = ticksBetween(startsAtMs, endsAtMs + bufferMs)
      const pair = pairs.get(key)
      const needs: Need[] = [
        ...(pair ? [pair] : []),
        ...(people.get(meetingId) ?? []).map((id) => ({ resource: occupancy.personResource(id), ticks: withBuffer })),
        { resource: occupancy.tableResource(tableId), ticks: ticksBetween(startsAtMs, endsAtMs) },
      ]
      return occupancy.take(held.sql, owner, needs).map((clash) => ({ key, clash }))
    })
  }

  function write(held: QuickWork, event: EventFacts, draft: Draft, booked: readonly Booked[], standing: ReadonlyMap<string, StandingMeeting>): void {
    const codes = new Map(event.tables.map((table) => [table.id, table.code]))
    for (const { step, meetingId } of booked) {
      const before = standing.get(step.to.key)
      const about = draft.frame.meetings[step.to.key]
      if (step.kind === 'moved' && before) {
        const was = { startsAt: before.startsAtMs, endsAt: before.endsAtMs, tableCode: codes.get(before.tableId) ?? null }
        moveMeeting(held.sql, meetingId, step.to, was, held.now)
      } else if (step.kind === 'new' && about) {
        const { aDelegationId, bDelegationId, personIds } = about
        insertMeeting(held.sql, { ...step.to, id: meetingId, eventId: event.id, requestId: step.requestId, aDelegationId, bDelegationId, personIds }, `${meetingId}@touhai`, held.now)
      }
    }
  }

  /** What nobody holds and still isn't free: times gone by, closed tables, people who have left. */
  function outdated(present: TimetableFacts, draft: Draft, booked: readonly Booked[], standing: ReadonlyMap<string, StandingMeeting>, people: ReadonlyMap<string, readonly string[]>): Found[] {
    const against = obstaclesOf(present)
    return booked.flatMap(({ step, meetingId }) => {
      const { aDelegationId = '', bDelegationId = '' } = draft.frame.meetings[step.to.key] ?? {}
      const from = step.kind === 'moved' ? (standing.get(step.to.key) ?? null) : null
      return against({ to: step.to, from, aDelegationId, bDelegationId, personIds: people.get(meetingId) ?? [] }).map((clash) => ({ key: step.to.key, clash }))
    })
  }

  function perform(held: QuickWork, actor: Actor, draft: Draft, event: EventFacts, input: ReleaseInput): Result<Released> {
    const present = facts.loadFacts(held.sql, diary, event.id, held.now, () => 0)
    if (present === null) return err('record.not_found')
    const before = facts.listStanding(held.sql, event.id)
    const standing = new Map(before.map((row) => [row.requestId ?? row.id, { ...row, key: row.requestId ?? row.id, meetingId: row.id, tableId: row.tableId ?? '' }]))
    const open = new Set(present.facts.requests.filter(isAmong(present.facts.delegations)).map((request) => request.id))
    const steps = releaseSteps(draft.frame, fromPlan(draft.frame, draft.plan?.placed ?? []), standing, open)
    const booked = steps.map((step): Booked => {
      const meetingId = step.kind === 'moved' ? step.meetingId : held.newId()
      return { step, meetingId, owner: occupancy.meetingOwner(meetingId) }
    })
    const stood = new Map(before.map((row) => [row.id, row.personIds]))
    const attendees = new Map(booked.map(({ step, meetingId }) => [meetingId, stood.get(meetingId) ?? draft.frame.meetings[step.to.key]?.personIds ?? []]))
    const names = facts.loadNames(held.sql, event.id)
    const late = outdated(present.facts, draft, booked, standing, attendees)
    if (late.length > 0) return refuse('release.outdated', draft, booked, late, names)
    const clashes = occupy(held, event, draft, booked, attendees)
    if (clashes.length > 0) return refuse('release.clash', draft, booked, clashes, names)
    write(held, event, draft, booked, standing)
    const changed = booked.map(({ step, meetingId }): ReleasedChange => ({ meetingId, kind: step.kind }))
    const snapshot: ReleaseSnapshot = { meetings: facts.listStanding(held.sql, event.id).map(releasedMeeting), changed, unplaced: waiting(draft, present.facts.requests, open, steps) }
    const saved = file(held, actor, draft, input, snapshot)
    if (!saved.ok) return saved
    tell(held, event, booked, changed, attendees, names.people)
    tellEvent(held, event.id, { number: saved.value.number, name: input.name }, { id: draft.id, version: draft.version + 1 })
    const people = [...new Set([...attendees.values()].flat())]
    for (const reader of findReaders(held.sql, people)) queueReleaseMail(held, reader, { eventId: event.id, releaseId: saved.value.releaseId, mailDomain: parts.mailDomain, sendJob: parts.sendJob })
    const placed = steps.filter((step) => step.kind === 'new').length
    held.audit('timetable:released', `release:${saved.value.releaseId}`, { eventId: event.id, number: saved.value.number, placed, moved: steps.length - placed, people: people.length })
    return ok({ ...saved.value, placed, moved: steps.length - placed, people: people.length })
  }

  function file(held: QuickWork, actor: Actor, draft: Draft, { name, notes }: ReleaseInput, snapshot: ReleaseSnapshot): Result<{ releaseId: string; number: number }> {
    const last = lastRelease(held.sql, draft.eventId)
    const releaseId = held.newId()
    const number = (last?.number ?? 0) + 1
    const log = changelog(last?.snapshot.meetings.map(appointment) ?? null, snapshot.meetings.map(appointment))
    const createdById = actor.kind === 'person' ? actor.personId : ''
    if (!insertRelease(held.sql, { id: releaseId, eventId: draft.eventId, number, name, notes, changelog: log, snapshot, draftId: draft.id, createdById }, held.now)) return err('release.name_taken')
    return drafts.markReleased(held.sql, draft.id, draft.version, held.now) ? ok({ releaseId, number }) : err('record.changed')
  }

  function tell(held: QuickWork, event: EventFacts, booked: readonly Booked[], changed: ReleasedChange[], attendees: ReadonlyMap<string, readonly string[]>, people: readonly BoardPerson[]): void {
    const delegatesOf = new Map<string, string[]>()
    for (const { id, delegationId } of people) delegatesOf.set(delegationId, [...(delegatesOf.get(delegationId) ?? []), id])
    const placed = new Set(booked.flatMap(({ step }) => (step.kind === 'new' ? [step.requestId] : [])))
    tellReleased(held, { cards: parts.cards, eventId: event.id, changed, attendees, delegatesOf })
    tellPlaced(held, { cards: parts.cards, eventId: event.id, requestIds: placed, delegatesOf })
  }

  return {
    /**
     * Makes a draft true in one transaction: meetings get their time and table, people whose day changes are told, an
     * immutable version is written. `release.clash` names what was taken meanwhile (`detail.clashes`), `release.outdated` which
     * times, tables and people are no longer there; nothing is changed then.
     */
    release: (actor: Actor, input: ReleaseInput): Promise<Result<Released>> =>
      quick(actor, (held) => {
        const draft = drafts.findDraft(held.sql, input.draftId)
        if (draft === null || !can(actor, 'timetable:view', { eventId: draft.eventId as EventId })) return err('record.not_found')
        if (!can(actor, 'timetable:release', { eventId: draft.eventId as EventId })) return err('auth.forbidden')
        const event = diary.findEvent(held.sql, draft.eventId)
        if (event === null) return err('record.not_found')
        const gate = passGate('timetable:release', event.phase)
        if (!gate.ok) return gate
        if (draft.state !== 'ready' || draft.plan === null) return err('draft.not_ready')
        if (draft.version !== input.version) return err('record.changed')
        if (faultsOf(withPins(draft.problem, draft.pins), draft.plan).length > 0) return err('draft.unsound')
        return perform(held, actor, draft, event, input)
      }),
  }
}

function releasedMeeting({ id, requestId, aDelegationId, bDelegationId, startsAtMs, endsAtMs, tableId, personIds }: Omit<FactMeeting, 'weight'>): ReleasedMeeting {
  return { key: id, requestId, aDelegationId, bDelegationId, startsAtMs, endsAtMs, tableId: tableId ?? '', personIds: [...personIds] }
}

const appointment = ({ key, startsAtMs, endsAtMs, tableId }: Appointment): Appointment => ({ key, startsAtMs, endsAtMs, tableId })

/** Whether both sides of a request still take part. */
function isAmong(delegations: TimetableFacts['delegations']): (request: FactRequest) => boolean {
  const active = new Set(delegations.flatMap((one) => (one.isActive ? [one.id] : [])))
  return ({ fromDelegationId, toDelegationId }) => active.has(fromDelegationId) && active.has(toDelegationId)
}

/** Accepted requests that this release leaves without a meeting, with the engine's reason; `open`: those whose sides take part. */
function waiting(draft: Draft, accepted: readonly FactRequest[], open: ReadonlySet<string>, steps: readonly ReleaseStep[]): ReleaseSnapshot['unplaced'] {
  const placed = new Set(steps.map((step) => step.to.key))
  const unplaced = (draft.plan?.unplaced ?? []).map(({ meeting, why, detail }) => ({ requestId: meeting, why: why as string, detail: detail as Record<string, unknown> }))
  const known = [...unplaced, ...draft.frame.leftOut.map(({ requestId, why }) => ({ requestId, why: why as string, detail: {} }))]
  const left = accepted.filter(({ id }) => !open.has(id)).map(({ id }) => ({ requestId: id, why: 'not_taking_part', detail: {} }))
  return [...known.filter((one) => open.has(one.requestId) && !placed.has(one.requestId)), ...left]
}

function refuse(code: 'release.clash' | 'release.outdated', draft: Draft, booked: readonly Booked[], clashes: readonly Found[], names: { delegations: BoardDelegation[]; people: BoardPerson[] }): Result<never> {
  const people = new Map(names.people.map((one) => [one.id, one]))
  const tables = new Map(draft.frame.tables.map((table) => [table.id, table.code]))
  const delegations = new Map(names.delegations.map((one) => [one.id, one]))
  const found = clashes.map(({ key, clash }): ReleaseClash => {
    const about = draft.frame.meetings[key]
    const startsAt = booked.find(({ step }) => step.to.key === key)?.step.to.startsAtMs ?? 0
    const person = people.get(clash.id)
    const code = tables.get(clash.id)
    const pair = [about?.aDelegationId, about?.bDelegationId].map((id) => delegations.get(id ?? ''))
    const nameZh = person ? person.nameZh || person.nameEn : (code ?? pair.map((one) => one?.nameZh || one?.nameEn || '').join(' × '))
    const nameEn = person ? person.nameEn || person.nameZh : (code ?? pair.map((one) => one?.nameEn || one?.nameZh || '').join(' × '))
    return { meeting: key, startsAt, kind: clash.kind, nameZh, nameEn }
  })
  const who = [...new Set(found.map((one) => one.nameZh))].slice(0, 3).join('、')
  return err(code, { params: { count: found.length, who }, detail: { clashes: found.slice(0, 50) } })
}
