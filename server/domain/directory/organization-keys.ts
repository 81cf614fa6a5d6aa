import { nameKey } from './names.ts'
import { hostOf, type OrganizationFields } from './organization-fields.ts'
import { searchKey, sortKey, type Phonetics } from './search-key.ts'

/** What is stored beside an organization so that it can be found, sorted and told from others. */
export type OrganizationKeys = { nameKey: string; searchKey: string; sortKey: string; websiteHost: string }

type Named = Pick<OrganizationFields, 'nameZh' | 'nameEn' | 'legalName' | 'website'> & { aliases: readonly string[] }

export function organizationKeys({ nameZh, nameEn, legalName, website, aliases }: Named, phonetics: Phonetics): OrganizationKeys {
  const name = nameZh || nameEn
  const others = [legalName, ...aliases].filter((alias) => alias !== '')
  return { nameKey: nameKey(name, phonetics.toSimplified), searchKey: searchKey({ nameZh, nameEn, aliases: others }, phonetics), sortKey: sortKey(name, false, phonetics), websiteHost: hostOf(website) }
}

export function personKeys({ nameZh, nameEn }: { nameZh: string; nameEn: string }, phonetics: Phonetics): { searchKey: string; sortKey: string } {
  return { searchKey: searchKey({ nameZh, nameEn, isPerson: true }, phonetics), sortKey: sortKey(nameZh || nameEn, true, phonetics) }
}
