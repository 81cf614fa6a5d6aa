import { undoWindowMs, type RequestState } from '../meetings/request-state.ts'

/** What happens to a request, in the order in which a mail tells it: to answer first, then what has become of one's own. */
export const requestNewsKinds = ['received', 'handed', 'promoted', 'accepted', 'declined'] as const
export type RequestNewsKind = (typeof requestNewsKinds)[number]

/** An answer can be taken back for ten seconds; no mail tells of it before. */
export const ripeMs = undoWindowMs + 2_000

/** Of the time that is left to answer, a mail may use up a twelfth by waiting for others. */
const shareOfPatience = 12

/** How long (ms) news of a request may wait to be told together with others: what ends soon is told sooner. */
export function patienceMs(expiresAtMs: number, nowMs: number, windowMs: number): number {
  return Math.max(0, Math.min(windowMs, Math.floor((expiresAtMs - nowMs) / shareOfPatience)))
}

/** A request as one of its people sees it. `isFirst`: nobody is ahead of it for one of its times. */
export type RequestSeen = { state: RequestState; assigneeId: string | null; isFirst: boolean; expiresAtMs: number }

/** Whether it still stands as the news says. What one colleague has in hand is no news for the others. */
export function isStillSo(kind: RequestNewsKind, request: RequestSeen, personId: string, nowMs: number): boolean {
  if (kind === 'accepted' || kind === 'declined') return request.state === kind
  if (request.state !== 'pending' || request.expiresAtMs <= nowMs) return false
  if (kind === 'promoted') return request.isFirst
  return kind === 'handed' ? request.assigneeId === personId : request.assigneeId === null || request.assigneeId === personId
}

/** First by kind, then what ends first. */
export function inTellingOrder<News extends { kind: RequestNewsKind; expiresAtMs: number }>(news: readonly News[]): News[] {
  return [...news].sort((a, b) => requestNewsKinds.indexOf(a.kind) - requestNewsKinds.indexOf(b.kind) || a.expiresAtMs - b.expiresAtMs)
}
