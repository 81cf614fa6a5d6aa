import type { DoorDesk } from '#server/features/door-desk/queries.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

type Sum = { expected: number; arrived: number; inside: number }
export const sumOf = (counts: readonly Sum[]): Sum => counts.reduce<Sum>((sum, one) => ({ expected: sum.expected + one.expected, arrived: sum.arrived + one.arrived, inside: sum.inside + one.inside }), { expected: 0, arrived: 0, inside: 0 })

/** 41 of 160 as whole percent; nothing where nobody is expected. */
export const rate = ({ arrived, expected }: Sum): string => (expected === 0 ? '–' : `${Math.round((100 * arrived) / expected)}%`)

/** Devices have long marks; the end is enough to tell them apart. */
export const shortMark = (deviceId: string): string => deviceId.slice(-4).toUpperCase()

export const openConflicts = (desk: Pick<DoorDesk, 'conflicts'>): number => desk.conflicts.filter((one) => one.settledAt === null).length

/** What a crew phone says of itself in its cookie: how many scans wait on it, at which event, and the key to its list. */
export type PhoneMark = { unsent: number; slug: string; key: string }

/** From a `Cookie` header; null where no crew's page was ever open. One that can't be read counts as a phone on which nothing waits. */
export function readPhone(cookies: string): PhoneMark | null {
  const value = /(?:^|;\s*)door=([^;]*)/.exec(cookies)?.[1]
  if (value === undefined) return null
  const [, unsent, slug, key] = /^(\d{1,6})\.([a-z0-9-]{1,60})\.((?:[0-9a-f]{64})?)$/.exec(value) ?? ['', '0', '', '']
  return { unsent: Number(unsent), slug: slug ?? '', key: key ?? '' }
}
