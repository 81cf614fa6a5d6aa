import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastCpuMs } from '#tests/fixtures/duration.ts'
import { emptyOrganization, emptyPerson } from './drafts.ts'
import { fieldsOf, type ImportTarget } from './import-fields.ts'
import { readRows } from './import-read.ts'
import type { ReadOptions } from './import-types.ts'

const options: ReadOptions = { toSimplified: (text) => text, currency: 'CNY' }
const yuan = (amount: number) => ({ minMinor: amount * 100, maxMinor: amount * 100, currency: 'CNY', approximate: false })

function read(target: ImportTarget, fields: (string | null)[], rows: string[][]) {
  return readRows(target, fields, fields.map((field) => field ?? ''), rows, options)
}
const issuesOf = (target: ImportTarget, fields: string[], ...rows: string[][]) => {
  const reading = read(target, fields, rows)
  return [...reading.fileIssues, ...reading.records.flatMap((record) => record.issues)].map((issue) => [issue.severity, issue.row, issue.column, issue.path, issue.code])
}

describe('start-ups', () => {
  it('further rounds on rows without a name belong to the company above', () => {
    const fields = ['name', 'website', 'sectors', 'roundOn', 'round', 'roundAmount', 'roundInvestors']
    const reading = read('startups', fields, [
      ['远山智能', 'far.example', '机器人', '2016-05-17', 'B轮', '未透露人民币', '-'],
      ['', '', '', '2014-10-14', 'A轮', '630万人民币', '甲资本,乙创投(丙,丁)'],
      [],
      ['', '', '', '2018', '战略投资', '数千万美元', ''],
      ['近山医疗', '', '医疗器械', '', '', '', ''],
    ])
    expect(reading.counts).toEqual({ records: 2, rows: 5, errors: 0, warnings: 0 })
    expect(reading.records[0]).toEqual({
      row: 2,
      values: {
        organization: {
          ...emptyOrganization('startup'), nameZh: '远山智能', website: 'https://far.example/', sectors: ['robotics'], round: 'strategic',
          funding: [
            { round: 'strategic', roundText: '战略投资', on: '2018', amount: { minMinor: 2e9, maxMinor: 9e9, currency: 'USD', approximate: true }, investors: [] },
            { round: 'b', roundText: 'B轮', on: '2016-05-17', amount: null, investors: [] },
            { round: 'a', roundText: 'A轮', on: '2014-10-14', amount: yuan(6_300_000), investors: ['甲资本', '乙创投(丙,丁)'] },
          ],
        },
        preference: null,
        people: [],
      },
      issues: [],
      continuationRows: [3, 5],
    })
    expect(reading.records[1]?.row).toBe(6)
  })

  it('a row that says who it is but has no name is named as such, and is no continuation', () => {
    expect(issuesOf('startups', ['name', 'website', 'round'], ['远山', '', ''], ['', 'b.example', 'A轮'])).toEqual([['error', 3, null, 'name', 'import.missing_name']])
    expect(issuesOf('startups', ['name', 'round'], ['', 'A轮'])).toEqual([['error', 2, null, 'name', 'import.orphan_row']])
    expect(issuesOf('startups', ['name', 'legalName'], ['', '远山科技有限公司'])).toEqual([['warning', 2, null, 'name', 'import.name_from_legal']])
    expect(issuesOf('startups', ['website'], ['a.example'])).toEqual([['error', 1, null, 'name', 'import.no_name_column']])
  })

  it('names every cell that can not be kept', () => {
    const fields = ['name', 'uscc', 'roundAmount', 'foundedOn', 'website', 'contactEmail', 'contactPhone', 'teamSize', 'oneLiner', 'remark', 'description']
    const row = ['远山', '91350100M000100Y4Z', '很多', '2015-02-29', 'javascript:x', 'a@b', '10086', 'many', 'x'.repeat(501), 'a\u0000b', 'a\ud800']
    expect(issuesOf('startups', fields, row)).toEqual([
      ['error', 2, 8, 'oneLiner', 'input.too_long'], ['error', 2, 9, 'remark', 'input.bad_characters'], ['error', 2, 10, 'description', 'input.bad_characters'],
      ['error', 2, 1, 'uscc', 'import.bad_uscc'], ['error', 2, 3, 'foundedOn', 'input.bad_date'], ['error', 2, 4, 'website', 'input.bad_url'], ['error', 2, 7, 'teamSize', 'input.not_a_number'],
      ['error', 2, 2, 'roundAmount', 'import.bad_money'], ['error', 2, 5, 'contactEmail', 'input.bad_email'], ['error', 2, 6, 'contactPhone', 'import.bad_phone'],
    ])
    expect(issuesOf('startups', ['name'], ['a\u0000b'])).toEqual([['error', 2, 0, 'name', 'input.bad_characters']])
  })

  it('a word in no sector list is kept as a tag and said', () => {
    const reading = read('startups', ['name', 'sectors', 'tags'], [['远山', '炼金术、人工智能/机器人', 'SaaS|好玩']])
    expect(reading.records[0]?.values.organization).toMatchObject({ sectors: ['ai', 'robotics', 'saas'], tags: ['炼金术', 'SaaS', '好玩'] })
    expect(reading.records[0]?.issues).toEqual([{ row: 2, column: 1, path: 'sectors', code: 'import.unknown_sector', params: { words: '炼金术' }, severity: 'warning' }])
  })

  it('reads team, contacts, need and place', () => {
    const fields = ['name', 'team', 'contactName', 'contactEmail', 'contactPhone', 'seekAmount', 'seekRound', 'instruments', 'seeks', 'place', 'teamSize', 'status']
    const row = ['远山', '王一:创始人及CEO,李二(CTO)', '赵三、钱四', 'z@a.example; q@a.example', '13800138000', '3000万元', 'A轮', '股权、并购', 'VC、产业资本', '广东-深圳', '50-100人', '运营中']
    const [record] = read('startups', fields, [row]).records
    expect(record?.issues).toEqual([])
    expect(record?.values).toEqual({
      organization: {
        ...emptyOrganization('startup'), nameZh: '远山', team: [{ name: '王一', title: '创始人及CEO' }, { name: '李二', title: 'CTO' }], place: '广东-深圳', region: 'cn-gd', teamSize: 50, status: 'active',
      },
      preference: { kind: 'need', body: { round: 'a', amount: yuan(3e7), instruments: ['equity', 'ma'], seeks: ['vc', 'cvc'], avoidOrganizations: [], openToAcquisition: true, notes: '' } },
      people: [
        { ...emptyPerson(), nameZh: '赵三', organizationName: '远山', email: 'z@a.example', phone: '+8613800138000' },
        { ...emptyPerson(), nameZh: '钱四', organizationName: '远山', email: 'q@a.example' },
      ],
    })
  })

  it('a number beside the name of the contact, and marks nobody sees, are sorted out', () => {
    const [record] = read('startups', ['name', 'contactName', 'contactEmail'], [['\u200b远山\ufeff', '赵三 138-0013-8000', '\u202dz@a.example\u202c']]).records
    expect(record?.issues).toEqual([])
    expect(record?.values.people).toEqual([{ ...emptyPerson(), nameZh: '赵三', organizationName: '远山', email: 'z@a.example', phone: '+8613800138000' }])
  })

  it('another value on a continuation row is not taken silently', () => {
    expect(issuesOf('startups', ['name', 'place', 'round'], ['远山', '北京', 'A轮'], ['', '上海', 'B轮'], ['', '北京', 'C轮'])).toEqual([['warning', 3, 1, 'place', 'import.value_ignored']])
  })
})

describe('investors and acquirers', () => {
  it('counts in cells become counts, rounds and stages are told apart', () => {
    const [record] = read('investors', ['name', 'prefRounds', 'prefSectors', 'prefRegions'], [['远山资本FarHill', '天使轮(15)、A轮(10)', '企业服务(3)、硬件(2)', '北京(10)']]).records
    expect(record?.values.preference).toEqual({
      kind: 'thesis',
      body: { sectors: ['enterprise', 'hardware'], stages: [], rounds: ['angel', 'a'], ticket: null, instruments: [], regions: ['cn-bj'], avoidSectors: [], intents: [], notes: '' },
      counts: { rounds: { angel: 15, a: 10 }, sectors: { enterprise: 3, hardware: 2 }, regions: { 'cn-bj': 10 } },
    })
    expect(record?.values.organization).toMatchObject({ kind: 'investor', nameZh: '远山资本', nameEn: 'FarHill', sectors: [] })
    const [second] = read('investors', ['name', 'prefRounds', 'ticket', 'aum'], [['Far Hill', 'Seed; Series A; Growth', '$2M-$5M', '120亿元']]).records
    expect(second?.values.preference?.body).toMatchObject({ rounds: ['seed', 'a'], stages: ['growth'], ticket: { minMinor: 2e8, maxMinor: 5e8, currency: 'USD', approximate: false } })
    expect(second?.values.organization).toMatchObject({ aum: yuan(12e9), aumBand: 'gte_100' })
  })

  it('a mandate', () => {
    const [record] = read('acquirers', ['name', 'stockCode', 'prefSectors', 'dealSize', 'control', 'market', 'thesisNotes'], [['远山股份', '600000.SH', '半导体', '1-5亿元', '控股', '境外', '补齐封测环节']]).records
    expect(record?.values.organization).toMatchObject({ kind: 'acquirer', stockCode: '600000.SH' })
    expect(record?.values.preference).toEqual({
      kind: 'mandate', body: { sectors: ['ic'], dealSize: { ...yuan(1e8), maxMinor: 5e10 }, control: 'control', market: 'overseas', regions: [], avoidSectors: [], notes: '补齐封测环节' },
    })
  })
})

it('people: one row, one person', () => {
  const [record] = read('people', ['personName', 'organization', 'title', 'email', 'phone', 'place'], [['李薇 Vivian Li', '远山资本', '合伙人', 'V.Li@a.example', '+1 415 555 0100', 'New York, NY']]).records
  expect(record?.values).toEqual({
    organization: null, preference: null,
    people: [{ ...emptyPerson(), nameZh: '李薇', nameEn: 'Vivian Li', organizationName: '远山资本', title: '合伙人', email: 'v.li@a.example', phone: '+14155550100', region: 'us' }],
  })
})

it('whatever stands in the cells, reading answers and names only cells that exist', () => {
  const noise = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('', '-', '远山', '3000万', 'A轮(3)', '1e309', '((((', '；；、、', '\ud800', '__proto__', 'constructor(5)'))
  fc.assert(
    fc.property(fc.constantFrom<ImportTarget>('startups', 'investors', 'acquirers', 'people'), fc.array(fc.array(noise, { maxLength: 45 }), { maxLength: 6 }), (target, rows) => {
      const fields = fieldsOf(target).map((field) => field.key)
      const reading = read(target, fields, rows)
      for (const issue of reading.records.flatMap((record) => record.issues)) {
        expect(issue.row >= 2 && issue.row < rows.length + 2 && (issue.column ?? 0) < fields.length).toBe(true)
      }
      expect(JSON.stringify(reading)).toBeTypeOf('string')
    }),
    { verbose: true, numRuns: 300 },
  )
})

it('a hostile cell takes less than 50 ms in any column', () => {
  const hostile = ['('.repeat(20_000), '、'.repeat(20_000), 'a,'.repeat(10_000), '1'.repeat(20_000), '和'.repeat(20_000), ' -> '.repeat(5000), '远山:'.repeat(5000), ' '.repeat(20_000) + 'x', 'a@'.repeat(400), '&'.repeat(190)]
  for (const target of ['startups', 'investors', 'acquirers', 'people'] as const) {
    const fields = fieldsOf(target).map((field) => field.key)
    for (const text of hostile) {
      for (const short of [text, text.slice(0, 199), text.slice(0, 990)]) {
        fields.forEach((field) => {
          const took = leastCpuMs(() => void read(target, [field, fields[0] ?? null], [[short, '远山']]), { enoughMs: 50 })
          expect([field, took < 50]).toEqual([field, true])
        })
      }
    }
  }
})

it('100,000 rows are read within seconds', () => {
  const fields = ['name', 'uscc', 'website', 'sectors', 'round', 'roundAmount', 'place', 'contactEmail']
  const rows = Array.from({ length: 100_000 }, (_, index) => [`第${index}号公司`, '91330100799655058B', `c${index}.example.cn`, '人工智能、机器人', 'A轮', '3000万人民币', '广东-深圳', `a${index}@example.cn`])
  const before = process.cpuUsage()
  expect(read('startups', fields, rows).counts).toEqual({ records: 100_000, rows: 100_000, errors: 0, warnings: 0 })
  // Processor time, not the clock: the machine may be busy with something else.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(20_000)
}, 60_000)
