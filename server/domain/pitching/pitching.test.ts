import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { openToAll } from '../events/entry-rules.ts'
import { timedOfferEnds } from '../shared/timed-offer.ts'

import { checkPitchRules } from './check-rules.ts'
import { nearestSlots, presenterTicks } from './claims.ts'
import { checkDeckFile, deckFileName } from './deck-file.ts'
import { whyNotBook, whyNotSlot, type BookFacts } from './may-book.ts'
import { clearRanking, type Entrant, type RankedSlot } from './ranking.ts'
import { bookingStage, defaultPitchRules, keptFor, type PitchRules } from './rules.ts'
import { nextSwap, swapEnds, swapKey } from './swap.ts'
import { headOfLine, nextWaiting } from './waiting.ts'

const rules = (given: Partial<PitchRules> = {}): PitchRules => ({ ...defaultPitchRules, method: 'first_come', ...given })
const facts = (given: Partial<BookFacts> = {}): BookFacts => ({
  rules: rules({ deck: 'none', techCheck: 'none' }), isCleared: false, phase: 'requests_open', zone: 'Asia/Shanghai', nowMs: 1_000, entryRule: openToAll,
  party: { side: 'startup', isActive: true, sectors: ['innov_drug'], entry: { kind: 'startup', subkind: '', claims: [] } }, deck: null, techCheck: null, held: 0, ...given,
})
const codes = (given: Partial<BookFacts>): string[] => whyNotBook(facts(given)).map((reason) => reason.code)

describe('why somebody cannot book', () => {
  test('every reason is said at once, in the order in which it can be mended', () => {
    expect(codes({})).toEqual([])
    expect(codes({ rules: rules({ opensAtMs: 2_000 }), held: 1 })).toEqual(['pitch.deck_missing', 'pitch.tech_missing', 'pitch.not_open', 'pitch.limit_reached'])
    expect(codes({ rules: rules(), deck: 'uploaded', techCheck: 'booked' })).toEqual(['pitch.deck_unchecked'])
    expect(codes({ rules: rules({ techCheck: 'passed' }), deck: 'to_mend', techCheck: 'booked' })).toEqual(['pitch.deck_to_mend', 'pitch.tech_not_passed'])
    expect(codes({ rules: rules(), deck: 'accepted', techCheck: 'failed' })).toEqual(['pitch.tech_failed'])
  })

  test('who is not admitted hears so first: phase, side, entry rule', () => {
    expect(codes({ phase: 'draft' })).toEqual(['phase.closed'])
    expect(codes({ party: { ...facts().party, isActive: false } })).toEqual(['pitch.not_taking_part'])
    expect(codes({ party: { ...facts().party, side: 'investor' } })).toEqual(['pitch.side_not_admitted'])
    expect(codes({ entryRule: { admissions: [{ organizationKind: 'research', subkinds: [], claims: [] }] } })).toEqual(['entry.kind_not_admitted'])
  })

  test('by the clock to the millisecond: closed, before, open, over; a ranking takes lists, is cleared, goes on', () => {
    const times = { opensAtMs: 100, closesAtMs: 200 }
    const at = (method: PitchRules['method'], now: number, isCleared = false) => bookingStage(rules({ method, ...times }), isCleared, now)
    expect([at('closed', 150), at('first_come', 99), at('first_come', 100), at('first_come', 199), at('first_come', 200)]).toEqual(['closed', 'before', 'open', 'open', 'over'])
    expect([at('ranking', 99), at('ranking', 100), at('ranking', 199), at('ranking', 200), at('ranking', 200, true)]).toEqual(['before', 'ranking', 'ranking', 'clearing', 'open'])
  })

  test('a slot kept for a sector is for its children too, and for all once the reservation lapses', () => {
    const block = { startsAtMs: 10_000_000, endsAtMs: 20_000_000, sectors: ['biomed'] }
    const slot = { startsAtMs: 10_000_000 }
    const kept = rules({ sectorBlocks: [block], blocksLapseAtMs: 5_000, noticeMinutes: 0 })
    const why = (sectors: string[], nowMs: number) => whyNotSlot({ rules: kept, party: { ...facts().party, sectors }, nowMs }, slot)?.code ?? null
    expect([why(['innov_drug'], 0), why(['biomed'], 0), why(['ai'], 0), why(['ai'], 5_000)]).toEqual([null, null, 'pitch.sector_reserved', null])
    expect([keptFor(kept, { startsAtMs: 20_000_000 }, 0), keptFor(kept, { startsAtMs: 19_999_999 }, 0)]).toEqual([[], ['biomed']])
  })

  test('notice ends at its instant', () => {
    const slot = { startsAtMs: 60 * 60_000 }
    const why = (nowMs: number) => whyNotSlot({ rules: rules({ noticeMinutes: 60 }), party: facts().party, nowMs }, slot)?.code ?? null
    expect([why(-1), why(0)]).toEqual([null, 'pitch.too_late'])
  })
})

describe('a ranking', () => {
  const slot = (itemId: string, tick: number): RankedSlot => ({ itemId, startsAtMs: tick * 300_000, ticks: [tick] })
  const entrant = (delegationId: string, ticket: string, wishes: string[]): Entrant => ({ delegationId, ticket, wishes, personIds: [`p-${delegationId}`] })
  const input = { mayHave: () => true, busy: new Map<string, Set<number>>() }

  test('goes by lots; each gets the first of its wishes that is left, and reads what became of the others', () => {
    const entries = clearRanking({ ...input, slots: [slot('s1', 1), slot('s2', 2)], entrants: [entrant('late', 'zz', ['s1', 's2']), entrant('first', 'aa', ['s1']), entrant('none', 'zzz', ['s2', 'gone'])] })
    expect(entries).toEqual([
      { delegationId: 'first', ticket: 'aa', turn: 1, itemId: 's1', wishes: [{ itemId: 's1', fate: 'given', to: null }] },
      { delegationId: 'late', ticket: 'zz', turn: 2, itemId: 's2', wishes: [{ itemId: 's1', fate: 'taken', to: 'first' }, { itemId: 's2', fate: 'given', to: null }] },
      { delegationId: 'none', ticket: 'zzz', turn: 3, itemId: null, wishes: [{ itemId: 's2', fate: 'taken', to: 'late' }, { itemId: 'gone', fate: 'gone', to: null }] },
    ])
  })

  test('passes over what people have a meeting for, and what the rules forbid', () => {
    const entries = clearRanking({ slots: [slot('s1', 1), slot('s2', 2), slot('s3', 3)], entrants: [entrant('a', 'a', ['s1', 's2', 's3'])], mayHave: (_, itemId) => itemId !== 's2', busy: new Map([['p-a', new Set([1])]]) })
    expect(entries[0]?.wishes.map((wish) => wish.fate)).toEqual(['people_busy', 'not_allowed', 'given'])
  })

  const market = fc.record({
    slots: fc.integer({ min: 1, max: 6 }),
    lists: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }), { minLength: 1, maxLength: 7 }),
    lots: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 7, maxLength: 7 }),
  })
  const clear = ({ slots, lists, lots }: { slots: number; lists: number[][]; lots: number[] }) =>
    clearRanking({ ...input, slots: Array.from({ length: slots }, (_, at) => slot(`s${at}`, at)), entrants: lists.map((wishes, at) => entrant(`d${at}`, String(lots[at]).padStart(7, '0'), [...new Set(wishes)].map((n) => `s${n}`))) })
  const rankOf = (wishes: number[], itemId: string | null): number => (itemId === null ? 99 : [...new Set(wishes)].indexOf(Number(itemId.slice(1))))

  test('gives no slot twice, nobody more than one, and only what was wished for', () => {
    fc.assert(fc.property(market, (given) => {
      const got = clear(given).flatMap((entry) => entry.itemId ?? [])
      expect(new Set(got).size).toBe(got.length)
      for (const entry of clear(given)) expect(entry.itemId === null || rankOf(given.lists[Number(entry.delegationId.slice(1))] ?? [], entry.itemId) >= 0).toBe(true)
    }))
  })

  test('nobody gains by another list than the true one', () => {
    fc.assert(fc.property(market, fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }), (given, lie) => {
      const truth = given.lists[0] ?? []
      const of = (lists: number[][]) => rankOf(truth, clear({ ...given, lists }).find((entry) => entry.delegationId === 'd0')?.itemId ?? null)
      const lied = of([lie, ...given.lists.slice(1)])
      expect(of(given.lists)).toBeLessThanOrEqual(lied < 0 ? 99 : lied)
    }))
  })
})

describe('the line and swaps', () => {
  test('an offer is taken, declined or ends once; leaving is always possible while open', () => {
    expect(nextWaiting('waiting', 'offer')).toEqual({ ok: true, value: 'offered' })
    expect([nextWaiting('offered', 'take'), nextWaiting('offered', 'decline'), nextWaiting('offered', 'expire'), nextWaiting('waiting', 'leave')].map((one) => one.ok && one.value)).toEqual(['taken', 'declined', 'expired', 'left'])
    expect([nextWaiting('expired', 'take'), nextWaiting('taken', 'leave')].map((one) => !one.ok && one.error.code)).toEqual(['pitch.offer_over', 'pitch.not_waiting'])
  })

  test('who cannot have a slot keeps the place in line', () => {
    const line = [{ id: 'c', rank: 3 }, { id: 'a', rank: 1 }, { id: 'b', rank: 2 }]
    expect([headOfLine(line, () => true)?.id, headOfLine(line, (one) => one.id !== 'a')?.id, headOfLine(line, () => false)]).toEqual(['a', 'b', null])
    expect([timedOfferEnds(0, 30, 10 * 60_000), timedOfferEnds(0, 30, 90 * 60_000), timedOfferEnds(0, 30, -5)]).toEqual([600_000, 1_800_000, 60_000])
  })

  test('only the side that was asked says yes, once', () => {
    expect(nextSwap('proposed', 'accept', 'asked')).toEqual({ ok: true, value: 'accepted' })
    expect([nextSwap('proposed', 'accept', 'proposer'), nextSwap('accepted', 'accept', 'asked'), nextSwap('proposed', 'withdraw', 'asked')].map((one) => !one.ok && one.error.code)).toEqual(['auth.forbidden', 'pitch.swap_over', 'auth.forbidden'])
    expect(swapKey('b', 'a')).toBe(swapKey('a', 'b'))
    expect(swapEnds(0, [{ startsAtMs: 7_200_000 }, { startsAtMs: 10_800_000 }], 60)).toBe(3_600_000)
  })

  test('people are taken from their call to the stage to the end of their buffer; alternatives are the nearest', () => {
    expect(presenterTicks({ startsAtMs: 600_000, endsAtMs: 1_200_000 }, { arriveMinutes: 5 }, 5)).toEqual([1, 2, 3, 4])
    const slots = [1, 9, 4, 6].map((at) => ({ itemId: `s${at}`, startsAtMs: at }))
    expect(nearestSlots(slots, 5, 3).map((one) => one.itemId)).toEqual(['s4', 's6', 's1'])
  })

  test('rules that contradict themselves are named by field', () => {
    expect(checkPitchRules(rules())).toEqual([])
    expect(checkPitchRules(rules({ method: 'ranking', sides: [], sectorBlocks: [{ startsAtMs: 2, endsAtMs: 1, sectors: ['nonsense'] }] })).map((issue) => issue.path)).toEqual(['closesAt', 'sides', 'sectorBlocks.0.endsAt', 'sectorBlocks.0.sectors'])
  })
})

describe('a deck', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const codeOf = (text: string): string => {
    const checked = checkDeckFile(bytes(text))
    return checked.ok ? 'ok' : checked.error.code
  }

  test('is known by its bytes: a page called .pdf, a polyglot, half a file, an empty one and scripts are refused', () => {
    expect(codeOf('%PDF-1.7\nstuff\n%%EOF\n')).toBe('ok')
    for (const bad of ['', '<html>%PDF-1.7 %%EOF', 'GIF89a\n%PDF-1.7\n%%EOF', '%PDF-1.7\nno end', '%PDF-9\n%%EOF', 'PK\u0003\u0004']) expect(codeOf(bad)).toBe('pitch.deck_not_pdf')
    for (const bad of ['%PDF-1.7\n<< /S /JavaScript /JS (app.alert(1)) >>\n%%EOF', '%PDF-1.7\n<< /S /J#61va#53cript >>\n%%EOF', '%PDF-1.7\n<</S/Launch/F(cmd.exe)>>\n%%EOF', '%PDF-1.7\n<< /Type /EmbeddedFile >>\n%%EOF']) expect(codeOf(bad)).toBe('pitch.deck_active')
    expect(codeOf('%PDF-1.7\n<< /JSX 1 /Launchpad 2 /S /URI >>\n%%EOF')).toBe('ok')
    const archive = `PK\u0005\u0006${'\u0000'.repeat(4)}\u0001\u0000\u0001\u0000${'\u0000'.repeat(8)}`
    for (const polyglot of [`%PDF-1.7\n%%EOF\n${archive}\u0000\u0000`, `%PDF-1.7\n${archive}\u0007\u0000\n%%EOF\n`, '%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF', '%PDF-1.7\n<svg onload=alert(1)>\n%%EOF']) expect([polyglot, codeOf(polyglot)]).toEqual([polyglot, 'pitch.deck_not_pdf'])
    const large = new Uint8Array(20_000_001)
    expect(checkDeckFile(large)).toEqual({ ok: false, error: { code: 'input.too_large', params: { max: '20 MB' } } })
  })

  test('gets a name that can be saved anywhere', () => {
    expect(['../../etc/passwd', 'C:\\a\\路演 材料.PDF', 'a\u202efdp.exe', '', '.pdf', 'x'.repeat(200)].map(deckFileName)).toEqual(['passwd.pdf', '路演 材料.pdf', 'afdp.exe.pdf', 'deck.pdf', 'deck.pdf', `${'x'.repeat(80)}.pdf`])
  })
})
