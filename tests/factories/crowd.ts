import type { Prisma } from '#prisma/generated/client.ts'
import { entriesOf } from '#server/domain/directory/vocabulary.ts'
import { emptyNeed, emptyThesis } from '#server/domain/matchmaking/preferences.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

import { millions } from './parties.ts'

const ids = createIds()
const at = new Date(Date.UTC(2026, 0, 1))

/** Repeatable choices: a small linear congruential generator, good enough to vary rows. */
function chooser(seed: number) {
  let state = seed
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % below
  }
  const some = (codes: string[], most: number) => [...new Set(Array.from({ length: 1 + next(most) }, () => codes[next(codes.length)] ?? ''))]
  return { next, some }
}

/** Funds and start-ups of an event with wishes and fields, in few statements; ids in order. */
export async function makeCrowd(db: Pick<Database, 'client'>, eventId: string, funds: number, startups: number): Promise<{ funds: string[]; startups: string[] }> {
  const { next, some } = chooser(7)
  const codes = (list: Parameters<typeof entriesOf>[0]) => entriesOf(list).map((entry) => entry.code)
  const [sectors, rounds, stages, regions] = [codes('sectors'), codes('rounds'), codes('companyStages'), codes('regions').filter((code) => code.startsWith('cn-'))]
  const organizations: Prisma.OrganizationCreateManyInput[] = []
  const preferences: Prisma.PreferenceCreateManyInput[] = []
  const delegations: Prisma.DelegationCreateManyInput[] = []
  const made = { funds: [] as string[], startups: [] as string[] }
  for (let i = 0; i < funds + startups; i += 1) {
    const isFund = i < funds
    const id = ids.newId()
    const low = 1 + next(80)
    const body = isFund
      ? { ...emptyThesis(), sectors: some(sectors, 4), rounds: some(rounds, 3), stages: some(stages, 2), ticket: millions(low, low * 3), instruments: ['equity'], regions: some(regions, 3) }
      : { ...emptyNeed(), round: some(rounds, 1)[0] ?? null, amount: millions(low, low * 2), instruments: ['equity', 'loan_direct'], seeks: next(3) === 0 ? ['vc', 'pe'] : [] }
    organizations.push({
      id, kind: isFund ? 'investor' : 'startup', subkind: isFund ? 'vc' : '', nameZh: `${isFund ? '基金' : '企业'}${i}`, sectors: isFund ? [] : some(sectors, 3), stage: isFund ? '' : (some(stages, 1)[0] ?? ''),
      region: some(regions, 1)[0] ?? '', tags: [], labels: [], funding: [], contact: {}, createdAt: at, updatedAt: at,
    })
    preferences.push({ id: ids.newId(), organizationId: id, kind: isFund ? 'thesis' : 'need', body: body as unknown as Prisma.InputJsonObject, updatedAt: at })
    const delegationId = ids.newId()
    delegations.push({ id: delegationId, eventId, organizationId: id, side: isFund ? 'investor' : 'startup', unavailable: [], createdAt: at })
    made[isFund ? 'funds' : 'startups'].push(delegationId)
  }
  await db.client.organization.createMany({ data: organizations })
  await db.client.preference.createMany({ data: preferences })
  await db.client.delegation.createMany({ data: delegations })
  return made
}
