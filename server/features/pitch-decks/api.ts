import { z } from 'zod'

import { endpoint, fileEndpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { deckInput, mostDeckBytes, reviewDeckInput, uploadDeckInput } from '#server/protocol/inputs/pitching.ts'

import type { createPitchDeckCommands } from './commands.ts'

const saved = z.object({ deckId: z.string(), state: z.string(), version: z.number().int() })

/** Pitch decks over the API. */
export function createPitchDecksApi(decks: ReturnType<typeof createPitchDeckCommands>): Endpoint[] {
  return [
    endpoint({ method: 'POST', path: '/events/{eventId}/pitch-deck', id: 'uploadPitchDeck', summary: 'Send the own deck as PDF of up to 20 MB; it takes the place of the one before', status: 201, uploadBytes: mostDeckBytes, input: uploadDeckInput, output: saved, run: decks.uploadDeck }),
    fileEndpoint({ method: 'GET', path: '/events/{eventId}/pitch-decks/{delegationId}', id: 'getPitchDeck', summary: 'A deck, for its own people, the organizer and the crew', input: deckInput, fileTypes: ['application/pdf'], output: z.unknown(), run: (actor, input) => decks.deckFile(actor, input) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/pitch-deck-reviews', id: 'reviewPitchDeck', summary: 'Accept a deck, or say what to mend (organizer)', input: reviewDeckInput, output: saved, run: decks.reviewDeck }),
  ]
}
