import type { Database, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

/** `asked`: the latest request between two delegations, whoever sent it. */
export type Dealings = {
  asked: Map<string, { id: string; state: string; direction: 'sent' | 'received' }>
  meetings: Set<string>
  marks: Map<string, 'later' | 'never'>
}

/** What a delegation already has with others: three queries, however many others there are. Keyed by the other delegation. */
export async function loadDealings(client: Client, delegationId: string): Promise<Dealings> {
  const own = [{ fromDelegationId: delegationId }, { toDelegationId: delegationId }]
  const [requests, meetings, marks] = await Promise.all([
    client.meetingRequest.findMany({ where: { OR: own }, select: { id: true, state: true, fromDelegationId: true, toDelegationId: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    client.meeting.findMany({ where: { state: 'scheduled', OR: [{ aDelegationId: delegationId }, { bDelegationId: delegationId }] }, select: { aDelegationId: true, bDelegationId: true } }),
    client.matchMark.findMany({ where: { delegationId }, select: { otherDelegationId: true, mark: true } }),
  ])
  const asked: Dealings['asked'] = new Map()
  for (const { id, state, fromDelegationId, toDelegationId } of requests) {
    const sent = fromDelegationId === delegationId
    asked.set(sent ? toDelegationId : fromDelegationId, { id, state, direction: sent ? 'sent' : 'received' })
  }
  return {
    asked,
    meetings: new Set(meetings.map((meeting) => (meeting.aDelegationId === delegationId ? meeting.bDelegationId : meeting.aDelegationId))),
    marks: new Map(marks.map((row) => [row.otherDelegationId, row.mark as 'later' | 'never'])),
  }
}

export type Traffic = {
  /** `a|b` of every pair with a request, a meeting or a "never". */
  touched: Set<string>
  /** Requests received that are pending or accepted, by delegation. */
  inbound: Map<string, number>
  caps: Map<string, number | null>
}

/** All dealings at an event, for the organizer: four queries. */
export async function loadTraffic(client: Client, eventId: string): Promise<Traffic> {
  const [requests, meetings, nevers, caps] = await Promise.all([
    client.meetingRequest.findMany({ where: { eventId }, select: { fromDelegationId: true, toDelegationId: true, state: true } }),
    client.meeting.findMany({ where: { eventId, state: 'scheduled' }, select: { aDelegationId: true, bDelegationId: true } }),
    client.matchMark.findMany({ where: { mark: 'never', delegation: { eventId } }, select: { delegationId: true, otherDelegationId: true } }),
    client.delegation.findMany({ where: { eventId, status: 'active' }, select: { id: true, inboundCap: true } }),
  ])
  const touched = new Set<string>()
  const inbound = new Map<string, number>()
  const touch = (a: string, b: string) => void touched.add(a < b ? `${a}|${b}` : `${b}|${a}`)
  for (const request of requests) {
    touch(request.fromDelegationId, request.toDelegationId)
    if (request.state === 'pending' || request.state === 'accepted') inbound.set(request.toDelegationId, (inbound.get(request.toDelegationId) ?? 0) + 1)
  }
  for (const meeting of meetings) touch(meeting.aDelegationId, meeting.bDelegationId)
  for (const never of nevers) touch(never.delegationId, never.otherDelegationId)
  return { touched, inbound, caps: new Map(caps.map((row) => [row.id, row.inboundCap])) }
}

/** Sets, changes or (with `none`) takes back a mark; running it twice is running it once. */
export async function saveMark(tx: Tx, input: { delegationId: string; otherDelegationId: string; mark: 'later' | 'never' | 'none'; personId: string; now: number }): Promise<void> {
  const { delegationId, otherDelegationId, mark } = input
  if (mark === 'none') {
    await tx.matchMark.deleteMany({ where: { delegationId, otherDelegationId } })
    return
  }
  const data = { mark, markedById: input.personId, updatedAt: new Date(input.now) }
  await tx.matchMark.upsert({ where: { delegationId_otherDelegationId: { delegationId, otherDelegationId } }, create: { delegationId, otherDelegationId, ...data }, update: data })
}
