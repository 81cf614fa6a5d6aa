import { formatMoney } from '#server/domain/directory/money-format.ts'
import { entriesOf, labelOf, type ListName } from '#server/domain/directory/vocabulary.ts'
import type { Direction, Part } from '#server/domain/matchmaking/explain.ts'
import type { Seeking } from '#server/domain/matchmaking/match-view.ts'
import type { Reason } from '#server/domain/matchmaking/party.ts'
import type { Match, MatchCard, MatchingOverview } from '#server/features/matchmaking/queries.ts'
import { joinWords, pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** Who is who in a sentence: the reader's side is "you", the other "they"; the organizer reads names. */
export type Voices = { buyer: string; seller: string }

const listOfParam: Record<string, ListName> = {
  sector: 'sectors', stage: 'companyStages', round: 'rounds', instrument: 'instruments', region: 'regions', intent: 'cvcIntents', kind: 'investorKinds', intake: 'intakeClasses', market: 'maMarkets',
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Everything that a match says, in the reader's language. Runs on the server: the vocabulary is not sent to browsers. */
export function createMatchWords(locale: Locale) {
  const t = translator(locale)
  const label = (list: ListName, code: string) => labelOf(list, code, locale)
  const you = t('matches:you')
  const they = t('matches:they')

  function voicesFor(readerIsBuyer: boolean): Voices {
    return readerIsBuyer ? { buyer: you, seller: they } : { buyer: they, seller: you }
  }

  /** Codes in `params` become labels of the vocabulary. */
  function say(key: string, reason: Reason, voices: Voices, context?: 'seller'): string {
    const params: Record<string, string> = { ...voices }
    for (const [name, code] of Object.entries(reason.params)) {
      const list = listOfParam[name]
      params[name] = name === 'claim' ? t(`matches:claim.${code}`) : list === undefined ? code : label(list, code)
    }
    return capital(t(key, { ...params, context }))
  }

  const reasonText = (reason: Reason, voices: Voices, context?: 'seller') => say(`matches:reason.${reason.code}`, reason, voices, context)
  const blockText = (reason: Reason, voices: Voices) => say(`matches:block.${reason.code}`, reason, voices)

  function line(part: Part, voices: Voices, context?: 'seller') {
    return { code: part.code, name: t(`matches:criterion.${part.code}`), text: reasonText(part.reason, voices, context), points: Math.round(part.points), max: part.max }
  }

  function direction(told: Direction, voices: Voices, context?: 'seller') {
    const lines = (chosen: (share: number) => boolean) => told.parts.filter((part) => chosen(part.points / part.max)).sort((a, b) => b.points - a.points).map((part) => line(part, voices, context))
    return { score: Math.round(told.score), best: told.best.map((reason) => reasonText(reason, voices, context)), for: lines((share) => share > 0.5), against: lines((share) => share < 0.5), unknown: lines((share) => share === 0.5) }
  }

  function seeking(card: MatchCard): { label: string; text: string }[] {
    const { seeking: sought, side } = card
    const words = (list: ListName, codes: string[]) => joinWords(locale, codes.slice(0, 8).map((code) => label(list, code)))
    const isSeller = side === 'startup' || side === 'target'
    const rows: [keyof Omit<Seeking, 'amount' | 'openToAcquisition'> | 'amount' | 'asked' | 'acquisition', string][] = [
      ['sectors', words('sectors', sought.sectors)], ['stages', words('companyStages', sought.stages)], ['rounds', words('rounds', sought.rounds)],
      [isSeller ? 'asked' : 'amount', sought.amount === null ? '' : formatMoney(sought.amount, locale)], ['instruments', words('instruments', sought.instruments)],
      ['kinds', words('investorKinds', sought.kinds)], ['regions', words('regions', sought.regions)], ['intents', words('cvcIntents', sought.intents)],
      ['acquisition', isSeller && sought.openToAcquisition ? t('matches:seeks.openToAcquisition') : ''],
    ]
    return rows.filter(([, text]) => text !== '').map(([key, text]) => ({ label: t(`matches:seeks.${key}`), text }))
  }

  function card(partner: MatchCard) {
    const { subkind, stage, round, region, intakeClass, aumBand } = partner
    const facts: [ListName, string][] = [['investorKinds', subkind], ['companyStages', stage], ['rounds', round], ['regions', region], ['intakeClasses', intakeClass], ['aumBands', aumBand]]
    return {
      id: partner.delegationId,
      organizationId: partner.organizationId,
      name: pickText(locale, partner.nameZh, partner.nameEn),
      otherName: locale === 'en' ? partner.nameZh : partner.nameEn,
      oneLiner: pickText(locale, partner.oneLinerZh, partner.oneLinerEn),
      sectors: partner.sectors.map((code) => label('sectors', code)),
      facts: facts.filter(([, code]) => code !== '').map(([list, code]) => label(list, code)),
      labels: partner.labels,
      verified: partner.verifiedClaims.map((claim) => t(`matches:claim.${claim}`)),
      seeking: seeking(partner),
    }
  }

  function match(found: Match) {
    const readerIsBuyer = found.partner.side === 'startup' || found.partner.side === 'target'
    const voices = voicesFor(readerIsBuyer)
    const mine = direction(found.mine, voices, readerIsBuyer ? undefined : 'seller')
    const theirs = direction(found.theirs, voices, readerIsBuyer ? 'seller' : undefined)
    const state = found.hasMeeting ? 'meeting' : found.request === null ? null : found.request.state === 'pending' ? `pending_${found.request.direction}` : found.request.state
    return {
      ...card(found.partner),
      fit: found.total >= 65 ? ('high' as const) : found.total >= 45 ? ('medium' as const) : ('low' as const),
      mine,
      theirs,
      against: [...new Set([...found.mine.against, ...found.theirs.against].map((reason) => reasonText(reason, voices)))].slice(0, 3),
      notes: found.notes.map((note) => say(`matches:note.${note.code}`, note, voices)),
      blocked: found.blocked === null ? null : blockText(found.blocked, voices),
      state: state === null ? null : t(`matches:request.${state}`),
      mark: found.mark,
    }
  }

  /** The organizer's room: names instead of "you" and "they". */
  function room(overview: MatchingOverview) {
    const named = (id: string) => ({ id, name: pickText(locale, overview.cards[id]?.nameZh ?? '', overview.cards[id]?.nameEn ?? '') || id })
    const all = { buyer: t('matches:room.buyer'), seller: t('matches:room.seller') }
    return {
      missing: overview.missing.map(({ buyer, seller, total, reasons }) => {
        const voices = { buyer: named(buyer).name, seller: named(seller).name }
        return { buyer: named(buyer), seller: named(seller), total: Math.round(total), reasons: reasons.map((reason) => reasonText(reason, voices)).join(locale === 'en' ? '; ' : '；') }
      }),
      overloaded: overview.overloaded.map((row) => ({ ...named(row.delegationId), inbound: row.inbound, cap: row.cap })),
      lonely: overview.lonely.map((row) => {
        const side = overview.cards[row.delegationId]?.side
        const { name } = named(row.delegationId)
        const voices = side === 'investor' || side === 'acquirer' ? { ...all, buyer: name } : { ...all, seller: name }
        const blocked = row.reason.code.startsWith('blocked.')
        const reason = { ...row.reason, code: row.reason.code.replace('blocked.', '') }
        return { ...named(row.delegationId), best: Math.round(row.best), reason: blocked ? blockText(reason, voices) : reasonText(reason, voices) }
      }),
      pairs: overview.pairs,
    }
  }

  const options = (list: ListName, topOnly = false) => entriesOf(list).filter((entry) => !topOnly || entry.parent === undefined).map((entry) => ({ value: entry.code, label: label(list, entry.code) }))

  return { reasonText, blockText, card, match, room, options }
}

export type MatchTexts = ReturnType<ReturnType<typeof createMatchWords>['match']>
export type CardTexts = ReturnType<ReturnType<typeof createMatchWords>['card']>
export type DirectionTexts = MatchTexts['mine']
export type ReasonLine = DirectionTexts['for'][number]
export type RoomTexts = ReturnType<ReturnType<typeof createMatchWords>['room']>
