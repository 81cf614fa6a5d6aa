type Item = { id: string; startsAt: number }
type Card = { id: string; createdAt: number }
type Release = { number: number; name: string; at: number }

/** What the reducer needs to know of a snapshot; the wire's `AgendaSnapshot` is one. */
export type Agenda = { phase: string; release: Release | null; meetings: Item[]; requests: Card[]; appearances: Item[] }

/** A fact of an agenda room, as the wire carries it. Facts of other rooms change nothing here. */
export type AgendaFact<A extends Agenda> =
  | { name: 'meeting:scheduled' | 'meeting:changed'; payload: { item: A['meetings'][number] } }
  | { name: 'meeting:cancelled'; payload: { meetingId: string } }
  | { name: 'request:received' | 'request:changed'; payload: { request: A['requests'][number] } }
  | { name: 'appearance:changed'; payload: { appearance: A['appearances'][number] } }
  | { name: 'appearance:cancelled'; payload: { itemId: string } }
  | { name: 'release:published'; payload: Release }
  | { name: 'phase:changed'; payload: { phase: string } }
  | { name: 'board:changed' | 'draft:changed'; payload: object }

/** Order of a day: by time, then id. */
export const byTime = (a: Item, b: Item): number => a.startsAt - b.startsAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Order of requests: newest first, then id. */
export const byNewest = (a: Card, b: Card): number => b.createdAt - a.createdAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

/**
 * A day after one more fact. Applying a fact twice changes nothing more, and applying all facts in order to an old
 * snapshot gives what a fresh one says.
 */
export function applyAgendaFact<A extends Agenda>(agenda: A, fact: AgendaFact<A>): A {
  switch (fact.name) {
    case 'meeting:scheduled':
    case 'meeting:changed':
      return { ...agenda, meetings: put(agenda.meetings, fact.payload.item).sort(byTime) }
    case 'meeting:cancelled':
      return { ...agenda, meetings: agenda.meetings.filter((item) => item.id !== fact.payload.meetingId) }
    case 'request:received':
    case 'request:changed':
      return { ...agenda, requests: put(agenda.requests, fact.payload.request).sort(byNewest) }
    case 'appearance:changed':
      return { ...agenda, appearances: put(agenda.appearances, fact.payload.appearance).sort(byTime) }
    case 'appearance:cancelled':
      return { ...agenda, appearances: agenda.appearances.filter((item) => item.id !== fact.payload.itemId) }
    case 'release:published': {
      const { number, name, at } = fact.payload
      return { ...agenda, release: { number, name, at } }
    }
    case 'phase:changed':
      return { ...agenda, phase: fact.payload.phase }
    default:
      return agenda
  }
}

function put<T extends { id: string }>(list: readonly T[], one: T): T[] {
  return [...list.filter((other) => other.id !== one.id), one]
}
