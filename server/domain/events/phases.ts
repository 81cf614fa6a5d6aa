import { err, ok, type Result } from '../shared/result.ts'

/** An event's life, in order. The server enforces what each opens and closes; screens only show it. */
export const phases = ['draft', 'call', 'review', 'published', 'requests_open', 'locked', 'live', 'closed'] as const
export type Phase = (typeof phases)[number]

/** What a phase can open or close. */
export const gates = [
  'page:public',
  'profile:edit',
  'directory:participants',
  'request:create',
  'request:answer',
  'meeting:change',
  'timetable:compute',
  'timetable:release',
  'roster:import',
  'grid:edit',
  'pitch:book',
  'stage:rehearse',
  'stage:run',
  'audience:speak',
  'outcome:record',
] as const
export type Gate = (typeof gates)[number]

const openIn: Record<Gate, readonly Phase[]> = {
  'page:public': ['call', 'review', 'published', 'requests_open', 'locked', 'live', 'closed'],
  'profile:edit': ['draft', 'call', 'review', 'published', 'requests_open', 'locked', 'live'],
  'directory:participants': ['published', 'requests_open', 'locked', 'live', 'closed'],
  'request:create': ['requests_open', 'live'],
  'request:answer': ['requests_open', 'locked', 'live'],
  'meeting:change': ['requests_open', 'locked', 'live'],
  'timetable:compute': ['published', 'requests_open', 'locked', 'live'],
  'timetable:release': ['published', 'requests_open', 'locked', 'live'],
  'roster:import': ['draft', 'call', 'review', 'published', 'requests_open', 'locked', 'live'],
  'grid:edit': ['draft', 'call', 'review', 'published', 'requests_open', 'locked', 'live'],
  'pitch:book': ['review', 'published', 'requests_open', 'locked', 'live'],
  'stage:rehearse': ['published', 'requests_open', 'locked'],
  'stage:run': ['live'],
  'audience:speak': ['published', 'requests_open', 'locked', 'live'],
  'outcome:record': ['live', 'closed'],
}

export function isPhase(text: unknown): text is Phase {
  return phases.includes(text as Phase)
}

export function isOpen(gate: Gate, phase: Phase): boolean {
  return openIn[gate].includes(phase)
}

/** Refuses with `phase.closed`, naming the gate and the present phase, where the gate is closed. */
export function passGate(gate: Gate, phase: Phase): Result<undefined> {
  return isOpen(gate, phase) ? ok() : err('phase.closed', { params: { gate, phase } })
}

/** What a change of phase opens and closes, for the organizer to read before pressing. */
export function gateChanges(from: Phase, to: Phase): { opens: Gate[]; closes: Gate[] } {
  return {
    opens: gates.filter((gate) => !isOpen(gate, from) && isOpen(gate, to)),
    closes: gates.filter((gate) => isOpen(gate, from) && !isOpen(gate, to)),
  }
}
