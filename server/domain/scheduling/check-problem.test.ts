import { describe, expect, it } from 'vitest'

import { meeting, people, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { checkChange } from './check-change.ts'
import { checkPlacements, checkProblem } from './check-problem.ts'

const good = timetableProblem({
  sittings: [{ from: 0, to: 2 }, { from: 2, to: 4 }],
  meetings: [meeting('m1', ['p1', 'p2'], { slot: 0, table: 'T1', sitting: 0 }), meeting('m2', ['p1', 'p3'], { after: ['m1'], length: 2, allowed: [1, 2, 3] })],
  fairBreaks: 1,
  objective: ['breaks'],
})

/** Path and code of the first fault of the good problem with some fields replaced. */
function firstFault(fields: object): string {
  const checked = checkProblem({ ...good, ...fields })
  return checked.ok ? 'accepted' : `${checked.error.fields?.[0]?.path} ${checked.error.fields?.[0]?.code}`
}

const first = (fields: object) => ({ meetings: [{ ...good.meetings[0], ...fields }, good.meetings[1]] })

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

describe('a problem from outside', () => {
  it('is taken over as it stands when nothing is wrong with it', () => {
    expect(checkProblem(good)).toEqual({ ok: true, value: good })
  })

  it.each([
    [{ format: 'timetable@9' }, '$.format timetable.wrong_format'],
    [{ slots: Number.NaN }, '$.slots input.not_a_number'],
    [{ slots: JSON.parse('1e309') }, '$.slots input.not_a_number'],
    [{ slots: 0 }, '$.slots input.out_of_range'],
    [{ slots: 2.5 }, '$.slots input.out_of_range'],
    [{ tables: -1 }, '$.tables input.out_of_range'],
    [{ tables: 'six' }, '$.tables input.not_a_number'],
    [{ tables: [{ id: 'T1' }, { id: 'T1' }] }, '$.tables[1].id timetable.duplicate_id'],
    [{ tables: [{ id: 'T1', unavailable: [0] }] }, '$.meetings[0].table timetable.pin_impossible'],
    [{ sittings: [{ from: 2, to: 2 }] }, '$.sittings[0].to input.out_of_range'],
    [{ participants: 7 }, '$.participants timetable.not_a_list'],
    [{ participants: [{ id: 'p\u0000' }] }, '$.participants[0].id input.bad_characters'],
    [{ participants: [{ id: '\ud800' }] }, '$.participants[0].id input.bad_characters'],
    [{ participants: [...people(4), { id: 'p1' }] }, '$.participants[4].id timetable.duplicate_id'],
    [{ participants: [{ id: 'p1', unavailable: [4] }, ...people(4).slice(1)] }, '$.participants[0].unavailable[0] input.out_of_range'],
    [{ participants: [{ id: 'p1', unavailable: [0] }, ...people(4).slice(1)] }, '$.meetings[0].slot timetable.pin_impossible'],
    [{ participants: [{ id: 'p1', min: 3, max: 2 }, ...people(4).slice(1)] }, '$.participants[0].min timetable.min_above_max'],
    [{ participants: [{ id: 'p1', table: 'T9' }, ...people(4).slice(1)] }, '$.participants[0].table timetable.unknown_table'],
    [{ participants: [{ id: 'p1', table: 'T2' }, ...people(4).slice(1)] }, '$.meetings[0].table timetable.pin_impossible'],
    [first({ participants: ['p1'] }), '$.meetings[0].participants timetable.too_few_participants'],
    [first({ participants: ['p1', 'p9'] }), '$.meetings[0].participants[1] timetable.unknown_participant'],
    [first({ participants: ['p1', 'p1'] }), '$.meetings[0].participants[1] timetable.duplicate_id'],
    [first({ id: 'm2' }), '$.meetings[1].id timetable.duplicate_id'],
    [first({ weight: 0 }), '$.meetings[0].weight input.out_of_range'],
    [first({ must: 'yes' }), '$.meetings[0].must timetable.not_true_or_false'],
    [first({ slot: 4 }), '$.meetings[0].slot input.out_of_range'],
    [first({ slot: null }), '$.meetings[0].slot input.not_a_number'],
    [first({ slot: 3 }), '$.meetings[0].slot timetable.pin_impossible'],
    [first({ table: 'T3' }), '$.meetings[0].table timetable.unknown_table'],
    [first({ sitting: 2 }), '$.meetings[0].sitting timetable.unknown_sitting'],
    [first({ after: ['m7'] }), '$.meetings[0].after[0] timetable.unknown_meeting'],
    [first({ after: ['m2'] }), '$.meetings[0].after timetable.precedence_cycle'],
    [first({ after: ['m1'] }), '$.meetings[0].after timetable.precedence_cycle'],
    [{ objective: ['beauty'] }, '$.objective[0] input.not_an_option'],
    [{ notes: nested(13) }, '$.notes[0][0][0][0][0][0][0][0][0][0][0] timetable.nested_too_deep'],
  ])('is refused with the path of the fault: %j', (fields, fault) => {
    expect(firstFault(fields)).toBe(fault)
  })

  it('is refused when it is no object, however deep it goes', () => {
    expect(checkProblem(null)).toMatchObject({ ok: false, error: { fields: [{ path: '$', code: 'timetable.not_an_object' }] } })
    expect(checkProblem(nested(1_000_000))).toMatchObject({ ok: false, error: { code: 'timetable.problem_invalid' } })
  })
})

describe('a saved plan and a change from outside', () => {
  const saved = (placed: unknown) => checkPlacements({ format: 'touhai/timetable-plan@1', placed }, good)
  const change = (changes: unknown, now: unknown = 1) => {
    const checked = checkChange({ now, notice: 1, changes }, good)
    return checked.ok ? 'accepted' : `${checked.error.fields?.[0]?.path} ${checked.error.fields?.[0]?.code}`
  }

  it('are refused with the path of the fault', () => {
    expect(saved([{ meeting: 'm1', slot: 0, table: 'T1' }])).toEqual({ ok: true, value: [{ meeting: 'm1', slot: 0, table: 'T1' }] })
    expect(saved([{ meeting: 'm1', slot: 9, table: 'T1' }])).toMatchObject({ error: { fields: [{ path: '$.placed[0].slot' }] } })
    expect(change([], 'noon')).toBe('$.now input.not_a_number')
    expect(change([{ cancel: 'm9' }])).toBe('$.changes[0].cancel timetable.unknown_meeting')
    expect(change([{ cancel: 'm1' }, { cancel: 'm1' }])).toBe('$.changes[1].cancel timetable.unknown_meeting')
    expect(change([{ participant: 'p9', unavailable: [1] }])).toBe('$.changes[0].participant timetable.unknown_participant')
    expect(change([{ delay: { participant: 'p1', until: 99 } }])).toBe('$.changes[0].delay.until input.out_of_range')
    expect(change([{ add: meeting('m2', ['p1', 'p2']) }])).toBe('$.changes[0].add.id timetable.duplicate_id')
    expect(change([{ add: meeting('m3', ['p1', 'p9']) }])).toBe('$.changes[0].add.participants[1] timetable.unknown_participant')
    expect(change([{ tables: [{ id: 'A' }, { id: 'A' }] }])).toBe('$.changes[0].tables[1].id timetable.duplicate_id')
    expect(change([{ participant: 'p1', unavailable: [2] }, { add: meeting('m3', ['p1', 'p2']) }, { tables: 1 }])).toBe('accepted')
  })
})
