import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { TimetablePlan } from '#server/domain/scheduling/problem.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import { meeting, people, timetableProblem } from '#tests/factories/timetable-problems.ts'

let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'touhai-solve-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

type Ran = { code: number; stdout: string; stderr: string }

function solve(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/solve.ts', ...args], { env: { ...process.env, NODE_OPTIONS: '' } })
  const ran: Ran = { code: -1, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => void (ran.stdout += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => void (ran.stderr += String(chunk)))
  return new Promise((done) => child.on('close', (code) => done({ ...ran, code: code ?? -1 })))
}

const good = timetableProblem({ participants: people(4), meetings: [meeting('m1', ['p1', 'p2']), meeting('m2', ['p1', 'p3'], { after: ['m1'] }), meeting('m3', ['p3', 'p4'])] })
const withFirst = (fields: object) => ({ ...good, meetings: [{ ...good.meetings[0], ...fields }, ...good.meetings.slice(1)] })

const bad: [string, unknown, string][] = [
  ['a participant nobody knows', withFirst({ participants: ['p1', 'p9'] }), '$.meetings[0].participants[1]: '],
  ['a slot beyond the day', withFirst({ slot: 4 }), '$.meetings[0].slot: '],
  ['one id twice', withFirst({ id: 'm3' }), '$.meetings[2].id: '],
  ['meetings that wait for each other', withFirst({ after: ['m2'] }), '.after: '],
  ['a pin where somebody is away', { ...withFirst({ slot: 1 }), participants: [{ id: 'p1', unavailable: [1] }, ...people(4).slice(1)] }, '$.meetings[0].slot: '],
  ['ten megabytes of nesting', '['.repeat(5_000_000) + ']'.repeat(5_000_000), '$[0][0]'],
  ['ten megabytes of nesting inside a problem', `{"format":"touhai/timetable-problem@1","slots":${'['.repeat(5_000_000)}${']'.repeat(5_000_000)}}`, '$.slots[0]'],
  ['something that is no JSON', '{"slots": 4', '$: '],
]

describe('the engine as a command', () => {
  it('refuses each bad problem in one line that names the JSON path, with exit code 2', async () => {
    const ran = await Promise.all(bad.map(([, content], at) => solve(file(`bad-${at}.json`, content))))
    const seen = ran.map(({ code, stdout, stderr }, at) => ({ what: bad[at]![0], code, stdout, lines: stderr.trimEnd().split('\n').length, path: stderr.includes(bad[at]![2]), short: stderr.length < 600 }))
    expect(seen).toEqual(bad.map(([what]) => ({ what, code: 2, stdout: '', lines: 1, path: true, short: true })))
  })

  it('refuses bad changes and saved plans the same way', async () => {
    const problem = file('good.json', good)
    const plan = file('plan.json', { format: 'touhai/timetable-plan@1', placed: [{ meeting: 'm1', slot: 0, table: 'T1' }] })
    const change = (name: string, changes: unknown) => file(name, { now: 1, notice: 0, changes })
    const ran = await Promise.all([
      solve('--from', plan, '--change', change('a.json', [{ cancel: 'm9' }]), problem),
      solve('--from', plan, '--change', change('b.json', [{ participant: 'p1', unavailable: [9] }]), problem),
      solve('--from', file('far.json', { format: 'touhai/timetable-plan@1', placed: [{ meeting: 'm1', slot: 7, table: 'T1' }] }), '--change', change('c.json', []), problem),
      solve('--from', file('strange.json', { format: 'touhai/timetable-plan@1', placed: [{ meeting: 'm1', slot: 0, table: 'T1' }, { meeting: 'm9', slot: 1, table: 'T1' }] }), '--change', change('d.json', []), problem),
    ])
    const paths = ['$.changes[0].cancel: ', '$.changes[0].unavailable[0]: ', '$.placed[0].slot: ', '$.placed[1].meeting: ']
    expect(ran.map(({ code, stderr }, at) => [code, stderr.trimEnd().split('\n').length, stderr.includes(paths[at]!)])).toEqual(paths.map(() => [2, 1, true]))
  })

  it('prints a plan that holds, mends it, and says with exit code 3 what is impossible', async () => {
    const problem = file('fine.json', good)
    const [fine, stuck] = await Promise.all([solve('--steps', '2000', problem), solve(file('stuck.json', { ...good, slots: 1, meetings: good.meetings.slice(0, 2).map((one) => ({ ...one, after: [], must: true })) }))])
    expect([fine.code, fine.stderr, stuck.code]).toEqual([0, '', 3])
    const plan = JSON.parse(fine.stdout) as TimetablePlan
    expect(verify(good, plan).violations).toEqual([])
    expect((JSON.parse(stuck.stdout) as TimetablePlan).core).toMatchObject({ code: 'musts_exceed_slots', params: { participant: 'p1', needed: 2, free: 1 } })
    const repaired = await solve('--from', file('saved.json', plan), '--change', file('change.json', { now: 0, notice: 0, changes: [{ cancel: 'm3' }] }), problem)
    expect([repaired.code, (JSON.parse(repaired.stdout) as TimetablePlan).diff]).toEqual([0, { moved: [], dropped: [], added: [], retabled: [] }])
  })
})
