import { entriesOf, isBroadSector, lineageOf, rankOf } from '../directory/vocabulary.ts'
import { bandOf, logRange, type LogRange } from './money-scale.ts'
import { avoidKey, groupOf, type Group, type Party } from './party.ts'

/** How near an offered sector is to the wanted ones; the order is the order of closeness. */
export const closeness = { far: 0, sibling: 1, broad: 2, wider: 3, inside: 4, exact: 5 } as const
export type Closeness = (typeof closeness)[keyof typeof closeness]

/** A party with everything worked out that does not depend on the partner, so that a pair costs a few look-ups. */
export type PreparedParty = {
  party: Party
  group: Group
  /** Closeness of every sector to what a buyer wants; null = no wish known. Index: position in the vocabulary. */
  wanted: Uint8Array | null
  avoided: Uint8Array | null
  offered: number[]
  /** Ticket of an investor, deal size of an acquirer, amount asked by a seller. */
  ticket: LogRange | null
  dealSize: LogRange | null
  asked: LogRange | null
  valuationBand: LogRange | null
  wantedStages: number[]
  stage: number
  wantedRounds: number[]
  round: number
  /** A buyer's own instruments and their parents; a seller's likewise. */
  instruments: Set<string>
  wantedRegions: string[]
  regionLine: string[]
  kindLine: string[]
  seeks: Set<string>
  intents: Set<string>
  avoids: Set<string>
  names: string[]
  isForeign: boolean
}

const sectorEntries = entriesOf('sectors')
const sectorIndex = new Map(sectorEntries.map((entry, index) => [entry.code, index]))

export function sectorCodeAt(index: number): string {
  return sectorEntries[index]?.code ?? ''
}

const indexesOf = (codes: readonly string[]): number[] => codes.map((code) => sectorIndex.get(code)).filter((index) => index !== undefined)

/** Closeness of one offered sector to one wanted sector. */
export function sectorCloseness(wanted: string, offered: string): Closeness {
  if (wanted === offered && !isBroadSector(wanted)) return closeness.exact
  if (isBroadSector(wanted) || isBroadSector(offered)) return closeness.broad
  if (lineageOf('sectors', offered).includes(wanted)) return closeness.inside
  if (lineageOf('sectors', wanted).includes(offered)) return closeness.wider
  const parent = lineageOf('sectors', wanted)[1]
  return parent !== undefined && lineageOf('sectors', offered)[1] === parent ? closeness.sibling : closeness.far
}

/** For each wanted code the closeness of every sector, worked out once per code of the vocabulary. */
const rows = new Map<string, Uint8Array>()
function closenessRow(wanted: string): Uint8Array {
  const known = rows.get(wanted)
  if (known !== undefined) return known
  const row = Uint8Array.from(sectorEntries, (entry) => sectorCloseness(wanted, entry.code))
  if (sectorIndex.has(wanted)) rows.set(wanted, row)
  return row
}

function wantedTable(codes: readonly string[]): Uint8Array | null {
  const known = codes.filter((code) => sectorIndex.has(code))
  if (known.length === 0) return null
  const table = new Uint8Array(sectorEntries.length)
  for (const code of known) {
    const row = closenessRow(code)
    for (let i = 0; i < table.length; i += 1) table[i] = Math.max(table[i] ?? 0, row[i] ?? 0)
  }
  return table
}

/** A sector to avoid, and all beneath it. */
function avoidedTable(codes: readonly string[]): Uint8Array | null {
  if (codes.length === 0) return null
  return Uint8Array.from(sectorEntries, (entry) => (lineageOf('sectors', entry.code).some((code) => codes.includes(code)) ? 1 : 0))
}

const ranks = (list: 'companyStages' | 'rounds', codes: readonly string[]): number[] => codes.map((code) => rankOf(list, code)).filter((rank) => rank >= 0)

/** Seats in Hong Kong, Macao and Taiwan are handled like foreign ones by the negative list itself (its notes say so). */
const likeForeign = new Set(['cn-hk', 'cn-mo', 'cn-tw'])

function isForeign(party: Party): boolean {
  if (lineageOf('investorKinds', party.subkind).includes('foreign')) return true
  const line = lineageOf('regions', party.region)
  return line.length > 0 && (!line.includes('cn') || line.some((code) => likeForeign.has(code)))
}

/** What a buyer says it wants: the mandate of an acquirer, the thesis of an investor, whichever there is. */
function wishes(party: Party): { sectors: string[]; regions: string[]; avoidSectors: string[] } {
  const { mandate, thesis } = party
  return (party.side === 'acquirer' ? (mandate ?? thesis) : (thesis ?? mandate)) ?? { sectors: [], regions: [], avoidSectors: [] }
}

export function prepareParty(party: Party): PreparedParty {
  const { thesis, mandate, need } = party
  const group = groupOf(party.side)
  const wish = wishes(party)
  const valuation = logRange(party.valuation)
  const instruments = group === 'buyer' ? (thesis?.instruments ?? []) : (need?.instruments ?? [])
  return {
    party,
    group,
    wanted: group === 'buyer' ? wantedTable(wish.sectors) : null,
    avoided: group === 'buyer' ? avoidedTable(wish.avoidSectors) : null,
    offered: indexesOf(party.sectors),
    ticket: logRange(thesis?.ticket ?? null),
    dealSize: logRange(mandate?.dealSize ?? null),
    asked: logRange(need?.amount ?? null),
    valuationBand: valuation === null ? null : bandOf(valuation),
    wantedStages: ranks('companyStages', thesis?.stages ?? []),
    stage: rankOf('companyStages', party.stage),
    wantedRounds: ranks('rounds', thesis?.rounds ?? []),
    round: rankOf('rounds', need?.round ?? party.round),
    instruments: new Set(instruments.flatMap((code) => lineageOf('instruments', code))),
    wantedRegions: wish.regions,
    regionLine: lineageOf('regions', party.region),
    kindLine: lineageOf('investorKinds', party.subkind),
    seeks: new Set(need?.seeks ?? []),
    intents: new Set(thesis?.intents ?? []),
    avoids: new Set((need?.avoidOrganizations ?? []).flatMap((name) => [name, avoidKey(name)])),
    names: party.nameKeys,
    isForeign: isForeign(party),
  }
}

