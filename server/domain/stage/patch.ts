import type { Line, StageState } from './model.ts'

/** What a step changed: everything but the lines whole, and of the lines those that are not what they were. */
export type StagePatch = { head: Omit<StageState, 'lines'>; lines: Line[]; /** Ids in order where order or number of lines changed. */ order: string[] | null }

export function patchOf(before: StageState, after: StageState): StagePatch {
  const old = new Map(before.lines.map((line) => [line.id, line]))
  const { seq, at, isRehearsal, isEnded, shiftMs, settings, current } = after
  const sameOrder = before.lines.length === after.lines.length && before.lines.every((line, i) => line.id === after.lines[i]?.id)
  return {
    head: { seq, at, isRehearsal, isEnded, shiftMs, settings, current },
    lines: after.lines.filter((line) => !sameLine(old.get(line.id), line)),
    order: sameOrder ? null : after.lines.map((line) => line.id),
  }
}

/** The state after a patch. A line that is nowhere to be found is left out; that can't happen to one who heard everything. */
export function applyPatch(state: StageState, patch: StagePatch): StageState {
  const lines = new Map([...state.lines, ...patch.lines].map((line) => [line.id, line]))
  const order = patch.order ?? state.lines.map((line) => line.id)
  return { ...patch.head, lines: order.flatMap((id) => lines.get(id) ?? []) }
}

function sameLine(a: Line | undefined, b: Line): boolean {
  if (a === undefined || a === b) return a === b
  return (Object.keys(b) as (keyof Line)[]).every((key) => a[key] === b[key])
}
