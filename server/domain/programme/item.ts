/** What can stand on a programme. Only a pitch can be booked by a delegation. */
export const programmeKinds = ['pitch', 'talk', 'panel', 'ceremony', 'break'] as const
export type ProgrammeKind = (typeof programmeKinds)[number]

export const appearanceRoles = ['speaker', 'moderator', 'panellist'] as const
export type AppearanceRole = (typeof appearanceRoles)[number]

/** Somebody in an item: a person of the event (`personId`), or just a name, as in imported schedules. */
export type Appearance = { personId: string | null; name: string; organization: string; role: AppearanceRole }

/** Somebody in a released item as readers of both languages read it; what only one language has stands in both. */
export type Speaker = { nameZh: string; nameEn: string; organizationZh: string; organizationEn: string }

/** What an item says, apart from when and where. */
export type ItemFace = {
  kind: ProgrammeKind
  sessionId: string | null
  titleZh: string
  titleEn: string
  summaryZh: string
  summaryEn: string
  track: string
  /** The last part of it, for questions. */
  qaMinutes: number
  /** Kept free on the stage after it. */
  bufferMinutes: number
  /** Starts when the item before it on its stage, and its buffer, are over. */
  isLinked: boolean
  people: Appearance[]
}

/** When and where; instants in ms. `stageId` null: not placed, and not part of a release. */
export type ItemPlace = { stageId: string | null; startsAtMs: number; endsAtMs: number }

/** An item of the working copy: what organizers edit and nobody else sees before a release. */
export type WorkingItem = ItemFace & ItemPlace & {
  id: string
  /** Its name in an imported schedule. */
  externalId: string | null
  /** Gone from the working copy, still released. */
  isRemoved: boolean
  /** Who pitches. Bookings are no drafts: they hold at once, in the working copy and in what is released. */
  delegationId: string | null
  version: number
}

/** An item as everybody may rely on it. The people of a pitch are those of its booking, whenever that was made. */
export type ReleasedItem = ItemFace & {
  /** Its people, in the same order, for readers. */
  speakers: Speaker[]
  id: string
  eventId: string
  externalId: string | null
  stageId: string
  startsAtMs: number
  endsAtMs: number
  delegation: { id: string; organizationId: string; side: string; nameZh: string; nameEn: string; oneLinerZh: string; oneLinerEn: string } | null
  version: number
  /** Of its calendar entries, whose uid is `<id>@touhai`. */
  calendarSequence: number
}

/** Name under which a released item holds ticks in Occupancy. */
export const occupancyOwner = (kind: ProgrammeKind, itemId: string): string => `${kind === 'pitch' ? 'pitch' : 'block'}:${itemId}`
export const calendarUid = (itemId: string): string => `${itemId}@touhai`
