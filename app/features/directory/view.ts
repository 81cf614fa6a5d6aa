import type { Option } from '#app/ui/select.tsx'
import type { TagOption } from '#app/ui/multi-select.tsx'
import { sides } from '#server/domain/access/actor.ts'
import { formatPhone } from '#server/domain/directory/contact.ts'
import { formatMoney } from '#server/domain/directory/money-format.ts'
import { entriesOf, labelOf, type ListName } from '#server/domain/directory/vocabulary.ts'
import type { DelegationDetail } from '#server/features/delegations/queries.ts'
import type { PeopleRow } from '#server/features/directory/queries.ts'
import { joinWords, pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

/** What a line of the People room shows; runs on the server, so that the vocabulary is not sent to browsers. */
export function createDirectoryWords(locale: Locale) {
  const t = translator(locale)
  const label = (list: ListName, code: string): string => (code === '' ? '' : labelOf(list, code, locale))
  const joined = (list: ListName, codes: readonly string[]): string => joinWords(locale, codes.map((code) => label(list, code)))
  const claimText = ({ kind, value }: { kind: string; value: string }): string => (kind === 'aum' ? label('aumBands', value) : kind === 'filing' ? label('angelFilings', value) : value)

  function options(list: ListName): Option[] {
    return entriesOf(list).map((entry) => ({ value: entry.code, label: `${entry.parent === undefined ? '' : '— '}${label(list, entry.code)}` }))
  }

  function row({ delegationId, side, nameZh, nameEn, sectors, stage, subkind, round, region, place, people, claims }: PeopleRow) {
    return {
      id: delegationId, side,
      name: pickText(locale, nameZh, nameEn), other: nameZh !== '' && nameEn !== '' ? pickText(locale, nameEn, nameZh) : '',
      sectors: sectors.slice(0, 2).map((code) => label('sectors', code)),
      kind: subkind === '' ? [label('companyStages', stage), label('rounds', round)].filter(Boolean).join(' · ') : label('investorKinds', subkind),
      place: place || label('regions', region),
      people: people.map((person) => pickText(locale, person.nameZh, person.nameEn)),
      claims: claims.map((claim) => ({ id: claim.id, light: claim.light, text: claimText(claim), kind: t(`directory:claimKind.${claim.kind}`) })),
    }
  }

  function detail({ organization, preferences, claims, people, ...rest }: DelegationDetail) {
    const { valuation, contact, details, funding, sectors, region, place, subkind, stage, round, intakeClass, aumBand, labels, tags } = organization
    const facts: [string, string][] = [
      ['legalName', organization.legalName], ['uscc', organization.uscc ?? ''], ['place', place || label('regions', region)], ['kind', label('investorKinds', subkind)], ['founded', organization.foundedOn],
      ['team', organization.teamSize === null ? '' : String(organization.teamSize)], ['intake', label('intakeClasses', intakeClass)], ['round', [label('companyStages', stage), label('rounds', round)].filter(Boolean).join(' · ')],
      ['aumBand', label('aumBands', aumBand)], ['parentGroup', organization.parentGroup], ['labels', joinWords(locale, labels)], ['tags', joinWords(locale, tags.slice(0, 12))], ['aliases', joinWords(locale, details?.aliases ?? [])], ['address', details?.address ?? ''],
    ]
    const closed: [string, string][] = [
      ['valuation', valuation ? formatMoney(valuation, locale) : ''],
      ['contact', [contact?.name, contact?.email, contact?.phone ? formatPhone(contact.phone) : ''].filter(Boolean).join(' · ')],
      ['remark', details?.remark ?? ''],
    ]
    return {
      ...rest,
      name: pickText(locale, organization.nameZh, organization.nameEn), other: organization.nameZh !== '' && organization.nameEn !== '' ? pickText(locale, organization.nameEn, organization.nameZh) : '',
      oneLiner: pickText(locale, organization.oneLinerZh, organization.oneLinerEn), about: pickText(locale, organization.descriptionZh, organization.descriptionEn), website: organization.website,
      sectors: sectors.map((code) => label('sectors', code)),
      facts: facts.filter(([, text]) => text !== ''),
      closed: closed.filter(([, text]) => text !== ''),
      funding: funding.map((one) => ({ round: one.round === null ? (one.roundText ?? '') : label('rounds', one.round), on: one.on ?? '', amount: one.amount === null ? null : formatMoney(one.amount, locale), investors: joinWords(locale, one.investors) })),
      seeks: preferences.flatMap(seeking),
      people: people.map((person) => ({ id: person.personId, name: pickText(locale, person.nameZh, person.nameEn), title: pickText(locale, person.titleZh, person.titleEn), email: person.email ?? '', phone: person.phone ? formatPhone(person.phone) : '', isLead: person.isLead })),
      claims: claims.map((claim) => ({ ...claim, text: claimText(claim), kindText: t(`directory:claimKind.${claim.kind}`), reviewer: claim.reviewedBy === null ? '' : pickText(locale, claim.reviewedBy.nameZh, claim.reviewedBy.nameEn) })),
    }
  }

  function seeking({ body }: DelegationDetail['preferences'][number]): string[] {
    const words = body as Partial<Record<'sectors' | 'stages' | 'rounds' | 'regions' | 'seeks' | 'instruments', string[]>> & { ticket?: Parameters<typeof formatMoney>[0] | null; dealSize?: Parameters<typeof formatMoney>[0] | null; amount?: Parameters<typeof formatMoney>[0] | null; notes?: string }
    const money = words.ticket ?? words.dealSize ?? words.amount ?? null
    return [
      joined('sectors', words.sectors ?? []), joined('companyStages', words.stages ?? []), joined('rounds', words.rounds ?? []), money === null ? '' : formatMoney(money, locale), joined('instruments', words.instruments ?? []),
      joined('investorKinds', words.seeks ?? []), joined('regions', words.regions ?? []), words.notes ?? '',
    ].filter((text) => text !== '')
  }

  const sectorOptions = (): TagOption[] => entriesOf('sectors').map((entry) => ({ value: entry.code, label: label('sectors', entry.code), aliases: [...entry.aliases] }))

  /** Everything that the form of a card can choose from. */
  const formOptions = () => ({
    side: sides.map((side) => ({ value: side, label: t(`directory:side.${side}`) })), subkind: options('investorKinds'), region: options('regions'), stage: options('companyStages'), round: options('rounds'),
    intakeClass: options('intakeClasses'), aumBand: options('aumBands'), sectors: sectorOptions(),
  })

  return { row, detail, options, formOptions }
}

export type DirectoryRow = ReturnType<ReturnType<typeof createDirectoryWords>['row']>
export type DirectoryDetail = ReturnType<ReturnType<typeof createDirectoryWords>['detail']>
