import { describe, expect, it } from 'vitest'

import { conflictKey, emptyGround, findConflicts, type ConflictGround } from './conflicts.ts'
import { applyEdit, withChanges, type NewItem, type ProgrammeEdit } from './edit.ts'
import type { WorkingItem } from './item.ts'
import { affectedBy, changelogOf, releasePlan } from './release.ts'

const base = Date.UTC(2026, 11, 2, 1)
const at = (minutes: number): number => base + minutes * 60_000
const blank: Omit<WorkingItem, 'id' | 'startsAtMs' | 'endsAtMs'> = { kind: 'pitch', sessionId: null, titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', track: '', qaMinutes: 0, bufferMinutes: 0, isLinked: false, people: [], stageId: 'main', externalId: null, isRemoved: false, delegationId: null, version: 1 }
const item = (id: string, from: number, to: number, fields: Partial<WorkingItem> = {}): WorkingItem => ({ ...blank, id, startsAtMs: at(from), endsAtMs: at(to), ...fields })
const board = (...items: WorkingItem[]): Map<string, WorkingItem> => new Map(items.map((one) => [one.id, one]))
let counter = 0
const context = { newId: () => `new${++counter}`, isReleased: () => false }
const named = (name: string) => ({ personId: null, name, organization: '', role: 'speaker' as const })
const known = (personId: string) => ({ personId, name: personId, organization: '', role: 'speaker' as const })

/** `id@from-to`, with `*` where it is linked and `/stage` where it isn't the main one. */
function edited(items: Map<string, WorkingItem>, edit: ProgrammeEdit, ctx = context): string[] | string {
  const done = applyEdit(items, edit, ctx)
  if (!done.ok) return done.error.fields?.map((field) => `${field.path}: ${field.code}`).join() ?? done.error.code
  return [...withChanges(items, done.value).values()].filter((one) => !one.isRemoved).sort((a, b) => a.startsAtMs - b.startsAtMs).map((one) => `${one.id}@${(one.startsAtMs - base) / 60_000}-${(one.endsAtMs - base) / 60_000}${one.isLinked ? '*' : ''}${one.stageId === 'main' ? '' : `/${one.stageId ?? 'none'}`}`)
}

describe('linked start times', () => {
  const chain = board(item('a', 0, 10, { bufferMinutes: 5 }), item('b', 15, 25, { isLinked: true }), item('c', 25, 35, { isLinked: true }), item('d', 60, 70))
  it('follow when what is before them grows, with its buffer, and leave everything else alone', () => {
    expect(edited(chain, { kind: 'resize', itemId: 'a', version: 1, startsAtMs: at(0), endsAtMs: at(20) })).toEqual(['a@0-20', 'b@25-35*', 'c@35-45*', 'd@60-70'])
  })
  it('follow when what is before them moves along the stage', () => {
    expect(edited(chain, { kind: 'move', itemId: 'a', version: 1, stageId: 'main', startsAtMs: at(100) })).toEqual(['d@60-70', 'a@100-110', 'b@115-125*', 'c@125-135*'])
  })
  it('close up when a link of the chain leaves the stage or is removed', () => {
    expect(edited(chain, { kind: 'move', itemId: 'b', version: 1, stageId: 'north', startsAtMs: at(15) })).toEqual(['a@0-10', 'b@15-25/north', 'c@15-25*', 'd@60-70'])
    expect(edited(chain, { kind: 'remove', itemId: 'b', version: 1 })).toEqual(['a@0-10', 'c@15-25*', 'd@60-70'])
  })
  it('end at the head of a chain that leaves, which stays where it is', () => {
    expect(edited(chain, { kind: 'remove', itemId: 'a', version: 1 })).toEqual(['b@15-25', 'c@25-35*', 'd@60-70'])
  })
  it('end for an item that is given a start of its own, and its followers go with it', () => {
    expect(edited(chain, { kind: 'move', itemId: 'b', version: 1, stageId: 'main', startsAtMs: at(30) })).toEqual(['a@0-10', 'b@30-40', 'c@40-50*', 'd@60-70'])
  })
  it('can be asked for only where something is before', () => {
    const { stageId: _stage, startsAtMs: _from, endsAtMs: _to, id: _id, version: _version, externalId: _external, isRemoved: _removed, delegationId: _delegation, ...face } = item('d', 60, 70)
    expect(edited(chain, { kind: 'change', itemId: 'd', version: 1, face: { ...face, isLinked: true } })).toEqual(['a@0-10', 'b@15-25*', 'c@25-35*', 'd@35-45*'])
    expect(edited(board(item('d', 60, 70)), { kind: 'change', itemId: 'd', version: 1, face: { ...face, isLinked: true } })).toBe('programme.nothing_before')
  })
})

describe('edits', () => {
  it('make many pitch slots at once, with questions inside and a buffer after each', () => {
    const done = applyEdit(board(), { kind: 'slots', count: 3, lengthMinutes: 10, qaMinutes: 4, bufferMinutes: 5, startsAtMs: at(0), stageId: 'main', sessionId: 's', track: 'A', isLinked: true }, context)
    expect(done.ok && done.value.map(({ after }) => [((after?.startsAtMs ?? 0) - base) / 60_000, ((after?.endsAtMs ?? 0) - base) / 60_000, after?.qaMinutes, after?.bufferMinutes, after?.isLinked])).toEqual([[0, 10, 4, 5, false], [15, 25, 4, 5, true], [30, 40, 4, 5, true]])
  })
  it('keep to five minutes, a sensible length and questions shorter than the item', () => {
    const move = (startsAtMs: number): ProgrammeEdit => ({ kind: 'move', itemId: 'a', version: 1, stageId: 'main', startsAtMs })
    const resize = (to: number): ProgrammeEdit => ({ kind: 'resize', itemId: 'a', version: 1, startsAtMs: at(0), endsAtMs: at(to) })
    const only = board(item('a', 0, 20, { qaMinutes: 5 }))
    expect([edited(only, move(at(0) + 60_000)), edited(only, resize(0)), edited(only, resize(13)), edited(only, resize(25 * 60)), edited(only, resize(5))]).toEqual(['startsAt: setup.not_on_tick', 'endsAt: programme.bad_length,qaMinutes: programme.questions_too_long', 'endsAt: programme.bad_length', 'endsAt: programme.bad_length', 'qaMinutes: programme.questions_too_long'])
  })
  it('are refused on another version, on what is gone, and where a booked pitch would lose its place', () => {
    const booked = board(item('a', 0, 20, { delegationId: 'd', version: 3 }))
    expect(edited(booked, { kind: 'remove', itemId: 'a', version: 2 })).toBe('record.changed')
    expect(edited(booked, { kind: 'remove', itemId: 'b', version: 1 })).toBe('record.not_found')
    expect(edited(booked, { kind: 'remove', itemId: 'a', version: 3 })).toBe('programme.slot_booked')
    expect(edited(booked, { kind: 'move', itemId: 'a', version: 3, stageId: null, startsAtMs: at(0) })).toBe('programme.slot_booked')
  })
  it('keep a released item until the next release, and its kind for ever', () => {
    const released = { ...context, isReleased: () => true }
    const done = applyEdit(board(item('a', 0, 20)), { kind: 'remove', itemId: 'a', version: 1 }, released)
    expect(done.ok && done.value.map((change) => change.after?.isRemoved)).toEqual([true])
    const face = { ...blank, kind: 'talk' as const }
    expect(edited(board(item('a', 0, 20)), { kind: 'change', itemId: 'a', version: 1, face }, released)).toBe('programme.kind_fixed')
  })
  it('add a list of items as a whole or not at all', () => {
    const row = (from: number, to: number): NewItem => ({ ...blank, startsAtMs: at(from), endsAtMs: at(to) })
    expect(edited(board(), { kind: 'create', items: [row(0, 10), row(10, 11)] })).toBe('endsAt: programme.bad_length')
  })
})

describe('conflicts', () => {
  const kinds = (items: WorkingItem[], ground: Partial<ConflictGround> = {}): string[] => findConflicts(items, { ...emptyGround, ...ground }).map((one) => `${one.kind} ${one.reason} ${[one.itemId, one.otherId].filter(Boolean).join('+')}${one.isHard ? ' hard' : ''}`)

  it('touching is none; overlapping on a stage is hard; a buffer that is not kept is not', () => {
    expect(kinds([item('a', 0, 10), item('b', 10, 20)])).toEqual([])
    expect(kinds([item('a', 0, 10), item('b', 5, 20)])).toEqual(['stage overlap a+b hard'])
    expect(kinds([item('a', 0, 10, { bufferMinutes: 5 }), item('b', 10, 20)])).toEqual(['stage buffer a+b'])
    expect(kinds([item('a', 0, 10), item('b', 5, 20, { stageId: 'north' })])).toEqual([])
    expect(kinds([item('a', 0, 10), item('b', 5, 20, { isRemoved: true }), item('c', 5, 20, { stageId: null })])).toEqual([])
  })
  it('what starts within a tick takes it whole, as the occupancy does', () => {
    expect(kinds([item('a', 0, 7), item('b', 7, 12)])).toEqual(['stage overlap a+b hard'])
  })
  it('a person twice: hard with an account, counting the free time she keeps; by name alone it is only said', () => {
    const elsewhere = { stageId: 'north' }
    expect(kinds([item('a', 0, 10, { people: [known('p')] }), item('b', 5, 20, { ...elsewhere, people: [known('p')] })])).toEqual(['person overlap a+b hard'])
    expect(kinds([item('a', 0, 10, { people: [known('p')] }), item('b', 10, 20, { ...elsewhere, people: [known('p')] })], { bufferMinutes: 5 })).toEqual(['person overlap a+b hard'])
    expect(kinds([item('a', 0, 10, { people: [named('Ada  Lovelace')] }), item('b', 5, 20, { ...elsewhere, people: [named('ada lovelace')] })])).toEqual(['person overlap a+b'])
    expect(kinds([item('a', 0, 10, { people: [known('p')] })], { busy: [{ personId: 'p', startsAtMs: at(5), endsAtMs: at(25) }] })).toEqual(['person meeting a hard'])
  })
  it('a firm twice at once with different people; with one person it is hers', () => {
    const ground = { firms: { p: 'firm', q: 'firm' }, delegations: { d: 'firm' } }
    expect(kinds([item('a', 0, 10, { delegationId: 'd', people: [known('p')] }), item('b', 5, 20, { stageId: 'north', kind: 'panel', people: [known('q')] })], ground)).toEqual(['firm overlap a+b'])
    expect(kinds([item('a', 0, 10, { delegationId: 'd', people: [known('p')] }), item('b', 5, 20, { stageId: 'north', kind: 'panel', people: [known('p')] })], ground)).toEqual(['person overlap a+b hard'])
  })
  it('competitors back to back, not with a pitch between them or later', () => {
    const ground = { delegations: { d: 'one', e: 'two', f: 'three' }, competitors: [['two', 'one']] as const }
    const pitch = (id: string, from: number, delegationId: string) => item(id, from, from + 10, { delegationId })
    expect(kinds([pitch('a', 0, 'd'), pitch('b', 10, 'e')], ground)).toEqual(['competitors adjacent a+b'])
    expect(kinds([pitch('a', 0, 'd'), pitch('c', 10, 'f'), pitch('b', 20, 'e')], ground)).toEqual([])
    expect(kinds([pitch('a', 0, 'd'), pitch('b', 30, 'e')], ground)).toEqual([])
  })
  it('a judge who recused herself from a pitch and sits on a panel of its session', () => {
    const items = [item('a', 0, 10, { sessionId: 's' }), item('b', 20, 30, { kind: 'panel', sessionId: 's', people: [known('j')] }), item('c', 40, 50, { kind: 'panel', people: [known('j')] })]
    expect(kinds(items, { recusals: [{ personId: 'j', itemId: 'a' }] })).toEqual(['recusal recused a+b'])
  })
  it('of eight hundred items: the one that is there is found', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => item(`i${n}`, (n % 40) * 10, (n % 40) * 10 + 10, { stageId: `s${Math.floor(n / 40)}`, people: [named(`person ${n}`)] }))
    expect(findConflicts(many(800), emptyGround)).toEqual([])
    expect(findConflicts([...many(800), item('x', 0, 10, { stageId: 's3' })], emptyGround).map(conflictKey)).toHaveLength(1)
  })
})

it('a release tells who came, moved and went, and its log what did', () => {
  const released = (one: WorkingItem) => ({ ...one, eventId: 'e', stageId: one.stageId ?? '', speakers: [], delegation: null, calendarSequence: 0 })
  const before = [item('a', 0, 10, { people: [known('p')] }), item('b', 10, 20, { people: [known('p'), known('q')] }), item('c', 20, 30, { people: [known('r')] }), item('d', 30, 40)]
  const now = [item('a', 5, 15, { people: [known('p')] }), item('b', 10, 20, { people: [known('q'), known('s')] }), item('d', 30, 40, { titleZh: '新题目' }), item('e', 50, 60, { people: [known('r')] }), item('f', 70, 80, { stageId: null })]
  const plan = releasePlan(now, before.map(released))
  expect(affectedBy(plan).map((one) => `${one.personId} ${one.itemId} ${one.kind}`)).toEqual(['p a moved', 's b new', 'p b gone', 'r e new', 'r c gone'])
  const log = changelogOf(plan)
  expect([log.added, log.moved, log.changed, log.removed].map((lines) => lines.map((one) => one.id).join())).toEqual(['e', 'a', 'b,d', 'c'])
})
