import type { Affected } from './release.ts'

/** What an earlier release did to one appearance, and whether its mail has said so; `unsure`: it may be on its way just now. */
export type Said = { kind: Affected['kind']; told: 'yes' | 'no' | 'unsure' }

/**
 * What a release is to somebody who may not have heard of those before it (oldest first in `before`): measured by what she
 * was last told, not by the last release. Null: she never heard of what is gone now.
 */
export function newsOf(kind: Affected['kind'], before: readonly Said[]): Affected['kind'] | null {
  const untold = before.slice(before.findLastIndex((one) => one.told === 'yes') + 1)
  const [first] = untold
  if (first === undefined) return kind
  // The first that she missed says whether she knew of the appearance before it.
  if (kind !== 'gone') return first.kind === 'new' ? 'new' : 'moved'
  return first.kind === 'new' && untold.every((one) => one.told === 'no') ? null : 'gone'
}
