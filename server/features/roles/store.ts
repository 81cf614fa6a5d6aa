import type { Tx } from '#server/platform/db.ts'

/**
 * Takes a role away unless it is the event's last organizer. The event's row is written first, so that two removals of the
 * last two organizers come one after the other on every database.
 */
export async function deleteRole(tx: Tx, eventId: string, roleId: string, now: number): Promise<'gone' | 'last' | { personId: string; role: string }> {
  await tx.event.updateMany({ where: { id: eventId }, data: { updatedAt: new Date(now) } })
  const held = await tx.eventRole.findFirst({ where: { id: roleId, eventId }, select: { personId: true, role: true } })
  if (held === null) return 'gone'
  if (held.role === 'organizer') {
    const others = await tx.eventRole.count({ where: { eventId, role: 'organizer', id: { not: roleId } } })
    if (others === 0) return 'last'
  }
  await tx.eventRole.delete({ where: { id: roleId } })
  return held
}

/** Whether somebody still belongs to the event, by another role or as a delegate. */
export async function hasOtherPart(tx: Tx, eventId: string, personId: string): Promise<boolean> {
  return (await tx.eventRole.count({ where: { eventId, personId } })) + (await tx.delegate.count({ where: { personId, delegation: { eventId } } })) > 0
}
