import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { listMessages, listRobots, type RobotMessageRow, type RobotRow } from './store.ts'

/** A robot as its organizers see it: never its address or secret. */
export type RobotCard = Omit<RobotRow, 'address' | 'secret' | 'eventId'> & { isSigned: boolean }
export type RobotDesk = { robots: RobotCard[]; messages: RobotMessageRow[] }

export function createRobotQueries({ db }: { db: Database }) {
  return {
    /** The robots of an event and their latest fifty messages. */
    async desk(actor: Actor, eventId: string): Promise<Result<RobotDesk>> {
      if (!can(actor, 'messages:send', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      return ok(db.read((sql) => ({
        robots: listRobots(sql, eventId).map(({ address: _address, secret, eventId: _event, ...card }) => ({ ...card, isSigned: secret !== '' })),
        messages: listMessages(sql, eventId),
      })))
    },
  }
}
