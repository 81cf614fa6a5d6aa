import type { Result } from '#server/domain/shared/result.ts'
import { parseEmail, parsePhone } from './contact.ts'
import { emptyPerson, type FundingRound, type OrganizationDraft, type PersonDraft } from './drafts.ts'
import { splitCell, withoutCount } from './import-cells.ts'
import { warn, type Cell } from './import-context.ts'
import { addTo, dateIn, emailsIn, moneyIn, phonesIn } from './import-values.ts'
import { splitName, tidyName } from './names.ts'
import { isCode } from './vocabulary.ts'

function named(person: PersonDraft, text: string): PersonDraft {
  const plain = tidyName(text).slice(0, 100)
  return /\p{Script=Han}/u.test(plain) ? { ...person, nameZh: plain } : { ...person, nameEn: plain }
}

const cellIn = (cells: readonly Cell[], key: string) => cells.find((cell) => cell.column.field.key === key)

/** `张三 13800138000` in one cell: the number and the address are taken out of the name. */
function apart(text: string): { name: string; email: string | null; phone: string | null } {
  const email = text.match(/[\w.+-]{1,64}@[\w.-]{3,200}/)?.[0] ?? null
  const phone = text.match(/\+?\d[\d ()-]{5,18}\d/)?.[0] ?? null
  const [goodEmail, goodPhone] = [valueOf(email, parseEmail), valueOf(phone, parsePhone)]
  let name = text
  if (goodEmail !== null && email !== null) name = name.replace(email, ' ')
  if (goodPhone !== null && phone !== null) name = name.replace(phone, ' ')
  return { name: name.trim().replace(/[\s:：/()（）-]{1,9}$/, ''), email: goodEmail, phone: goodPhone }
}

function valueOf(text: string | null, parse: (text: string) => Result<string>): string | null {
  const parsed = text === null ? null : parse(text)
  return parsed !== null && parsed.ok ? parsed.value : null
}

/** The contacts of one row: names, addresses and numbers of a cell belong together by their order. */
export function contactsIn(cells: readonly Cell[], organizationName: string | null): PersonDraft[] {
  const [name, title, email, phone] = ['contactName', 'contactTitle', 'contactEmail', 'contactPhone'].map((key) => cellIn(cells, key))
  const people = name === undefined ? [] : splitCell(name.text).map(apart)
  const names = people.map((person) => person.name)
  const titles = title === undefined ? [] : names.length > 1 ? splitCell(title.text) : [title.text]
  const emails = email === undefined ? [] : emailsIn(email)
  const phones = phone === undefined ? [] : phonesIn(phone)
  const count = Math.max(names.length, emails.length, Math.min(phones.length, Math.max(1, names.length)))
  return Array.from({ length: phones.length === 0 && count === 0 ? 0 : Math.max(count, phones.length > 0 ? 1 : 0) }, (_, index) => {
    const person = { ...emptyPerson(), organizationName, title: titles[index] ?? null, email: emails[index] ?? people[index]?.email ?? null, phone: phones[index] ?? people[index]?.phone ?? null }
    const own = names[index]
    return own === undefined || own === '' ? person : named(person, own)
  })
}

/** One row of a list of people. */
export function personIn(cells: readonly Cell[]): PersonDraft {
  let person = emptyPerson()
  for (const cell of cells) {
    const { text } = cell
    switch (cell.column.field.key) {
      case 'personName':
        person = { ...person, ...nameOfPerson(text, person) }
        break
      case 'personNameEn':
        person.nameEn = tidyName(text).slice(0, 100)
        break
      case 'organization':
        person.organizationName = tidyName(text)
        break
      case 'title':
        person.title = text.slice(0, 200)
        break
      case 'email':
        person.email = emailsIn(cell)[0] ?? null
        break
      case 'phone':
        person.phone = phonesIn(cell)[0] ?? null
        break
      case 'place':
        person.region = cell.tools.region(text)
        break
      case 'bio':
        person.bio = text
        break
      case 'tags':
        addTo(person.tags, splitCell(text))
    }
  }
  return person
}

/** `李薇 Vivian Li` has both names; a single writing fills the one it belongs to. */
function nameOfPerson(text: string, before: PersonDraft): Pick<PersonDraft, 'nameZh' | 'nameEn'> {
  const { nameZh, nameEn } = splitName(text)
  return { nameZh: nameZh ?? before.nameZh, nameEn: nameEn ?? before.nameEn }
}

/** The financing round on one row, or null where its cells say nothing. */
export function roundIn(cells: readonly Cell[]): FundingRound | null {
  const [word, on, amount, investors] = ['round', 'roundOn', 'roundAmount', 'roundInvestors'].map((key) => cellIn(cells, key))
  if (word === undefined && on === undefined && amount === undefined && investors === undefined) return null
  const codes = word === undefined ? [] : word.tools.coded('rounds', word.text).codes
  if (word !== undefined && codes.length === 0) warn(word, 'import.unknown_word', { words: word.text.slice(0, 60), list: 'rounds' })
  const round: FundingRound = {
    round: codes[0] ?? null,
    roundText: word?.text ?? null,
    on: on === undefined ? null : dateIn(on),
    amount: amount === undefined ? null : moneyIn(amount),
    investors: investors === undefined ? [] : splitCell(investors.text).map((name) => withoutCount(name).word.slice(0, 200)),
  }
  return round.round === null && round.roundText === null && round.on === null && round.amount === null && round.investors.length === 0 ? null : round
}

/** Sorts the rounds newest first and takes the latest one as the organization's round. */
export function settleRounds(draft: OrganizationDraft): void {
  draft.funding.sort((a, b) => (b.on ?? '').localeCompare(a.on ?? '', 'en'))
  draft.round = draft.funding.find((round) => round.round !== null && isCode('rounds', round.round))?.round ?? null
}
