import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { system, type PersonActor } from '#server/domain/access/actor.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import { grantRoleInput } from '#server/protocol/inputs/events.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
})
afterEach(() => house.dispose())

const grant = (email: string, role: string) => house.app.events.grantRole(system, grantRoleInput.parse({ eventId: event.id, email, role }))
async function held(): Promise<{ id: string; role: string; email: string; personId: string }[]> {
  const roles = await house.app.events.listRoles(system, event.id)
  return roles.ok ? roles.value.map(({ id, role, email, personId }) => ({ id, role, email, personId })) : []
}
const actor = (personId: string): PersonActor => ({ kind: 'person', personId: personId as PersonId, isAdmin: false, delegations: [], token: null, roles: [{ eventId: event.id as EventId, role: 'organizer', organizationId: null }] })

describe('a role', () => {
  it('is given by e-mail address, in any writing, also to somebody new; twice is once', async () => {
    await grant(' Crew@Example.COM ', 'crew')
    await grant('crew@example.com', 'crew')
    await grant('crew@example.com', 'judge')
    expect((await held()).map(({ role, email }) => `${email} ${role}`)).toEqual(['crew@example.com crew', 'crew@example.com judge'])
  })

  it('that is taken away ends the sockets of that person at once', async () => {
    await grant('crew@example.com', 'crew')
    const [crew] = await held()
    expect(await house.app.events.revokeRole(system, { eventId: event.id, roleId: crew?.id ?? '' })).toEqual({ ok: true, value: undefined })
    expect(await held()).toEqual([])
    expect(house.cuts).toEqual([{ personId: crew?.personId, code: 'auth.forbidden' }])
  })

  it('of the last organizer stays; of two removed at once, one stays', async () => {
    await grant('one@example.com', 'organizer')
    await grant('two@example.com', 'organizer')
    const both = await held()
    const answers = await Promise.all(both.map((role) => house.app.events.revokeRole(system, { eventId: event.id, roleId: role.id })))
    expect(answers.map((answer) => (answer.ok ? 'taken' : answer.error.code)).sort()).toEqual(['role.last_organizer', 'taken'])
    expect(await held()).toHaveLength(1)
    expect(house.cuts).toHaveLength(1)
  })

  it('of the last organizer can’t be laid down by herself either; once there is another it can', async () => {
    await grant('one@example.com', 'organizer')
    const [own] = await held()
    const layDown = () => house.app.events.revokeRole(actor(own?.personId ?? ''), { eventId: event.id, roleId: own?.id ?? '' })
    expect([await layDown(), house.cuts]).toEqual([{ ok: false, error: { code: 'role.last_organizer' } }, []])
    await grant('two@example.com', 'organizer')
    expect([await layDown(), (await held()).map(({ email }) => email)]).toEqual([{ ok: true, value: undefined }, ['two@example.com']])
  })

  it('of another event is not found, whoever asks', async () => {
    const other = await makeEvent(house.db)
    await grant('one@example.com', 'organizer')
    const [role] = await held()
    const notFound = { ok: false, error: { code: 'record.not_found' } }
    expect(await house.app.events.revokeRole(system, { eventId: other.id, roleId: role?.id ?? '' })).toEqual(notFound)
    const draft = await makeEvent(house.db, { phase: 'draft' })
    expect(await house.app.events.listRoles(actor(role?.personId ?? ''), draft.id)).toEqual(notFound)
    expect(await house.app.events.listRoles(actor(role?.personId ?? ''), other.id)).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
  })

  it('for an organization that is not there is refused at the field', async () => {
    const refused = await house.app.events.grantRole(system, { eventId: event.id, email: 'a@example.com', role: 'co_organizer', organizationId: '01hzzzzzzzzzzzzzzzzzzzzzzz' })
    expect(refused).toEqual({ ok: false, error: { code: 'input.invalid', fields: [{ path: 'organizationId', code: 'input.not_an_option' }] } })
    expect(await house.db.client.person.count()).toBe(0)
  })
})
