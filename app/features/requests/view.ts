import type { RequestCard } from '#server/protocol/agenda.ts'

export type RequestGroups = { received: RequestCard[]; sent: RequestCard[]; closed: RequestCard[] }

/** What waits for me (the one that ends first on top), what I wait for, and what is settled (newest answer first). */
export function groupRequests(cards: readonly RequestCard[]): RequestGroups {
  const open = (direction: RequestCard['direction']): RequestCard[] =>
    cards.filter((card) => card.state === 'pending' && card.direction === direction).sort((a, b) => a.expiresAt - b.expiresAt)
  const closed = cards.filter((card) => card.state !== 'pending').sort((a, b) => (b.answeredAt ?? b.createdAt) - (a.answeredAt ?? a.createdAt))
  return { received: open('received'), sent: open('sent'), closed }
}

/** The proposed time that one tap accepts: of those still to come the one with the shortest line, then the sender's order. */
export function defaultHold(card: RequestCard, nowMs: number): RequestCard['holds'][number] | null {
  const ahead = card.holds.filter((hold) => hold.startsAt > nowMs)
  return ahead.reduce<RequestCard['holds'][number] | null>((best, hold) => (best === null || hold.place < best.place ? hold : best), null)
}

/** Time left as the largest unit that fits. */
export function timeLeft(ms: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.ceil(ms / 60_000))
  if (minutes < 120) return { unit: 'minutes', count: minutes }
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) }
}
