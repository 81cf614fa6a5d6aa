import type { App } from './app.ts'
import { readActor } from './features/identity/store.ts'
import type { Database } from './platform/db.ts'
import type { PaymentRehearsal } from './platform/payment-rehearsal.ts'

const ticket = { version: 0, ticketTypeId: null, currency: 'CNY' as const, opensAt: null, closesAt: null, isOnSale: true, needsRegistration: false, registrationKind: '' as const }
const types = [
  { ...ticket, kind: 'ticket' as const, nameZh: '观摩票', nameEn: 'Visitor ticket', noteZh: '路演与展区，含茶歇，不含一对一洽谈。', noteEn: 'Pitches and exhibition with tea; no one-to-one meetings.', price: 18_000, deposit: 10_000, tax: 600, capacity: 120, perOrder: 1 },
  { ...ticket, kind: 'sponsor' as const, nameZh: '赞助席位', nameEn: 'Sponsor package', noteZh: '展位一个、入场名额四位、会刊整页。', noteEn: 'A stand, four places and a page in the programme.', price: 2_000_000, deposit: 0, tax: 600, capacity: 6, perOrder: 2 },
  { ...ticket, kind: 'ticket' as const, nameZh: '园区企业票', nameEn: 'Resident company ticket', noteZh: '翠湖、永丰园区企业免费。', noteEn: 'Free for companies of the two parks.', price: 0, deposit: 0, tax: 0, capacity: 40, perOrder: 2 },
  // Whoever is approved by the form of the paying visitors pays with this one.
  { ...ticket, kind: 'ticket' as const, nameZh: '审核观摩票', nameEn: 'Approved visitor ticket', noteZh: '报名审核通过后购买，含闭门点评。', noteEn: 'For approved visitors, with the closed review after the pitches.', price: 28_000, deposit: 0, tax: 600, capacity: 60, perOrder: 1, needsRegistration: true, registrationKind: 'observer' as const },
]

/** Puts tickets on sale, and lets some founders buy: one free, one paid, one with a sponsor package and a 发票, one still to be paid. */
export async function livenTickets(db: Database, app: App, eventId: string, rehearsal: PaymentRehearsal | null): Promise<void> {
  const roles = await db.client.eventRole.findMany({ where: { eventId, role: { in: ['organizer', 'founder'] } }, orderBy: { id: 'asc' }, select: { role: true, personId: true } })
  const actorOf = (personId: string | undefined) => db.read((sql) => readActor(sql, personId ?? ''))
  const staff = actorOf(roles.find(({ role }) => role === 'organizer')?.personId)
  if (staff === null) return
  await app.tickets.saveShop(staff, { eventId, version: 0, holdMinutes: 30, sellerZh: '翠湖永丰投资促进中心', sellerEn: 'Cuihu–Yongfeng Investment Promotion Centre', refundSteps: [{ hoursBefore: 48, share: 10_000 }, { hoursBefore: 24, share: 5_000 }] })
  const made: string[] = []
  for (const type of types) {
    const saved = await app.tickets.saveType(staff, { eventId, ...type })
    if (!saved.ok) throw new Error(`the demo's tickets: ${saved.error.code}`)
    made.push(saved.value.ticketTypeId)
  }
  await app.tickets.saveCode(staff, { eventId, codeId: null, version: 0, code: 'PARK-20', percent: 2_000, amount: 0, currency: 'CNY', ticketTypeIds: [], capacity: 50, opensAt: null, closesAt: null, isActive: true })
  const buyers = roles.filter(({ role }) => role === 'founder').slice(0, 4).map(({ personId }) => actorOf(personId))
  const wanted = [{ at: 0, pays: true }, { at: 2, pays: false }, { at: 1, pays: true }, { at: 0, pays: false }]
  for (const [nth, { at, pays }] of wanted.entries()) {
    const [who, ticketTypeId] = [buyers[nth] ?? null, made[at]]
    if (who === null || ticketTypeId === undefined) continue
    const fapiao = at === 1 ? { wantsFapiao: true, fapiao: { holder: 'company' as const, title: '海淀示例科技有限公司', taxNumber: '91110108MA01ABCD2H', email: 'finance@touhai.example' } } : { wantsFapiao: false }
    const order = await app.orders.place(who, { eventId, lines: [{ ticketTypeId, quantity: 1, registrationId: null }], code: at === 1 ? 'PARK-20' : '', ...fapiao, onceKey: `demo-order-${nth}` })
    if (!order.ok || !pays || rehearsal === null) continue
    const page = await app.payments.open(who, { eventId, orderId: order.value.orderId })
    // Told to nobody, as nobody listens yet: the look back at start finds it.
    if (page.ok) rehearsal.pay(page.value.url.split('/').at(-1) ?? '', 'now')
  }
}
