import { createElement } from 'react'

import { SignInMail } from '#emails/sign-in.tsx'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import { signInSecrets } from '#server/platform/secrets.ts'

/** The segment of the sign-in link: which challenge, and the secret that proves who got the mail. */
export function linkToken(challengeId: string, link: string): string {
  return `${challengeId}.${link}`
}

/** Code and link are derived from the challenge when the mail is made; a challenge that has ended has nothing to say. */
export function createIdentityMails(parts: { db: Database; clock: Clock; appSecret: string; baseUrl: string }): MailTemplates {
  return {
    async sign_in({ subjectId, locale }) {
      const open = await parts.db.client.signInChallenge.findFirst({
        where: { id: subjectId, consumedAt: null, expiresAt: { gt: new Date(parts.clock.now()) } },
        select: { id: true },
      })
      if (open === null) return null
      const { code, link } = signInSecrets(parts.appSecret, open.id)
      return {
        // The code stays out of the subject: lock screens and server logs show subjects.
        subject: translator(locale)('mail:signIn.subject'),
        element: createElement(SignInMail, { locale, code, link: `${parts.baseUrl}/sign-in/link/${linkToken(open.id, link)}` }),
      }
    },
  }
}
