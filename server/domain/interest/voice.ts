import { err, ok, type Result } from '../shared/result.ts'

/** How much a fund wants of a pitch: meet the founders, follow the company, or pass. */
export const degrees = ['meet', 'follow', 'pass'] as const
export type Degree = (typeof degrees)[number]

/** closed: nobody has been asked. open: voices are taken. sealed: they stand, unread. opened: those who are meant to may read. */
export const interestStates = ['closed', 'open', 'sealed', 'opened'] as const
export type InterestState = (typeof interestStates)[number]

export const interestActs = ['start', 'seal', 'unseal', 'reveal'] as const
export type InterestAct = (typeof interestActs)[number]

const steps: Record<InterestAct, { from: readonly InterestState[]; to: InterestState }> = {
  start: { from: ['closed'], to: 'open' },
  seal: { from: ['open'], to: 'sealed' },
  unseal: { from: ['sealed'], to: 'open' },
  reveal: { from: ['open', 'sealed'], to: 'opened' },
}

/** How far the interest of an event has got after an act of the organizer. What has been opened can't be sealed again. */
export function nextInterestState(state: InterestState, act: InterestAct): Result<InterestState> {
  const step = steps[act]
  return step.from.includes(state) ? ok(step.to) : err('interest.not_possible')
}

export const interestActsFor = (state: InterestState): InterestAct[] => interestActs.filter((act) => steps[act].from.includes(state))

/** Claims that say somebody has checked who the investor is; a label says something else. */
const identityClaims = ['aum', 'filing', 'authority', 'stock_code']

export type Fund = { side: string; isActive: boolean; organizationId: string; claims: readonly { kind: string; state: string; expiresAtMs: number | null }[] }

/** Has the fund at least one claim to its identity that was checked and still holds? */
export function isVerifiedFund(fund: Fund, nowMs: number): boolean {
  const isBuyer = fund.side === 'investor' || fund.side === 'acquirer'
  return isBuyer && fund.claims.some((claim) => identityClaims.includes(claim.kind) && claim.state === 'verified' && (claim.expiresAtMs === null || claim.expiresAtMs > nowMs))
}

/** May this fund say something about this pitch now? One voice per verified fund, and none of a firm about itself. */
export function passVoice(state: InterestState, fund: Fund, pitch: { organizationId: string }, nowMs: number): Result<undefined> {
  if (fund.side !== 'investor' && fund.side !== 'acquirer') return err('interest.not_a_fund')
  if (!fund.isActive) return err('interest.not_a_fund')
  if (!isVerifiedFund(fund, nowMs)) return err('interest.unverified')
  if (fund.organizationId === pitch.organizationId) return err('interest.own_pitch')
  if (state === 'closed') return err('interest.not_open')
  return state === 'open' ? ok() : err('interest.sealed')
}

/** What a founder may learn once opened: who wants to meet or follow. Who passed, and every note, stays with the fund. */
export const isTold = (degree: Degree): boolean => degree !== 'pass'

/** May anybody but the fund itself read a voice? Not before it was opened, whoever asks. */
export function passReading(state: InterestState): Result<undefined> {
  return state === 'opened' ? ok() : err('interest.not_opened')
}
