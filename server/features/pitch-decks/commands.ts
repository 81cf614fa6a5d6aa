import { createHash } from 'node:crypto'

import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import { checkDeckFile, deckFileName } from '#server/domain/pitching/deck-file.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchFacts } from '#server/features/pitch-facts/store.ts'
import type { PitchLine } from '#server/features/pitch-line/store.ts'
import type { TellPitch } from '#server/features/pitch-notices/mail.ts'
import type { FileAnswer } from '#server/http/api/endpoint.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database } from '#server/platform/db.ts'
import type { FileStore } from '#server/platform/files.ts'

export type UploadDeckInput = { eventId: string; fileName: string; bytes: Uint8Array }
export type ReviewDeckInput = { eventId: string; deckId: string; version: number; verdict: 'accepted' | 'to_mend'; reason: string }
export type DeckSaved = { deckId: string; state: 'uploaded' | 'accepted' | 'to_mend'; version: number }

type Parts = { quick: RunQuickWork; db: Database; newId: () => string; diary: Diary; facts: PitchFacts; line: PitchLine; news: PitchNews; tell: TellPitch; files: FileStore }
type DeckRow = { id: string; eventId: string; delegationId: string; fileKey: string; fileName: string; sha256: string; state: DeckSaved['state']; reason: string; version: number; currentKey: string | null }

const folder = 'decks'
const columns = `"id", "eventId", "delegationId", "fileKey", "fileName", "sha256", "state", "reason", "version", "currentKey"`
const keyOf = (eventId: string, delegationId: string): string => `${eventId}:${delegationId}`

/** Pitch decks: sent, checked, and handed out to those who may see them. */
export function createPitchDeckCommands(parts: Parts) {
  const { quick, db, diary, facts, news, files } = parts

  /** Puts a stored file in the place of the one that counted so far; answers with the file that nobody needs any more. */
  function replaceOnce(held: QuickWork, actor: Actor, input: UploadDeckInput, file: { key: string; sha256: string }): Result<DeckSaved & { unused: string | null }> {
    const own = delegationAt(actor, input.eventId as EventId)
    if (actor.kind !== 'person') return err('auth.required')
    if (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const event = facts.findPitchEvent(held.sql, input.eventId)
    const party = diary.findParty(held.sql, own.delegationId)
    if (event === null || party === null) return err('record.not_found')
    const gate = passGate('profile:edit', event.phase)
    if (!gate.ok) return gate
    if (party.status !== 'active') return err('pitch.not_taking_part')
    const key = keyOf(event.id, own.delegationId)
    const before = held.sql.get<DeckRow>(`SELECT ${columns} FROM "PitchDeck" WHERE "currentKey" = ?`, key)
    // The same file once more, as after a lost answer, is the one that is there.
    if (before !== undefined && before.sha256 === file.sha256 && before.state !== 'to_mend') return ok({ deckId: before.id, state: before.state, version: before.version, unused: file.key })
    if (before !== undefined) held.sql.run(`UPDATE "PitchDeck" SET "currentKey" = NULL, "version" = "version" + 1 WHERE "id" = ?`, before.id)
    const deckId = held.newId()
    held.sql.run(
      `INSERT INTO "PitchDeck" ("id", "eventId", "delegationId", "currentKey", "fileKey", "fileName", "bytes", "sha256", "state", "reason", "uploadedById", "version", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'uploaded', '', ?, 1, ?)`,
      deckId, event.id, own.delegationId, key, file.key, deckFileName(input.fileName), input.bytes.length, file.sha256, actor.personId, held.now,
    )
    held.audit('deck:uploaded', `deck:${deckId}`, { eventId: event.id, delegationId: own.delegationId })
    news.tellOwn(held, event.id, [own.delegationId])
    offerWhatIsOpen(held, event.id, own.delegationId)
    return ok({ deckId, state: 'uploaded', version: 1, unused: before?.fileKey ?? null })
  }

  /** A new deck may be all that somebody in line still needed. */
  function offerWhatIsOpen(held: QuickWork, eventId: string, delegationId: string): void {
    const rows = held.sql.all<{ sessionId: string }>(`SELECT "sessionId" FROM "PitchWaiting" WHERE "eventId" = ? AND "delegationId" = ? AND "state" = 'waiting' ORDER BY "id"`, eventId, delegationId)
    for (const { sessionId } of rows) parts.line.offerOpenSlots(held, sessionId)
  }

  function reviewOnce(held: QuickWork, actor: Actor, input: ReviewDeckInput): Result<DeckSaved> {
    if (!can(actor, 'pitch:run', { eventId: input.eventId as EventId })) return err('auth.forbidden')
    const row = held.sql.get<DeckRow>(`SELECT ${columns} FROM "PitchDeck" WHERE "id" = ?`, input.deckId)
    if (row === undefined || row.eventId !== input.eventId) return err('record.not_found')
    if (row.currentKey !== null && row.version === input.version + 1 && row.state === input.verdict && row.reason === input.reason) return ok({ deckId: row.id, state: row.state, version: row.version })
    if (input.verdict === 'to_mend' && input.reason === '') return err('input.invalid', { fields: [{ path: 'reason', code: 'input.required' }] })
    const changed = held.sql.run(
      `UPDATE "PitchDeck" SET "state" = ?, "reason" = ?, "reviewedById" = ?, "reviewedAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "currentKey" IS NOT NULL`,
      input.verdict, input.verdict === 'accepted' ? '' : input.reason, actor.kind === 'person' ? actor.personId : null, held.now, row.id, input.version,
    )
    if (changed === 0) return err('record.changed')
    held.audit(`deck:${input.verdict}`, `deck:${row.id}`, { eventId: row.eventId, delegationId: row.delegationId })
    news.tellOwn(held, row.eventId, [row.delegationId])
    offerWhatIsOpen(held, row.eventId, row.delegationId)
    const people = diary.findParty(held.sql, row.delegationId)?.people.map((one) => one.personId) ?? []
    parts.tell(held, { template: input.verdict === 'accepted' ? 'deck_accepted' : 'deck_to_mend', eventId: row.eventId, subjectId: row.id, revision: input.version + 1, personIds: people })
    return ok({ deckId: row.id, state: input.verdict, version: input.version + 1 })
  }

  return {
    /** Sends a deck; a new one takes the place of the old and is checked anew. Errors: `pitch.deck_not_pdf`, `pitch.deck_active`, `input.too_large`. */
    async uploadDeck(actor: Actor, input: UploadDeckInput): Promise<Result<DeckSaved>> {
      if (delegationAt(actor, input.eventId as EventId) === null) return err(actor.kind === 'person' ? 'auth.forbidden' : 'auth.required')
      const sound = checkDeckFile(input.bytes)
      if (!sound.ok) return sound
      const file = { key: parts.newId(), sha256: createHash('sha256').update(input.bytes).digest('hex') }
      await files.write(folder, file.key, input.bytes)
      const saved = await quick(actor, (held) => replaceOnce(held, actor, input, file)).catch(async (error: unknown) => {
        await files.remove(folder, file.key)
        throw error
      })
      const unused = saved.ok ? saved.value.unused : file.key
      if (unused !== null) await files.remove(folder, unused)
      return saved.ok ? ok({ deckId: saved.value.deckId, state: saved.value.state, version: saved.value.version }) : saved
    },

    /** The organizer's word on a deck: accepted, or to be mended for a reason. */
    reviewDeck: (actor: Actor, input: ReviewDeckInput): Promise<Result<DeckSaved>> => quick(actor, (held) => reviewOnce(held, actor, input)),

    /** The deck that counts, for its own people, the organizer and the crew; for everybody else it doesn't exist. */
    async deckFile(actor: Actor, input: { eventId: string; delegationId: string }): Promise<Result<FileAnswer>> {
      if (!can(actor, 'deck:view', { eventId: input.eventId as EventId, delegationIds: [input.delegationId as DelegationId] })) return err('record.not_found')
      const row = db.read((sql) => sql.get<DeckRow>(`SELECT ${columns} FROM "PitchDeck" WHERE "currentKey" = ?`, keyOf(input.eventId, input.delegationId)))
      const bytes = row === undefined ? null : await files.read(folder, row.fileKey)
      return row === undefined || bytes === null ? err('record.not_found') : ok({ bytes, fileName: row.fileName, type: 'application/pdf' })
    },
  }
}
