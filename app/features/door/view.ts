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
