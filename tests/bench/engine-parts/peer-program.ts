import { spawnSync } from 'node:child_process'

import type { TimetableProblem } from '#server/domain/scheduling/problem.ts'

/** What a peer came to, in seconds of processor time of its own process. */
export type PeerAnswer = { name: string; seconds: number; breaks: number | null; proved: boolean }

/** Published events only: pairs that must all meet, one slot each; breaks are minimised, fairness as given. */
const rules = `
1 { at(M,S) : may(M,S) } 1 :- meeting(M).
busy(P,S) :- at(M,S), joins(M,P).
:- joins(M,P), joins(N,P), M < N, at(M,S), at(N,S).
:- slot(S), tables(L), #count { M : at(M,S) } > L.
:- person(P), degree(P,D), #count { S : busy(P,S) } != D.
:- slot(S), tables(L), #count { P : busy(P,S) } > 2*L.
startedBy(M,S) :- at(M,S).
startedBy(M,S+1) :- startedBy(M,S), slot(S+1).
:- follows(M,N), at(M,S), not startedBy(N,S-1).
run(P,S) :- busy(P,S), not busy(P,S-1).
more(P,1,S) :- run(P,S).
more(P,K,S) :- more(P,K,S-1), slot(S).
more(P,K+1,S) :- run(P,S), more(P,K,S-1), K < 12.
gap(P,K-1) :- person(P), last(T), more(P,K,T), K > 1.
:- fair(F), gap(P,K), K > F, person(Q), not gap(Q,K-F).
#minimize { 1,P,K : gap(P,K) }.
`

function permitted(problem: TimetableProblem, index: number): number[] {
  const meeting = problem.meetings[index]!
  const sitting = meeting.sitting === undefined ? { from: 0, to: problem.slots } : problem.sittings![meeting.sitting]!
  const away = new Set(problem.participants.filter(({ id }) => meeting.participants.includes(id)).flatMap(({ unavailable }) => unavailable ?? []))
  return Array.from({ length: problem.slots }, (_, slot) => slot).filter(
    (slot) => slot >= sitting.from && slot < sitting.to && !away.has(slot) && (meeting.slot ?? slot) === slot && (meeting.allowed?.includes(slot) ?? true),
  )
}

/** The event as facts for a peer's grounder. */
export function peerProgram(problem: TimetableProblem): string {
  const person = new Map(problem.participants.map(({ id }, index) => [id, index]))
  const meeting = new Map(problem.meetings.map(({ id }, index) => [id, index]))
  const facts = [`slot(0..${problem.slots - 1}). last(${problem.slots - 1}). person(0..${problem.participants.length - 1}). meeting(0..${problem.meetings.length - 1}).`]
  facts.push(`tables(${typeof problem.tables === 'number' ? problem.tables : problem.tables.length}).`)
  if (problem.fairBreaks !== undefined) facts.push(`fair(${problem.fairBreaks}).`)
  const degree = new Map<number, number>()
  problem.meetings.forEach((one, index) => {
    for (const slot of permitted(problem, index)) facts.push(`may(${index},${slot}).`)
    for (const id of one.participants) {
      facts.push(`joins(${index},${person.get(id)!}).`)
      degree.set(person.get(id)!, (degree.get(person.get(id)!) ?? 0) + 1)
    }
    for (const id of one.after ?? []) facts.push(`follows(${index},${meeting.get(id)!}).`)
  })
  problem.participants.forEach((_, index) => facts.push(`degree(${index},${degree.get(index) ?? 0}).`))
  return `${facts.join('\n')}\n${rules}\n#show at/2.\n`
}

/** Debian's clingo on the same event, or null where it isn't installed: the caller says so. */
export function runPeer(problem: TimetableProblem, seconds: number): PeerAnswer | null {
  const options = ['--outf=2', '--quiet=2,1,2', '--opt-strategy=usc,stratify', '--configuration=jumpy', `--time-limit=${Math.ceil(seconds)}`]
  const { stdout, error } = spawnSync('clingo', options, { input: peerProgram(problem), encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error) return null
  const answer = JSON.parse(stdout) as { Result: string; Models?: { Costs?: number[] }; Time: { CPU: number }; Solver?: string }
  const proved = answer.Result === 'OPTIMUM FOUND' || answer.Result === 'UNSATISFIABLE'
  return { name: 'clingo', seconds: answer.Time.CPU, breaks: answer.Models?.Costs?.[0] ?? null, proved }
}
