import { addTo, choicesIn, countIn, dateIn, moneyIn, teamIn, urlIn, usccIn, warnOfGuesses } from './import-values.ts'
import type { OrganizationDraft } from './drafts.ts'
import { narrowest, splitCell, withoutCount } from './import-cells.ts'
import { warn, type Cell } from './import-context.ts'
import { midpointMinor, type MoneyRange } from './money.ts'
import { splitName, tidyName } from './names.ts'
import { codeFromText } from './vocabulary.ts'

type Single = { [Key in keyof OrganizationDraft]: OrganizationDraft[Key] extends unknown[] ? never : Key }[keyof OrganizationDraft]

/** Sets a field once. On a continuation row another value for it is reported and left out. */
function put<Key extends Single>(draft: OrganizationDraft, key: Key, value: OrganizationDraft[Key], cell: Cell): void {
  if (value === null || value === '') return
  if (draft[key] === null) draft[key] = value
  else if (!cell.isFirst && JSON.stringify(draft[key]) !== JSON.stringify(value)) warn(cell, 'import.value_ignored', { value: cell.text.slice(0, 60) })
}

function putByLanguage(draft: OrganizationDraft, field: 'oneLiner' | 'description', cell: Cell): void {
  put(draft, /\p{Script=Han}/u.test(cell.text) ? `${field}Zh` : `${field}En`, cell.text, cell)
}

function putName(draft: OrganizationDraft, cell: Cell): void {
  const parts = splitName(cell.text)
  put(draft, 'nameZh', parts.nameZh, cell)
  if (draft.nameEn === null) put(draft, 'nameEn', parts.nameEn, cell)
  addTo(draft.aliases, parts.aliases)
}

const statuses: [RegExp, NonNullable<OrganizationDraft['status']>][] = [
  [/^(?:运营中|正常|存续|在业|开业|active|operating|live|running|private)/, 'active'],
  [/^(?:已关闭|关闭|停业|注销|吊销|inactive|closed|dead|shut|defunct|dissolved)/, 'closed'],
  [/^(?:已转型|转型|pivoted)/, 'pivoted'],
  [/^(?:未上线|筹备|stealth|unlaunched|pre-?launch)/, 'unlaunched'],
  [/^(?:已?被?收购|已?被?并购|acquired|merged|exited)/, 'acquired'],
  [/^(?:已?上市|public|ipo|listed)/, 'listed'],
]

function putStatus(draft: OrganizationDraft, cell: Cell): void {
  const plain = cell.text.normalize('NFKC').toLowerCase()
  const status = statuses.find(([pattern]) => pattern.test(plain))?.[1] ?? null
  if (status === null) warn(cell, 'import.unknown_word', { words: cell.text.slice(0, 60), list: 'status' })
  put(draft, 'status', status, cell)
}

/** Words in no sector list stay as tags and are said; a column of tags gives sectors where it can, silently. */
function addSectors(draft: OrganizationDraft, cell: Cell): void {
  const { codes, unknown, guessed } = cell.tools.coded('sectors', cell.text)
  addTo(draft.sectors, codes)
  addTo(draft.tags, [...unknown, ...guessed.map(({ word }) => word)])
  warnOfGuesses(cell)
  if (unknown.length > 0) warn(cell, 'import.unknown_sector', { words: unknown.join('、').slice(0, 60) })
}

function addTags(draft: OrganizationDraft, cell: Cell): void {
  addTo(draft.tags, splitCell(cell.text).map((word) => withoutCount(word).word.slice(0, 100)))
  if (draft.kind === 'startup') {
    const { codes, guessed } = cell.tools.coded('sectors', cell.text)
    addTo(draft.sectors, codes.filter((code) => !guessed.some((guess) => guess.code === code)))
  }
}

/** `是否高企: 是` is a label by its heading; `否` is none. */
function addLabels(draft: OrganizationDraft, cell: Cell): void {
  if (/^(?:否|无|没有|no|n|false|0)$/i.test(cell.text)) return
  const isYes = /^(?:是|有|yes|y|true|1|√|✓)$/i.test(cell.text)
  const words = isYes ? [cell.column.header.replace(/^是否为?|^is /i, '').trim()] : splitCell(cell.text)
  addTo(draft.labels, words.map((word) => word.slice(0, 100)))
}

function putPlace(draft: OrganizationDraft, cell: Cell): void {
  put(draft, 'place', cell.text, cell)
  draft.region ??= cell.tools.region(cell.text)
}

function putAum(draft: OrganizationDraft, cell: Cell): void {
  const band = codeFromText('aumBands', cell.text, cell.tools.options.toSimplified)
  put(draft, 'aumBand', band, cell)
  if (band === null) put(draft, 'aum', moneyIn(cell), cell)
}

/** Band of an amount in yuan. Other currencies get none: there is no rate here. */
export function aumBandOf(aum: MoneyRange | null): string | null {
  if (aum === null || aum.currency !== 'CNY') return null
  const hundredMillions = midpointMinor(aum) / 1e10
  return hundredMillions < 1 ? 'lt_1' : hundredMillions < 10 ? '1_10' : hundredMillions < 50 ? '10_50' : hundredMillions < 100 ? '50_100' : 'gte_100'
}

type Handler = (draft: OrganizationDraft, cell: Cell) => void

/** What each column does to the organization. Columns not named here belong to a preference, a contact or a round. */
export const organizationHandlers: Record<string, Handler> = {
  name: putName,
  nameZh: (draft, cell) => put(draft, 'nameZh', tidyName(cell.text), cell),
  nameEn: (draft, cell) => put(draft, 'nameEn', tidyName(cell.text), cell),
  legalName: (draft, cell) => put(draft, 'legalName', cell.text, cell),
  uscc: (draft, cell) => put(draft, 'uscc', usccIn(cell), cell),
  website: (draft, cell) => put(draft, 'website', urlIn(cell), cell),
  foundedOn: (draft, cell) => put(draft, 'foundedOn', dateIn(cell), cell),
  place: putPlace,
  region: (draft, cell) => {
    const [narrow] = narrowest('regions', cell.tools.coded('regions', cell.text).codes)
    draft.region ??= narrow ?? null
  },
  address: (draft, cell) => {
    put(draft, 'address', cell.text, cell)
    draft.region ??= cell.tools.region(cell.text)
  },
  oneLiner: (draft, cell) => putByLanguage(draft, 'oneLiner', cell),
  description: (draft, cell) => putByLanguage(draft, 'description', cell),
  sectors: addSectors,
  stage: (draft, cell) => put(draft, 'stage', choicesIn(cell, 'companyStages')[0] ?? null, cell),
  intakeClass: (draft, cell) => put(draft, 'intakeClass', choicesIn(cell, 'intakeClasses')[0] ?? null, cell),
  raisedTotal: (draft, cell) => put(draft, 'raisedTotal', moneyIn(cell), cell),
  valuation: (draft, cell) => put(draft, 'valuation', moneyIn(cell), cell),
  investorKind: (draft, cell) => put(draft, 'investorKind', choicesIn(cell, 'investorKinds')[0] ?? null, cell),
  aum: putAum,
  stockCode: (draft, cell) => put(draft, 'stockCode', cell.text.slice(0, 30), cell),
  teamSize: (draft, cell) => put(draft, 'teamSize', countIn(cell), cell),
  team: (draft, cell) => void draft.team.push(...teamIn(cell)),
  status: putStatus,
  labels: addLabels,
  tags: addTags,
  remark: (draft, cell) => put(draft, 'remark', cell.text, cell),
}
