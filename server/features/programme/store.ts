import { calendarUid, type Appearance, type ItemFace, type ReleasedItem, type Speaker } from '#server/domain/programme/item.ts'
import { alarmMinutes, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { chunks } from '#server/platform/in-chunks.ts'
import { inList } from '#server/platform/sql-lists.ts'
import type { AppearanceCard } from '#server/protocol/programme.ts'

/** Column `released` of ProgrammeItem: the face that the last release gave it. The people of a pitch are read from its booking. */
export type ReleasedFace = ItemFace

type Row = Pick<ReleasedItem, 'id' | 'eventId' | 'externalId' | 'stageId' | 'startsAtMs' | 'endsAtMs' | 'version' | 'calendarSequence'> & {
  released: string
  delegationId: string | null
  organizationId: string | null
  side: string | null
  nameZh: string | null
  nameEn: string | null
  oneLinerZh: string | null
  oneLinerEn: string | null
}

const columns = `i."id", i."eventId", i."externalId", i."releasedStageId" AS "stageId", i."releasedStartsAt" AS "startsAtMs", i."releasedEndsAt" AS "endsAtMs", i."version", i."calendarSequence", i."released",
  d."id" AS "delegationId", d."organizationId", d."side", o."nameZh", o."nameEn", o."oneLinerZh", o."oneLinerEn"`
const source = `FROM "ProgrammeItem" i LEFT JOIN "Delegation" d ON d."id" = i."delegationId" LEFT JOIN "Organization" o ON o."id" = d."organizationId"`
const isReleased = `i."releasedStageId" IS NOT NULL AND i."released" IS NOT NULL`
const inOrder = `ORDER BY i."releasedStartsAt", i."releasedStageId", i."id"`

type PersonRow = ItemFace['people'][number] & { itemId: string }

const peopleSql = (marks: string): string => `SELECT a."itemId", a."personId", COALESCE(NULLIF(a."name", ''), NULLIF(p."nameZh", ''), p."nameEn", '') AS "name", a."organization", a."role"
  FROM "ProgrammePerson" a LEFT JOIN "Person" p ON p."id" = a."personId" WHERE a."itemId" IN (${marks}) ORDER BY a."itemId", a."position", a."id"`

type People = Map<string, ItemFace['people']>

/** People of items as stored now, in the organizer's order; of a booked pitch those who present it. */
export function peopleOfItems(sql: SyncSql, itemIds: readonly string[]): People {
  const found: People = new Map()
  for (let from = 0; from < itemIds.length; from += 1000) {
    const list = inList(itemIds.slice(from, from + 1000))
    for (const { itemId, ...person } of sql.all<PersonRow>(peopleSql(list.marks), ...list.values)) found.set(itemId, [...(found.get(itemId) ?? []), person])
    for (const [itemId, people] of presentersOf(sql, list)) found.set(itemId, people)
  }
  return found
}

/** Who presents a booked pitch is kept with the booking. */
function presentersOf(sql: SyncSql, items: ReturnType<typeof inList>): People {
  const bookings = sql.all<{ itemId: string; personIds: string; organization: string }>(
    `SELECT b."itemId", b."personIds", COALESCE(NULLIF(o."nameZh", ''), o."nameEn") AS "organization" FROM "PitchBooking" b JOIN "Delegation" d ON d."id" = b."delegationId" JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE b."state" = 'booked' AND b."itemId" IN (${items.marks})`,
    ...items.values,
  ).map((row) => ({ ...row, personIds: JSON.parse(row.personIds) as string[] }))
  const list = inList([...new Set(bookings.flatMap((row) => row.personIds))])
  const names = new Map(sql.all<{ id: string; name: string }>(`SELECT "id", COALESCE(NULLIF("nameZh", ''), "nameEn") AS "name" FROM "Person" WHERE "id" IN (${list.marks})`, ...list.values).map((row) => [row.id, row.name]))
  return new Map(bookings.map(({ itemId, personIds, organization }) => [itemId, personIds.map((personId) => ({ personId, name: names.get(personId) ?? '', organization, role: 'speaker' as const }))]))
}

type KnownRow = { personId: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; organizationZh: string | null; organizationEn: string | null }

const knownSql = (marks: string): string => `SELECT DISTINCT p."id" AS "personId", p."nameZh", p."nameEn", p."titleZh", p."titleEn", o."nameZh" AS "organizationZh", o."nameEn" AS "organizationEn"
  FROM "Person" p LEFT JOIN "Delegate" g ON g."personId" = p."id" LEFT JOIN "Delegation" d ON d."id" = g."delegationId" LEFT JOIN "Organization" o ON o."id" = d."organizationId" WHERE p."id" IN (${marks})`

/** The pair that a text is one half of; the text twice where it is somebody's own wording. */
function inBoth(text: string, pairs: readonly (readonly [string | null, string | null])[]): [string, string] {
  const [zh, en] = pairs.find((pair) => text !== '' && pair.includes(text)) ?? [text, text]
  return [zh || text, en || text]
}

/** People of released items with their names, and those of their organizations or offices, in both languages. */
function readSpeakers(sql: SyncSql, people: readonly Appearance[]): (one: Appearance) => Speaker {
  const ids = [...new Set(people.flatMap(({ personId }) => personId ?? []))]
  const rows = chunks(ids).map(inList).flatMap((list) => sql.all<KnownRow>(knownSql(list.marks), ...list.values))
  return (one) => {
    const known = rows.filter(({ personId }) => personId === one.personId)
    const [nameZh, nameEn] = inBoth(one.name, known.map((row) => [row.nameZh, row.nameEn]))
    const [organizationZh, organizationEn] = inBoth(one.organization, known.flatMap((row) => [[row.organizationZh, row.organizationEn], [row.titleZh, row.titleEn]] as const))
    return { nameZh, nameEn, organizationZh, organizationEn }
  }
}

function toReleased(sql: SyncSql, rows: readonly Row[]): ReleasedItem[] {
  const faces = rows.map((row) => JSON.parse(row.released) as ReleasedFace)
  const booked = peopleOfItems(sql, rows.flatMap((row, at) => (faces[at]?.kind === 'pitch' ? [row.id] : [])))
  const peopleAt = faces.map((face, at) => (face.kind === 'pitch' ? (booked.get(rows[at]?.id ?? '') ?? []) : face.people))
  const speakerOf = readSpeakers(sql, peopleAt.flat())
  return rows.map(({ released: _, delegationId, organizationId, side, nameZh, nameEn, oneLinerZh, oneLinerEn, ...row }, at) => {
    const face = faces[at] as ReleasedFace
    const delegation = delegationId === null ? null : { id: delegationId, organizationId: organizationId ?? '', side: side ?? '', nameZh: nameZh ?? '', nameEn: nameEn ?? '', oneLinerZh: oneLinerZh ?? '', oneLinerEn: oneLinerEn ?? '' }
    return { ...row, ...face, people: peopleAt[at] ?? [], speakers: (peopleAt[at] ?? []).map(speakerOf), delegation }
  })
}

/** What is released on one stage, in order of time; as many statements for one item as for three. */
export function findReleasedItems(sql: SyncSql, stageId: string): ReleasedItem[] {
  return toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."releasedStageId" = ? AND ${isReleased} ${inOrder}`, stageId))
}

/** What is released at an event, in order of time; as many statements for one item as for three. */
export function listReleasedItems(sql: SyncSql, eventId: string): ReleasedItem[] {
  return toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."eventId" = ? AND ${isReleased} ${inOrder}`, eventId))
}

/** One released item; null where there is none, or none of that event. */
export function findReleasedItem(sql: SyncSql, eventId: string, itemId: string): ReleasedItem | null {
  return toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."id" = ? AND i."eventId" = ? AND ${isReleased}`, itemId, eventId))[0] ?? null
}

export type StageName = { id: string; nameZh: string; nameEn: string; placeZh: string; placeEn: string }

export function listStages(sql: SyncSql, eventId: string): StageName[] {
  return sql.all<StageName>(`SELECT "id", "nameZh", "nameEn", "placeZh", "placeEn" FROM "Stage" WHERE "eventId" = ? ORDER BY "position", "id"`, eventId)
}

type PlaceRow = { stageZh: string; stageEn: string; placeZh: string; placeEn: string }

/** Released items as cards for the people in them; two statements. */
function cardsOf(sql: SyncSql, items: readonly ReleasedItem[]): (AppearanceCard & { people: ItemFace['people'] })[] {
  if (items.length === 0) return []
  const list = inList([...new Set(items.map((item) => item.stageId))])
  const stages = new Map(sql.all<PlaceRow & { id: string }>(`SELECT "id", "nameZh" AS "stageZh", "nameEn" AS "stageEn", "placeZh", "placeEn" FROM "Stage" WHERE "id" IN (${list.marks})`, ...list.values).map(({ id, ...place }) => [id, place]))
  return items.map((item) => {
    const place = stages.get(item.stageId) ?? { stageZh: '', stageEn: '', placeZh: '', placeEn: '' }
    const [titleZh, titleEn] = [item.titleZh || item.titleEn || (item.delegation?.nameZh ?? ''), item.titleEn || item.titleZh || (item.delegation?.nameEn ?? '')]
    return { id: item.id, kind: item.kind, titleZh, titleEn, startsAt: item.startsAtMs, endsAt: item.endsAtMs, ...place, role: '', sequence: item.calendarSequence, people: item.people }
  })
}

const seenBy = ({ people, ...card }: AppearanceCard & { people: ItemFace['people'] }, personId: string): AppearanceCard => ({ ...card, role: people.find((one) => one.personId === personId)?.role ?? 'speaker' })

/** Released items in which a person appears, at all events, in order of time. What she holds says which they are. */
function heldItems(sql: SyncSql, personId: string): ReleasedItem[] {
  const owners = sql.all<{ owner: string }>(`SELECT DISTINCT "owner" FROM "Occupancy" WHERE "resource" = ?`, `person:${personId}`).map((row) => row.owner.split(':'))
  const ids = owners.flatMap(([kind, id = '']) => (kind === 'pitch' || kind === 'block' ? [id] : []))
  if (ids.length === 0) return []
  const list = inList(ids)
  const held = toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."id" IN (${list.marks}) AND ${isReleased} ${inOrder}`, ...list.values))
  return held.filter((item) => item.people.some((one) => one.personId === personId))
}

/** A person's own pitches, talks and panels of the released programme of one event, in order of time. */
export function appearancesOf(sql: SyncSql, eventId: string, personId: string): AppearanceCard[] {
  const mine = heldItems(sql, personId).filter((item) => item.eventId === eventId)
  return cardsOf(sql, mine).map((card) => seenBy(card, personId)).sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
}

/** One released item as one of its people sees it; null where she isn't in it. */
export function appearanceOf(sql: SyncSql, eventId: string, itemId: string, personId: string): AppearanceCard | null {
  const item = findReleasedItem(sql, eventId, itemId)
  const card = item === null || !item.people.some((one) => one.personId === personId) ? undefined : cardsOf(sql, [item])[0]
  return card === undefined ? null : seenBy(card, personId)
}

/** A person's appearances at all events as calendar entries, in her language. */
export function appearanceEntries(sql: SyncSql, personId: string, locale: Locale, baseUrl: string): CalendarEntry[] {
  const items = heldItems(sql, personId)
  if (items.length === 0) return []
  const list = inList([...new Set(items.map((item) => item.eventId))])
  const events = new Map(sql.all<{ id: string; slug: string; nameZh: string; nameEn: string; zone: string }>(`SELECT "id", "slug", "nameZh", "nameEn", "zone" FROM "Event" WHERE "id" IN (${list.marks})`, ...list.values).map((event) => [event.id, event]))
  return cardsOf(sql, items).flatMap((card, at) => {
    const event = events.get(items[at]?.eventId ?? '')
    if (event === undefined) return []
    const name = pickText(locale, event.nameZh, event.nameEn)
    const location = [pickText(locale, card.stageZh, card.stageEn), pickText(locale, card.placeZh, card.placeEn)].filter((text) => text !== '').join(' · ')
    return [{ uid: calendarUid(card.id), sequence: card.sequence, startsAtMs: card.startsAt, endsAtMs: card.endsAt, summary: pickText(locale, card.titleZh, card.titleEn) || name, location, description: name, url: `${baseUrl}/events/${event.slug}/agenda`, zone: event.zone, alarmMinutes: alarmMinutes.appearance }]
  })
}
