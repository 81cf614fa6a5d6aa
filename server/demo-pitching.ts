import type { App } from './app.ts'
import { readActor } from './features/identity/store.ts'
import type { Database } from './platform/db.ts'

/** A one-page deck that any reader opens: a heading and nothing else. */
function deckOf(name: string): Uint8Array {
  const text = `BT /F1 28 Tf 60 420 Td (${name.replace(/[^\x20-\x7e]|[()\\]/g, '') || 'Pitch deck'}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 540] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return String(offset).padStart(10, '0')
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${offset} 00000 n \n`).join('')}`
  return new TextEncoder().encode(`${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`)
}

/** Gives the demo's founders their decks, as they and the organizer would: most accepted, two still to be checked, one sent back. */
export async function livenPitching(db: Database, app: App, eventId: string): Promise<void> {
  const withPart = { OR: [{ pitchBookings: { some: {} } }, { pitchWaiting: { some: {} } }, { pitchRankings: { some: {} } }, { techChecks: { some: {} } }] }
  const pitchers = await db.client.delegation.findMany({ where: { eventId, ...withPart }, orderBy: { id: 'asc' }, select: { organization: { select: { nameEn: true } }, pitchWaiting: { select: { id: true } }, delegates: { where: { isLead: true }, select: { personId: true } } } })
  const organizer = await db.client.eventRole.findFirst({ where: { eventId, role: 'organizer' }, select: { personId: true } })
  const staff = db.read((sql) => readActor(sql, organizer?.personId ?? ''))
  for (const [at, { organization, delegates, pitchWaiting }] of pitchers.entries()) {
    const actor = db.read((sql) => readActor(sql, delegates[0]?.personId ?? ''))
    if (actor === null || staff === null) continue
    const deck = await app.pitching.uploadDeck(actor, { eventId, fileName: `${organization.nameEn}.pdf`, bytes: deckOf(organization.nameEn) })
    if (!deck.ok || pitchWaiting.length > 0) continue
    const review = { eventId, deckId: deck.value.deckId, version: deck.value.version }
    await app.pitching.reviewDeck(staff, at === 3 ? { ...review, verdict: 'to_mend', reason: '第 3 页缺少本轮资金用途，请补充后重新上传。' } : { ...review, verdict: 'accepted', reason: '' })
  }
}
