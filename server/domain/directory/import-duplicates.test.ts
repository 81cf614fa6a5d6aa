import { describe, expect, it } from 'vitest'
import { findDuplicates, type KnownOrganization, type KnownPerson } from './import-duplicates.ts'
import { readRows } from './import-read.ts'

const pairs: Record<string, string> = { 遠: '远', 資: '资' }
const simple = (text: string) => text.replace(/[遠資]/g, (character) => pairs[character] ?? character)
const fields = ['name', 'uscc', 'website', 'contactEmail']
const recordsOf = (...rows: string[][]) => readRows('startups', fields, fields, rows, { toSimplified: simple, currency: 'CNY' }).records
const known = (more: Partial<KnownOrganization>): KnownOrganization => ({ id: 'o1', nameZh: null, nameEn: null, legalName: null, aliases: [], uscc: null, website: null, emails: [], ...more })
const find = (existing: KnownOrganization[], ...rows: string[][]) => findDuplicates(recordsOf(...rows), { organizations: existing }, simple)

describe('organizations already known', () => {
  const twin = { id: 'o1' }
  it('by credit code, name in another writing, and less surely by host, address or core of the name', () => {
    const stored = known({ nameZh: '遠山資本', nameEn: 'Far Hill', legalName: '北京远山投资管理有限公司', uscc: '91330100799655058B', website: 'https://www.far.example/', emails: ['a@far.example'] })
    expect(find([stored], ['别名', '91330100799655058B'], ['远山资本'], ['FAR HILL, INC'], ['甲', '', 'http://far.example/about'], ['乙', '', '', 'a@far.example'], ['远山创投'], ['毫不相干'])).toEqual([
      { kind: 'same', reason: 'uscc', twin }, { kind: 'same', reason: 'name', twin }, { kind: 'same', reason: 'name', twin }, { kind: 'similar', reason: 'website', twin },
      { kind: 'similar', reason: 'email', twin }, { kind: 'similar', reason: 'similar_name', twin }, { kind: 'none' },
    ])
  })

  it('different credit codes are different firms, however alike the names', () => {
    expect(find([known({ nameZh: '远山', uscc: '91330100799655058B' })], ['远山', '9144030071526726XG'])).toEqual([{ kind: 'similar', reason: 'name', twin }])
  })

  it('earlier rows of the same file count too', () => {
    expect(find([], ['远山资本'], ['近山'], ['遠山資本'])).toEqual([{ kind: 'none' }, { kind: 'none' }, { kind: 'same', reason: 'name', twin: { row: 2 } }])
  })

  it('a page on a shared host says nothing', () => {
    expect(find([known({ website: 'https://github.com/a' })], ['甲', '', 'https://github.com/b'])).toEqual([{ kind: 'none' }])
  })
})

it('people: by address, or by name within a firm; a name alone says nothing', () => {
  const columns = ['personName', 'organization', 'email', 'phone']
  const rows = [['李薇', '近山', 'li@a.example', ''], ['李薇', '遠山', '', ''], ['李薇', '近山', '', ''], ['王一', '丁', '', '13800138000']]
  const { records } = readRows('people', columns, columns, rows, { toSimplified: simple, currency: 'CNY' })
  const person: KnownPerson = { id: 'p1', nameZh: '李薇', nameEn: null, email: 'li@a.example', phone: '+8613800138000', organizationName: '远山' }
  expect(findDuplicates(records, { people: [person] }, simple)).toEqual([
    { kind: 'same', reason: 'email', twin: { id: 'p1' } }, { kind: 'same', reason: 'name', twin: { id: 'p1' } }, { kind: 'same', reason: 'name', twin: { row: 2 } }, { kind: 'similar', reason: 'phone', twin: { id: 'p1' } },
  ])
})
