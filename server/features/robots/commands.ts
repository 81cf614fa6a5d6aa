import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { mostRobots, robotRules } from '#server/domain/messages/robots.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { pickText } from '#server/i18n/locales.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { AddRobotInput, RobotInput, SwitchRobotInput } from '#server/protocol/inputs/messages.ts'

import { robotJob } from './jobs.ts'
import { deleteRobot, findRobot, insertMessage, insertRobot, listRobots, switchRobot, type RobotRow } from './store.ts'

type Parts = { quick: RunQuickWork; seal: (text: string) => string }

/** Robots of an event in group chats. Address and secret come in once and are never shown again. */
export function createRobotCommands({ quick, seal }: Parts) {
  const allowed = (actor: Actor, eventId: string): Result<undefined> => (can(actor, 'messages:send', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden'))

  const own = (actor: Actor, act: (held: QuickWork, robot: RobotRow) => Result<undefined>) => ({ eventId, robotId }: RobotInput): Promise<Result<undefined>> =>
    quick(actor, (held) => {
      const may = allowed(actor, eventId)
      if (!may.ok) return may
      const robot = findRobot(held.sql, robotId)
      return robot?.eventId === eventId ? act(held, robot) : err('record.not_found')
    })

  return {
    /** Error: `robot.bad_address` for anything that the product itself wouldn't give out. */
    add: (actor: Actor, { eventId, product, name, address, secret, locale, facts }: AddRobotInput): Promise<Result<{ robotId: string }>> =>
      quick(actor, (held) => {
        const may = allowed(actor, eventId)
        if (!may.ok) return may
        const rule = robotRules[product]
        if (!rule.address.test(address)) return err('input.invalid', { fields: [{ path: 'address', code: 'robot.bad_address' }] })
        if (secret !== '' && !rule.secret?.test(secret)) return err('input.invalid', { fields: [{ path: 'secret', code: 'robot.secret_missing' }] })
        if (listRobots(held.sql, eventId).length >= mostRobots) return err('robot.too_many')
        const robotId = insertRobot(held, { eventId, product, name, address: seal(address), secret: secret === '' ? '' : seal(secret), hint: address.slice(-4), locale, facts })
        held.audit('robot:added', `robot:${robotId}`, { eventId, product })
        return ok({ robotId })
      }),

    switchRobot: (actor: Actor, { isOn, ...of }: SwitchRobotInput): Promise<Result<undefined>> =>
      own(actor, (held, robot) => {
        switchRobot(held.sql, robot.id, isOn)
        if (isOn) held.job(robotJob.request({ robotId: robot.id }))
        held.audit(isOn ? 'robot:on' : 'robot:off', `robot:${robot.id}`, { eventId: robot.eventId })
        return ok()
      })(of),

    remove: (actor: Actor, of: RobotInput): Promise<Result<undefined>> =>
      own(actor, (held, robot) => {
        deleteRobot(held.sql, robot.id)
        held.audit('robot:removed', `robot:${robot.id}`, { eventId: robot.eventId })
        return ok()
      })(of),

    /** Says that it is a test. */
    test: (actor: Actor, of: RobotInput): Promise<Result<undefined>> =>
      own(actor, (held, robot) => {
        const event = held.sql.get<{ nameZh: string; nameEn: string }>(`SELECT "nameZh", "nameEn" FROM "Event" WHERE "id" = ?`, robot.eventId)
        insertMessage(held.sql, { id: held.newId(), robotId: robot.id, fact: 'test', text: translator(robot.locale)('mailing:robots.say.test', { event: pickText(robot.locale, event?.nameZh ?? '', event?.nameEn ?? '') }), now: held.now })
        held.job(robotJob.request({ robotId: robot.id }))
        return ok()
      })(of),
  }
}
