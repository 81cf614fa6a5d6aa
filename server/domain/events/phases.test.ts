import { describe, expect, it } from 'vitest'

import { gateChanges, gates, isOpen, isPhase, passGate, phases } from './phases.ts'

describe('phases', () => {
  it('open and close gates as this table says', () => {
    const table = Object.fromEntries(gates.map((gate) => [gate, phases.map((phase) => (isOpen(gate, phase) ? 'x' : '.')).join('')]))
    //                        draft call review published requests_open locked live closed
    expect(table).toEqual({
      'page:public': '.xxxxxxx',
      'profile:edit': 'xxxxxxx.',
      'directory:participants': '...xxxxx',
      'request:create': '....x.x.',
      'request:answer': '....xxx.',
      'meeting:change': '....xxx.',
      'timetable:compute': '...xxxx.',
      'timetable:release': '...xxxx.',
      'roster:import': 'xxxxxxx.',
      'grid:edit': 'xxxxxxx.',
      'pitch:book': '..xxxxx.',
      'stage:rehearse': '...xxx..',
      'stage:run': '......x.',
      'audience:speak': '...xxxx.',
      'outcome:record': '......xx',
    })
  })

  it('refuse with the gate and the phase by name', () => {
    expect(passGate('request:create', 'locked')).toEqual({ ok: false, error: { code: 'phase.closed', params: { gate: 'request:create', phase: 'locked' } } })
    expect(passGate('request:create', 'requests_open')).toEqual({ ok: true, value: undefined })
  })

  it('say beforehand what a change opens and closes', () => {
    expect(gateChanges('requests_open', 'locked')).toEqual({ opens: [], closes: ['request:create'] })
    expect(gateChanges('locked', 'live')).toEqual({ opens: ['request:create', 'stage:run', 'outcome:record'], closes: ['stage:rehearse'] })
  })

  it('are known by name only', () => expect(['live', 'LIVE', 'constructor', 3].map(isPhase)).toEqual([true, false, false, false]))
})
