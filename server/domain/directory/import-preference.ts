import { emptyMandate, emptyNeed, emptyThesis, type Mandate, type Need, type Thesis } from '#server/domain/matchmaking/preferences.ts'
import { addTo, choicesIn, moneyIn, warnOfGuesses } from './import-values.ts'
import type { PreferenceDraft } from './drafts.ts'
import { warn, type Cell } from './import-context.ts'
import type { ImportTarget } from './import-fields.ts'
import { codeFromText, type ListName } from './vocabulary.ts'

/** The preference while its row is read, with the counts of past deals where cells hold them. */
export type PreferenceBuilder = { kind: PreferenceDraft['kind'] | null; thesis: Thesis; mandate: Mandate; need: Need; counts: NonNullable<PreferenceDraft['counts']> }

const kinds: Record<ImportTarget, PreferenceDraft['kind'] | null> = { startups: 'need', investors: 'thesis', acquirers: 'mandate', people: null }

export function startPreference(target: ImportTarget): PreferenceBuilder {
  return { kind: kinds[target], thesis: emptyThesis(), mandate: emptyMandate(), need: emptyNeed(), counts: { rounds: {}, sectors: {}, regions: {} } }
}

function tally(into: Record<string, number>, counts: Record<string, number>): void {
  for (const [code, count] of Object.entries(counts)) into[code] = (into[code] ?? 0) + count
}

function words(cell: Cell, list: ListName, into: string[], counts: Record<string, number>): string[] {
  const found = cell.tools.coded(list, cell.text)
  addTo(into, found.codes)
  tally(counts, found.counts)
  return found.unknown
}

/** Investors write rounds and stages into one column: `Seed; Series A; Growth`. */
function addRounds(builder: PreferenceBuilder, cell: Cell): void {
  const rest = words(cell, 'rounds', builder.thesis.rounds, builder.counts.rounds)
  if (rest.length === 0) return
  const stages = cell.tools.coded('companyStages', rest.join(';'))
  addTo(builder.thesis.stages, stages.codes)
  if (stages.unknown.length > 0) warn(cell, 'import.unknown_word', { words: stages.unknown.join('、').slice(0, 60), list: 'rounds' })
}

function addSectors(builder: PreferenceBuilder, cell: Cell): void {
  const body = builder.kind === 'mandate' ? builder.mandate : builder.thesis
  const unknown = words(cell, 'sectors', body.sectors, builder.counts.sectors)
  warnOfGuesses(cell)
  if (unknown.length === 0) return
  warn(cell, 'import.unknown_sector', { words: unknown.join('、').slice(0, 60) })
  addNote(builder, unknown.join('、'))
}

function addRegions(builder: PreferenceBuilder, cell: Cell): void {
  const body = builder.kind === 'mandate' ? builder.mandate : builder.thesis
  const unknown = words(cell, 'regions', body.regions, builder.counts.regions)
  const places = unknown.flatMap((word) => cell.tools.region(word) ?? [])
  addTo(body.regions, places)
  if (places.length < unknown.length) warn(cell, 'import.unknown_word', { words: unknown.join('、').slice(0, 60), list: 'regions' })
}

function addNote(builder: PreferenceBuilder, text: string): void {
  const body = builder.kind === 'mandate' ? builder.mandate : builder.kind === 'need' ? builder.need : builder.thesis
  body.notes = body.notes === '' ? text : `${body.notes}\n${text}`
}

const controls: [RegExp, Mandate['control']][] = [[/不限|均可|either|both|any/i, 'either'], [/参股|少数|minority|^否$|^no$/i, 'minority'], [/控股|控制|全资|100%|control|majority|^是$|^yes$/i, 'control']]

function putControl(builder: PreferenceBuilder, cell: Cell): void {
  const found = controls.find(([pattern]) => pattern.test(cell.text))?.[1]
  if (found === undefined) warn(cell, 'import.unknown_word', { words: cell.text.slice(0, 60), list: 'control' })
  else builder.mandate.control = found
}

function putMarket(builder: PreferenceBuilder, cell: Cell): void {
  const both = /不限|均可|境内外|国内外|either|both|any/i.test(cell.text)
  const codes = both ? [] : choicesIn(cell, 'maMarkets')
  builder.mandate.market = codes.length === 1 ? (codes[0] as Mandate['market']) : 'either'
}

type Handler = (builder: PreferenceBuilder, cell: Cell) => void

/** What each column does to the thesis, mandate or need of the row. */
export const preferenceHandlers: Record<string, Handler> = {
  ticket: (builder, cell) => void (builder.thesis.ticket ??= moneyIn(cell)),
  dealSize: (builder, cell) => void (builder.mandate.dealSize ??= moneyIn(cell)),
  prefRounds: addRounds,
  prefSectors: addSectors,
  prefRegions: addRegions,
  avoidSectors: (builder, cell) => {
    const body = builder.kind === 'mandate' ? builder.mandate : builder.thesis
    const unknown = words(cell, 'sectors', body.avoidSectors, {})
    if (unknown.length > 0) warn(cell, 'import.unknown_word', { words: unknown.join('、').slice(0, 60), list: 'sectors' })
  },
  intents: (builder, cell) => addTo(builder.thesis.intents, choicesIn(cell, 'cvcIntents')),
  instruments: (builder, cell) => {
    const codes = choicesIn(cell, 'instruments')
    if (builder.kind === 'need') addTo(builder.need.instruments, codes)
    else addTo(builder.thesis.instruments, codes)
    if (builder.kind === 'need' && codes.some((code) => code.startsWith('ma'))) builder.need.openToAcquisition = true
  },
  thesisNotes: (builder, cell) => addNote(builder, cell.text),
  needNotes: (builder, cell) => addNote(builder, cell.text),
  control: putControl,
  market: putMarket,
  seekRound: (builder, cell) => void (builder.need.round ??= codeFromText('rounds', cell.text, cell.tools.options.toSimplified) ?? choicesIn(cell, 'rounds')[0] ?? null),
  seekAmount: (builder, cell) => void (builder.need.amount ??= moneyIn(cell)),
  seeks: (builder, cell) => addTo(builder.need.seeks, choicesIn(cell, 'investorKinds')),
}

/** The finished preference; null for people and for a start-up that says nothing of what it seeks. */
export function finishPreference(builder: PreferenceBuilder): PreferenceDraft | null {
  const counted = Object.values(builder.counts).some((counts) => Object.keys(counts).length > 0)
  const counts = counted ? { counts: builder.counts } : {}
  if (builder.kind === 'thesis') return { kind: 'thesis', body: builder.thesis, ...counts }
  if (builder.kind === 'mandate') return { kind: 'mandate', body: builder.mandate, ...counts }
  return builder.kind === null || saysNothing(builder.need) ? null : { kind: 'need', body: builder.need }
}

function saysNothing(need: Need): boolean {
  return need.round === null && need.amount === null && need.instruments.length === 0 && need.seeks.length === 0 && need.notes === ''
}
