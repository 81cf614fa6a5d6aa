import type { Stretch } from '../events/grid.ts'
import { tableIsFree, type TableDiary } from './common-times.ts'

export type TableWish = {
  /** In the organizer's order. */
  tables: readonly TableDiary[]
  time: Stretch
  /** Tables at which one of the two delegations stays. */
  home: readonly string[]
  /** Tables at which one of them sits just before or after, nearest first. */
  neighbours: readonly string[]
}

/** The free table that makes least walking: a home table, then where one of them sits anyway, then the first; null for none. */
export function chooseTable({ tables, time, home, neighbours }: TableWish): string | null {
  const free = tables.filter((table) => tableIsFree(table, time)).map((table) => table.id)
  return [...home, ...neighbours].find((id) => free.includes(id)) ?? free[0] ?? null
}
