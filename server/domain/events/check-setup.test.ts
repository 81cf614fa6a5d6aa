import { describe, expect, it } from 'vitest'

import { blockingProblems, checkSetup, pairCapacity, sizing } from './check-setup.ts'
import { openToAll } from './entry-rules.ts'
import type { EventPlan } from './event-plan.ts'
import { gridSlots } from './grid.ts'
import { defaultSettings } from './settings.ts'
import { instantFromWall, wallFromInstant } from '../shared/time.ts'

const zone = 'Asia/Shanghai'
const day = Date.UTC(2026, 11, 1)
/** Minutes after 08:00 in Shanghai. */
const at = (minutes: number): number => day + minutes * 60_000
const stretch = (from: number, to: number) => ({ startsAtMs: at(from), endsAtMs: at(to) })

function plan(overrides: Partial<EventPlan> = {}): EventPlan {
  return {
    ...stretch(0, 600),
    settings: { ...defaultSettings, pairRules: [{ from: 'investor', to: 'startup', lengthMinutes: 20 }, { from: 'acquirer', to: 'target', lengthMinutes: 40 }] },
    stages: [{ id: 's', nameZh: '', nameEn: '', placeZh: '', placeEn: '' }],
    tables: [{ id: 't1', code: 'T1', placeZh: '', placeEn: '' }, { id: 't2', code: 'T2', placeZh: '', placeEn: '' }],
    windows: [{ id: 'w', ...stretch(60, 160) }],
    blocks: [],
    sessions: [],
    ...overrides,
  }
}
const codes = (overrides: Partial<EventPlan>) => checkSetup(plan(overrides), zone).map(({ severity, part, index, code }) => [severity, part, index, code])
const session = (from: number, to: number, stageId: string | null = 's') => ({ id: `${from}`, ...stretch(from, to), stageId, kind: 'roadshow', nameZh: '', nameEn: '', entryRule: openToAll })

describe('a set-up', () => {
  it('that is sound has no problem', () => expect(checkSetup(plan(), zone)).toEqual([]))

  it('with overlapping windows is refused at the later row', () => {
    expect(codes({ windows: [{ id: 'a', ...stretch(60, 120) }, { id: 'b', ...stretch(100, 160) }] })).toEqual([['error', 'windows', 1, 'setup.windows_overlap']])
  })

  it.each([
    ['America/New_York', Date.UTC(2026, 10, 1, 4), 300, 0, ['setup.clock_goes_back']],
    ['America/New_York', Date.UTC(2026, 10, 1, 6), 60, 3, []],
    ['America/New_York', Date.UTC(2026, 2, 8, 5), 240, 12, []],
    ['Asia/Shanghai', Date.UTC(2026, 10, 1, 4), 300, 15, []],
    ['Asia/Shanghai', Date.UTC(2026, 2, 8, 5), 240, 12, []],
  ] as const)('in %s, with a window from %i for %i minutes, has no wall time twice', (place, from, minutes, slotCount, refused) => {
    const window = { id: 'w', startsAtMs: from, endsAtMs: from + minutes * 60_000 }
    const made = plan({ startsAtMs: from - 3_600_000, endsAtMs: window.endsAtMs + 3_600_000, windows: [window] })
    expect(checkSetup(made, place).filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(refused)
    if (refused.length > 0) return
    const walls = gridSlots({ windows: [window], breaks: [], slotMinutes: 20 }).map((slot) => wallFromInstant(slot.startsAtMs, place))
    expect(walls).toHaveLength(slotCount)
    expect(new Set(walls).size).toBe(walls.length)
    expect(walls.map((wall) => instantFromWall(wall, place))).toEqual(walls.map((_, i) => from + i * 1_200_000))
  })

  it('with touching windows is sound', () => {
    expect(codes({ windows: [{ id: 'a', ...stretch(60, 120) }, { id: 'b', ...stretch(120, 180) }] })).toEqual([])
  })

  it('with a break outside every window is warned of', () => {
    expect(codes({ blocks: [{ id: 'b', tableId: null, ...stretch(200, 220), labelZh: '', labelEn: '' }] })).toEqual([['warning', 'blocks', 0, 'setup.break_outside_windows']])
  })

  it('with one table code twice, also in full width, is refused', () => {
    expect(codes({ tables: [{ id: 'a', code: 'T1', placeZh: '', placeEn: '' }, { id: 'b', code: 'ｔ１', placeZh: '', placeEn: '' }] })).toEqual([['error', 'tables', 1, 'setup.table_code_twice']])
  })

  it.each([7, 0, 245, 12.5])('with a length of %s minutes is refused', (lengthMinutes) => {
    expect(codes({ settings: { ...defaultSettings, pairRules: [{ from: 'investor', to: 'startup', lengthMinutes }] } })).toEqual([['error', 'settings', 0, 'setup.length_not_five']])
  })

  it('with times beyond the event, ending before they start or off the five minutes is refused with the hours of the event', () => {
    expect(checkSetup(plan({ sessions: [session(590, 610), session(50, 40), session(61, 70)] }), zone)).toEqual([
      { severity: 'error', part: 'sessions', index: 0, code: 'setup.outside_event', params: { from: '2026-12-01 08:00', to: '2026-12-01 18:00' } },
      { severity: 'error', part: 'sessions', index: 1, code: 'setup.ends_before_start', params: {} },
      { severity: 'error', part: 'sessions', index: 2, code: 'setup.not_on_tick', params: {} },
    ])
  })

  it('may not have two sessions on one stage at one time, but without a stage it may', () => {
    expect(codes({ sessions: [session(0, 60), session(30, 90)] })).toEqual([['error', 'sessions', 1, 'setup.stage_clash']])
    expect(codes({ sessions: [session(0, 60, null), session(30, 90, null)] })).toEqual([])
  })

  it('in which a kind of meeting fits nowhere says which', () => {
    expect(codes({ windows: [{ id: 'w', ...stretch(60, 80) }] })).toEqual([['warning', 'settings', 1, 'setup.pair_does_not_fit']])
  })

  it('without tables or slots may be edited but keeps people from arranging meetings', () => {
    const bare = plan({ tables: [], windows: [] })
    expect(blockingProblems(bare, zone, 'published')).toEqual([])
    expect(blockingProblems(bare, zone, 'requests_open').map((problem) => problem.code)).toEqual(['setup.no_tables', 'setup.no_slots'])
    expect(blockingProblems({ ...bare, settings: { ...bare.settings, pairRules: [] } }, zone, 'live')).toEqual([])
  })
})

describe('room for meetings', () => {
  it('is counted per kind of pair: where it may start and how many fit at all tables', () => {
    expect(pairCapacity(plan())).toEqual([
      { from: 'investor', to: 'startup', lengthMinutes: 20, starts: 5, places: 10 },
      { from: 'acquirer', to: 'target', lengthMinutes: 40, starts: 4, places: 4 },
    ])
  })

  it('needs at least as many tables as meetings divided by slots', () => {
    expect(sizing(plan(), 11)).toEqual({ places: 10, tablesNeeded: 3, openMinutes: 100 })
    expect(sizing(plan(), 11, 40)).toEqual({ places: 10, tablesNeeded: 5, openMinutes: 100 })
    expect(sizing(plan({ windows: [] }), 11)).toEqual({ places: 0, tablesNeeded: null, openMinutes: 0 })
  })
})
