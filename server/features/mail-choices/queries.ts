import type { Actor } from '#server/domain/access/actor.ts'
import { isLeavable, kindOf, leavable, type Leavable } from '#server/domain/messages/purposes.ts'
import { heldUntil, type QuietHours } from '#server/domain/messages/quiet-hours.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { MailGate } from '#server/features/messages/jobs.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { Database } from '#server/platform/db.ts'
import { leaveToken, sameSecret } from '#server/platform/secrets.ts'

import { findLeaver, findReader, hasLeft, isSuppressed, leftBy } from './store.ts'

/** What a person wants to be written about, and when not. `zone`: where her hours are counted. */
export type OwnChoices = { purposes: { purpose: Leavable; isWanted: boolean }[]; hours: QuietHours; zone: string }
/** A link from a mail: `address` is half hidden, so that a forwarded mail tells no more than it did. */
export type LeaveOffer = { purpose: Leavable; isLeft: boolean; address: string; locale: Locale }

type Parts = { db: Database; appSecret: string }

/** Shows enough of an address to know it again. */
const hinted = (email: string): string => email.replace(/^(.)[^@]*(?=@)/u, '$1…')

/** The person and purpose of a link, or null where it isn't ours. The address ends with what only we can make. */
export function readLeaveToken(appSecret: string, token: string): { personId: string; purpose: Leavable } | null {
  const [personId = '', purpose = ''] = token.split('-')
  return isLeavable(purpose) && sameSecret(token, leaveToken(appSecret, personId, purpose)) ? { personId, purpose } : null
}

export function createMailChoiceQueries({ db, appSecret }: Parts) {
  return {
    async own(actor: Actor): Promise<Result<OwnChoices>> {
      if (actor.kind !== 'person') return err('auth.required')
      return ok(db.read((sql) => {
        const left = leftBy(sql, actor.personId)
        return { purposes: leavable.map((purpose) => ({ purpose, isWanted: !left.includes(purpose) })), ...findReader(sql, actor.personId, null) }
      }))
    },

    /** What a link would leave. Reading changes nothing: mail scanners open every link. */
    async byLink(token: string): Promise<Result<LeaveOffer>> {
      const meant = readLeaveToken(appSecret, token)
      const found = meant === null ? null : db.read((sql) => ({ person: findLeaver(sql, meant.personId), isLeft: hasLeft(sql, meant.personId, meant.purpose) }))
      if (meant === null || !found?.person) return err('record.not_found')
      return ok({ purpose: meant.purpose, isLeft: found.isLeft, address: hinted(found.person.email), locale: found.person.locale as Locale })
    },
  }
}

/** Stands before every mail: whether it goes, when, and how its reader can say no. `keepsQuiet` false: nobody is asleep (mails stay in the house). */
export function createMailGate({ db, now, appSecret, baseUrl, keepsQuiet }: Parts & { now: () => number; baseUrl: string; keepsQuiet: boolean }): MailGate {
  return {
    stops({ template, toEmail, personId }) {
      const { purpose } = kindOf(template)
      // Whoever asks for a code has just typed the address; it is hers to find out that it does not work.
      if (purpose === 'account') return null
      return db.read((sql) => {
        if (isSuppressed(sql, toEmail)) return 'bounced'
        return personId !== null && isLeavable(purpose) && hasLeft(sql, personId, purpose) ? 'left' : null
      })
    },
    heldUntil({ template, personId, eventId }, soonestMs) {
      const isUrgent = kindOf(template).isUrgent === true
      if (!keepsQuiet || isUrgent || personId === null) return null
      const { hours, zone } = db.read((sql) => findReader(sql, personId, eventId))
      return heldUntil({ isUrgent, soonestMs }, hours, zone, now())
    },
    leaveLink({ template, personId, locale }) {
      const { purpose } = kindOf(template)
      return personId === null || !isLeavable(purpose) ? null : `${baseUrl}/unsubscribe/${leaveToken(appSecret, personId, purpose)}?lang=${locale}`
    },
  }
}
