import { expect } from 'vitest'

import type { Database } from '#server/platform/db.ts'

import type { Demo } from '../demo-server.ts'

export type Party = { personId: string; delegationId: string; name: string }

const lead = { organization: true, delegates: { where: { isLead: true }, select: { personId: true } } } as const
const partyOf = (row: { id: string; organization: { nameZh: string }; delegates: { personId: string }[] }): Party => ({ personId: row.delegates[0]?.personId ?? '', delegationId: row.id, name: row.organization.nameZh })

/** Who plays in a Demo Day of the demo's event, found and made in its database. */
export class Cast {
  constructor(private readonly db: Database, private readonly demo: Demo, private readonly slug: string, private readonly locale: string) {}

  /** The slots that nobody has taken are given to two more companies: eight pitches in all. */
  async fillPitches(): Promise<Party[]> {
    const { db, demo, slug } = this
    const items = await db.client.programmeItem.findMany({ where: { event: { slug }, kind: 'pitch' }, orderBy: { startsAt: 'asc' } })
    const spare = await db.client.delegation.findMany({ where: { event: { slug }, side: 'startup', pitchBookings: { none: {} }, pitchWaiting: { none: {} }, pitchRankings: { none: {} }, techChecks: { none: {} } }, orderBy: { id: 'asc' }, include: lead })
    for (const { id, eventId } of items.filter((item) => item.delegationId === null)) {
      const body = JSON.stringify({ delegationId: spare.pop()?.id, personIds: [] })
      const answer = await fetch(`${demo.url}/api/v1/events/${eventId}/pitch-slots/${id}/assign`, { method: 'POST', body, headers: { 'Authorization': `Bearer ${demo.person('organizer').apiToken}`, 'Content-Type': 'application/json' } })
      expect(answer.status).toBe(200)
    }
    const filled = await db.client.programmeItem.findMany({ where: { event: { slug }, kind: 'pitch' }, orderBy: { startsAt: 'asc' }, include: { delegation: { include: lead } } })
    return filled.flatMap(({ delegation }) => (delegation === null ? [] : [partyOf(delegation)]))
  }

  /** Two verified funds that have nothing with the founder's company yet. */
  async freeFunds(company: Party): Promise<[Party, Party]> {
    const { db, slug, locale } = this
    const apart = { aDelegationId: { not: company.delegationId }, bDelegationId: { not: company.delegationId } }
    const found = await db.client.delegation.findMany({
      where: {
        event: { slug }, side: 'investor', organization: { claims: { some: { kind: 'aum', state: 'verified' } } }, delegates: { some: { isLead: true, person: { locale } } },
        meetingsA: { every: apart }, meetingsB: { every: apart }, sent: { none: { toDelegationId: company.delegationId } }, received: { none: { fromDelegationId: company.delegationId } },
      },
      orderBy: { id: 'desc' }, take: 2, include: lead,
    })
    const [a, b] = found.map(partyOf)
    if (!a || !b) throw new Error('the demo has no two funds for this')
    return [a, b]
  }
}
