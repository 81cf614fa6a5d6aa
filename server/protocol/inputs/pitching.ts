import { z } from 'zod'

import { sides } from '../../domain/access/actor.ts'
import { mostDeckBytes } from '../../domain/pitching/deck-file.ts'
import { bookingMethods, deckGates, techGates } from '../../domain/pitching/rules.ts'

import { instant } from './requests.ts'
import { checkbox, rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

export { mostDeckBytes }

const people = z.array(rowId).max(20).optional()
const eventId = rowId

export const bookSlotInput = z.object({ eventId, itemId: rowId, personIds: people, orNearest: checkbox })
export const moveSlotInput = z.object({ eventId, fromItemId: rowId, toItemId: rowId, personIds: people })
export const slotInput = z.object({ eventId, itemId: rowId })
export const assignSlotInput = z.object({ eventId, itemId: rowId, delegationId: rowId, personIds: people })
export const presentInput = z.object({ eventId, itemId: rowId, personIds: z.array(rowId).min(1, 'input.required').max(20) })

export const joinLineInput = z.object({ eventId, sessionId: rowId, personIds: people })
export const offerInput = z.object({ eventId, waitingId: rowId, version, personIds: people })

export const rankInput = z.object({ eventId, sessionId: rowId, version: versionFrom(0), itemIds: z.array(rowId).max(200).default([]), personIds: people })
export const sessionInput = z.object({ eventId, sessionId: rowId })

export const proposeSwapInput = z.object({ eventId, fromItemId: rowId, toItemId: rowId, message: textBlock(300).default('') })
export const answerSwapInput = z.object({ eventId, swapId: rowId, version })

export const uploadDeckInput = z.object({ eventId, fileName: textLine(255).default('deck.pdf'), bytes: z.instanceof(Uint8Array) })
export const deckInput = z.object({ eventId, delegationId: rowId })
export const reviewDeckInput = z.object({ eventId, deckId: rowId, version, verdict: z.enum(['accepted', 'to_mend'], { error: 'input.not_an_option' }), reason: textBlock(500).default('') })

export const techInput = z.object({ eventId, techSlotId: rowId })
export const bookTechInput = techInput.extend({ personIds: people })
export const markTechInput = techInput.extend({ state: z.enum(['passed', 'failed'], { error: 'input.not_an_option' }) })
export const addTechInput = z.object({
  eventId, sessionId: rowId, startsAt: instant,
  count: wholeNumber(1, 200),
  minutes: wholeNumber(5, 120).refine((minutes) => minutes % 5 === 0, 'setup.length_not_five'),
  lanes: wholeNumber(1, 20).default(1),
  placeZh: textLine(60).default(''), placeEn: textLine(60).default(''),
})

const orEmpty = z.union([z.literal('').transform(() => null), z.null(), instant]).default(null)
const sectors = z.array(textLine(40)).max(40)

/** Rules as the API writes them. */
export const pitchRulesInput = z.object({
  method: z.enum(bookingMethods, { error: 'input.not_an_option' }),
  opensAt: orEmpty,
  closesAt: orEmpty,
  deck: z.enum(deckGates, { error: 'input.not_an_option' }),
  techCheck: z.enum(techGates, { error: 'input.not_an_option' }),
  sides: z.array(z.enum(sides, { error: 'input.not_an_option' })).max(4).default(['startup']),
  perDelegation: wholeNumber(1, 10),
  sectorBlocks: z.array(z.object({ startsAt: instant, endsAt: instant, sectors })).max(40).default([]),
  blocksLapseAt: orEmpty,
  offerMinutes: wholeNumber(5, 2_880),
  noticeMinutes: wholeNumber(0, 10_080),
  arriveMinutes: wholeNumber(0, 120),
})
export const savePitchRulesInput = z.object({ eventId, sessionId: rowId, version: versionFrom(0), rules: pitchRulesInput })
  .transform(({ rules: { opensAt, closesAt, blocksLapseAt, sectorBlocks, ...rules }, ...rest }) => ({
    ...rest,
    rules: { ...rules, opensAtMs: opensAt, closesAtMs: closesAt, blocksLapseAtMs: blocksLapseAt, sectorBlocks: sectorBlocks.map((block) => ({ startsAtMs: block.startsAt, endsAtMs: block.endsAt, sectors: block.sectors })) },
  }))

/** Everything the founder's page can send, told apart by the button that was pressed. */
export const pitchIntent = z.discriminatedUnion('intent', [
  bookSlotInput.omit({ eventId: true }).extend({ intent: z.literal('book') }),
  moveSlotInput.omit({ eventId: true }).extend({ intent: z.literal('move') }),
  slotInput.omit({ eventId: true }).extend({ intent: z.literal('release') }),
  presentInput.omit({ eventId: true }).extend({ intent: z.literal('present') }),
  joinLineInput.omit({ eventId: true }).extend({ intent: z.literal('join') }),
  offerInput.omit({ eventId: true }).extend({ intent: z.literal('take') }),
  offerInput.omit({ eventId: true }).extend({ intent: z.literal('decline') }),
  offerInput.omit({ eventId: true }).extend({ intent: z.literal('leave') }),
  rankInput.omit({ eventId: true }).extend({ intent: z.literal('rank') }),
  proposeSwapInput.omit({ eventId: true }).extend({ intent: z.literal('swap') }),
  answerSwapInput.omit({ eventId: true }).extend({ intent: z.literal('swapAccept') }),
  answerSwapInput.omit({ eventId: true }).extend({ intent: z.literal('swapDecline') }),
  answerSwapInput.omit({ eventId: true }).extend({ intent: z.literal('swapWithdraw') }),
  bookTechInput.omit({ eventId: true }).extend({ intent: z.literal('tech') }),
  techInput.omit({ eventId: true }).extend({ intent: z.literal('techCancel') }),
], { error: 'input.not_an_option' })

/** Everything the organizer's page can send besides the rules. */
export const pitchDeskIntent = z.discriminatedUnion('intent', [
  assignSlotInput.omit({ eventId: true }).extend({ intent: z.literal('assign') }),
  slotInput.omit({ eventId: true }).extend({ intent: z.literal('release') }),
  reviewDeckInput.omit({ eventId: true }).extend({ intent: z.literal('review') }),
  sessionInput.omit({ eventId: true }).extend({ intent: z.literal('clear') }),
  offerInput.omit({ eventId: true, personIds: true }).extend({ intent: z.literal('leave') }),
  addTechInput.omit({ eventId: true }).extend({ intent: z.literal('techAdd') }),
  markTechInput.omit({ eventId: true }).extend({ intent: z.literal('techMark') }),
  techInput.omit({ eventId: true }).extend({ intent: z.literal('techCancel') }),
  techInput.omit({ eventId: true }).extend({ intent: z.literal('techRemove') }),
], { error: 'input.not_an_option' })
