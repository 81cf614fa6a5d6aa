import type { Actor } from '#server/domain/access/actor.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SaveQuietHoursInput, SetPurposeInput } from '#server/protocol/inputs/messages.ts'

import { readLeaveToken } from './queries.ts'
import { comeBack, findLeaver, leave, writeHours } from './store.ts'

type Parts = { quick: RunQuickWork; appSecret: string }

/** What people say about being written to: by a link in a mail, signed in or not, and on their own page. */
export function createMailChoiceCommands({ quick, appSecret }: Parts) {
  return {
    /** Leaves, or comes back to, the purpose of a link; the same again changes nothing. Nobody needs to be signed in. */
    chooseByLink: (actor: Actor, token: string, wants: boolean): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const meant = readLeaveToken(appSecret, token)
        if (meant === null || findLeaver(held.sql, meant.personId) === null) return err('record.not_found')
        const { personId, purpose } = meant
        const changed = wants ? comeBack(held.sql, personId, purpose) : leave(held.sql, personId, purpose, held.now)
        if (changed) held.audit(wants ? 'mail:wanted' : 'mail:left', `person:${personId}`, { purpose })
        return ok()
      }),

    setPurpose: (actor: Actor, { purpose, isWanted }: SetPurposeInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        if (actor.kind !== 'person') return err('auth.required')
        const { personId } = actor
        const changed = isWanted ? comeBack(held.sql, personId, purpose) : leave(held.sql, personId, purpose, held.now)
        if (changed) held.audit(isWanted ? 'mail:wanted' : 'mail:left', `person:${personId}`, { purpose })
        return ok()
      }),

    setQuietHours: (actor: Actor, { isOn, from, to }: SaveQuietHoursInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        if (actor.kind !== 'person') return err('auth.required')
        if (isOn && from === to) return err('input.invalid', { fields: [{ path: 'to', code: 'messages.same_time' }] })
        writeHours(held.sql, actor.personId, { isOn, fromMinute: from, toMinute: to }, held.now)
        return ok()
      }),
  }
}
