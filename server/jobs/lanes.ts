import type { Registry } from './registry.ts'

/** How many more jobs may run: of each name that has a lane of its own, and of all others together. */
export type Room = { own: ReadonlyMap<string, number>; others: number }

/** What of `room` is left while jobs of these names run. */
export function roomBeside(running: Iterable<string>, registry: Registry, others: number): Room {
  const own = new Map<string, number>()
  for (const { name, most } of registry.values()) if (most !== undefined) own.set(name, most)
  const room = { own, others }
  for (const name of running) take(room, name)
  return room
}

/** False where there is no room for one more of this name. */
export function take(room: { own: Map<string, number>; others: number }, name: string): boolean {
  const left = room.own.get(name) ?? room.others
  if (left <= 0) return false
  if (room.own.has(name)) room.own.set(name, left - 1)
  else room.others = left - 1
  return true
}

/** Which names are worth looking for; null: nobody has room. */
export function namesWithRoom({ own, others }: Room): { in: string[] } | { notIn: string[] } | null {
  const full = [...own].filter(([, left]) => left <= 0).map(([name]) => name)
  if (others > 0) return { notIn: full }
  const open = [...own.keys()].filter((name) => !full.includes(name))
  return open.length === 0 ? null : { in: open }
}
