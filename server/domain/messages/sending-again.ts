import { isLeavable, kindOf } from './purposes.ts'

export type Failed = { id: string; template: string; personId: string | null; isSuppressed: number }
/** `bounced`: to an address that is written to no more; `left`: its reader has left mails of that purpose since. */
export type Again = { going: { id: string; template: string }[]; bounced: number; left: number }

/** Which failed mails are worth another sending, and why the others aren't. */
export function sendingAgain(mails: readonly Failed[], left: readonly { personId: string; purpose: string }[]): Again {
  const gone = new Set(left.map(({ personId, purpose }) => `${personId} ${purpose}`))
  const again: Again = { going: [], bounced: 0, left: 0 }
  for (const { id, template, personId, isSuppressed } of mails) {
    const { purpose } = kindOf(template)
    if (isSuppressed !== 0) again.bounced += 1
    else if (isLeavable(purpose) && gone.has(`${personId} ${purpose}`)) again.left += 1
    else again.going.push({ id, template })
  }
  return again
}
