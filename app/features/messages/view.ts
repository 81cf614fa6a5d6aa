import type { Tone } from '#app/ui/status.tsx'
import type { MailState } from '#server/features/messages/store.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

/** In the order in which they matter: what an organizer has to see to comes first. */
export const statesInOrder: MailState[] = ['failed', 'bounced', 'queued', 'sent', 'suppressed', 'skipped']

export const toneOf: Record<MailState, Tone> = { failed: 'live', bounced: 'live', queued: 'waiting', sent: 'confirmed', suppressed: 'neutral', skipped: 'neutral' }

/** What an organizer may ask to have sent once more; who has left such mails would not get it again. */
export const maySendAgain = ({ state, error }: { state: MailState; error: string }): boolean => state === 'failed' || state === 'bounced' || (state === 'suppressed' && error !== 'left')

export type MailFailure = 'refused' | 'unreachable' | 'login' | 'broken'

/**
 * What an error label of a mail means for an organizer. The codes are nodemailer's (`EENVELOPE` …) and Node's (`ECONNREFUSED`
 * …); the mail server's own words are not kept, they quote addresses.
 */
export function failureOf(label: string): MailFailure | null {
  if (label === '') return null
  if (/EENVELOPE|EMESSAGE|refused$/.test(label)) return 'refused'
  if (/EAUTH|ENOAUTH|EOAUTH2/.test(label)) return 'login'
  return /E(CONNECTION|CONNREFUSED|CONNRESET|TIMEDOUT|SOCKET|DNS|NOTFOUND|TLS|PROTOCOL|STREAM|HOSTUNREACH)/.test(label) ? 'unreachable' : 'broken'
}
