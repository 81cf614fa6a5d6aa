/**
 * Branded ids: a table id can't be passed where a person id is wanted. All are lower-case ULID-like strings of 26
 * characters made by `platform/ids`; the brand exists at compile time only.
 */
declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type PersonId = Id<'person'>
export type OrganizationId = Id<'organization'>
export type SeriesId = Id<'series'>
export type EventId = Id<'event'>
export type DelegationId = Id<'delegation'>
export type RequestId = Id<'request'>
export type MeetingId = Id<'meeting'>
export type TableId = Id<'table'>
export type StageId = Id<'stage'>
export type SessionId = Id<'session'>
export type DraftId = Id<'draft'>
export type ReleaseId = Id<'release'>

const idShape = /^[0-9a-hjkmnp-tv-z]{26}$/

/** True for text that could be one of our ids; everything else is refused before it reaches a query. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && idShape.test(text)
}
