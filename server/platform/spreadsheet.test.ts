import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readSpreadsheet, sheetLimits, type Sheet } from './spreadsheet-read.ts'
import { weighZip } from './spreadsheet-zip.ts'
import { safeText, writeCsv, writeXlsx } from './spreadsheet-write.ts'

async function read(bytes: Uint8Array | string, options: { sheet?: string } = {}): Promise<Partial<Sheet> | string> {
  const result = await readSpreadsheet(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, options)
  return result.ok ? result.value : result.error.code
}
async function cells(bytes: Uint8Array | string): Promise<unknown> {
  const sheet = await read(bytes)
  return typeof sheet === 'string' ? sheet : { headers: sheet.headers, rows: sheet.rows }
}
async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  fill(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** 名称,行业 / 远山,芯片 in GB18030. */
const gb18030 = Buffer.from('c3fbb3c62cd0d0d2b50ad4b6c9bd2cd0beC6AC0a'.toLowerCase(), 'hex')

describe('reading text files', () => {
  const table = { headers: ['名称', '行业'], rows: [['远山', '芯片']] }
  it('knows UTF-8 with and without mark, UTF-16 both ways, GB18030 and Western single bytes', async () => {
    const text = '名称,行业\n远山,芯片\n'
    const little = Buffer.from(text, 'utf16le')
    const big = Buffer.from(little).swap16()
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.concat([Buffer.from([0xfe, 0xff]), big]), gb18030]) {
      expect(await cells(bytes)).toEqual(table)
    }
    expect(await read(gb18030)).toMatchObject({ encoding: 'gb18030', delimiter: ',', firstRow: 2 })
    expect(await read(Buffer.from('name,city\nAcme,Z\xfcrich\n', 'latin1'))).toMatchObject({ encoding: 'windows-1252', rows: [['Acme', 'Zürich']] })
    expect(await read(Buffer.from('name,city\nAcme,Bern\n', 'utf16le'))).toMatchObject({ encoding: 'utf-16le', rows: [['Acme', 'Bern']] })
  })

  it('finds the delimiter by the headings, not by lists in cells', async () => {
    expect(await cells('name;city\na,b,c,d;e\n')).toEqual({ headers: ['name', 'city'], rows: [['a,b,c,d', 'e']] })
    expect(await cells('name\tcity\na\tb\n')).toEqual({ headers: ['name', 'city'], rows: [['a', 'b']] })
    expect(await cells('name,stages\na,Seed; Series A; Series B\n')).toEqual({ headers: ['name', 'stages'], rows: [['a', 'Seed; Series A; Series B']] })
  })

  it('keeps line breaks inside quotes, CRLF or LF, and tolerates a stray quotation mark', async () => {
    expect(await cells('name,about\r\n"a","one\ntwo, three ""four"""\r\nb,5" disk\r\n')).toEqual({ headers: ['name', 'about'], rows: [['a', 'one\ntwo, three "four"'], ['b', '5" disk']] })
  })

  it('skips a title above the headings and keeps line numbers over blank rows', async () => {
    expect(await read('Roster 2026\n\nname,city\n\na,b\n,\n')).toMatchObject({ headers: ['name', 'city'], rows: [[''], ['a', 'b']], firstRow: 4 })
  })

  it('skips group headings that span several columns', async () => {
    expect(await read('公司,,,联系,\n名称,行业,轮次,姓名,电话\n远山,芯片,A轮,王一,1\n')).toMatchObject({ headers: ['名称', '行业', '轮次', '姓名', '电话'], firstRow: 3 })
  })

  it('says what is wrong with a file it cannot use', async () => {
    const wide = Array.from({ length: sheetLimits.columns + 1 }, (_, index) => `c${index}`).join(',')
    expect([await read(''), await read('name,city\n'), await read('\n\n'), await read('name,b\n"never closed'), await read(Buffer.from('d0cf11e0a1b11ae1', 'hex')), await read('PK\x03\x04nonsense'), await read(`${wide}\n1,2`)]).toEqual([
      'import.empty_file', 'import.empty_file', 'import.empty_file', 'import.bad_file', 'import.bad_file', 'import.bad_file', 'import.too_many_columns',
    ])
    expect(await read(new Uint8Array(sheetLimits.bytes + 1))).toBe('input.too_large')
    expect(await read(`a,b\n${'1,2\n'.repeat(sheetLimits.rows + 1)}`)).toBe('import.too_many_rows')
  })

  it('any bytes give a table or a code, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, asZip) => {
        const result = await readSpreadsheet(asZip ? Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), bytes]) : bytes)
        expect(typeof result.ok).toBe('boolean')
      }),
      { verbose: true, numRuns: 200 },
    )
  })
})

describe('reading workbooks', () => {
  it('gives what a person sees: results, ISO dates, plain text, long numbers whole, merged cells once', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('名单')
      sheet.addRow(['name', 'founded', 'sum', 'link', 'rich', 'code', 'flag'])
      sheet.addRow(['Acme', new Date(Date.UTC(2011, 2, 17)), { formula: 'A1', result: 42 }, { text: 'site', hyperlink: 'https://a.example' }, { richText: [{ text: 'one ' }, { text: 'two' }] }, 914403001922038, true])
      sheet.addRow(['', 0.1 + 0.2])
      sheet.mergeCells('A2:A3')
      sheet.addRow([{ error: '#N/A' }, 'x'])
    })
    expect(await cells(bytes)).toEqual({
      headers: ['name', 'founded', 'sum', 'link', 'rich', 'code', 'flag'],
      rows: [['Acme', '2011-03-17', '42', 'site', 'one two', '914403001922038', 'TRUE'], ['', '0.3'], ['', 'x']],
    })
  })

  it('takes the first visible sheet, or the one asked for', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('hidden', { state: 'hidden' }).addRows([['a', 'b'], ['1', '2']])
      book.addWorksheet('first').addRows([['c', 'd'], ['3', '4']])
      book.addWorksheet('second').addRows([['e', 'f'], ['5', '6']])
    })
    expect(await read(bytes)).toMatchObject({ sheet: 'first', sheets: ['hidden', 'first', 'second'], rows: [['3', '4']] })
    expect(await read(bytes, { sheet: 'second' })).toMatchObject({ sheet: 'second', rows: [['5', '6']] })
    expect(await read(bytes, { sheet: 'third' })).toBe('import.sheet_missing')
  })

  it('gives up on an archive that unpacks to too much or too many cells, whatever it states', async () => {
    const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(50_000_000))
    const sheet = zipOf('xl/worksheets/sheet1.xml', Buffer.from('<row><c r="A1"/><c r="B1"/></row>'))
    expect([bomb.length < 60_000, weighZip(bomb, { bytes: 40_000_000, cells: 1 }), weighZip(bomb, { bytes: 60_000_000, cells: 1 })]).toEqual([true, 'broken', 'bearable'])
    expect([weighZip(sheet, { bytes: 1000, cells: 1 }), weighZip(sheet, { bytes: 1000, cells: 2 })]).toEqual(['too_many_cells', 'bearable'])
    expect(await read(bomb)).toBe('import.bad_file')
  })
})

/** A ZIP of one entry that claims to unpack to ten bytes. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(10, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(10, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  const directoryAt = 30 + name.length + packed.length
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(directoryAt, 16)
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end])
}

describe('writing', () => {
  const dangerous = ['=HYPERLINK("x")', '+1', '-1', '@SUM(1)', '\tx', '\rx', '＝1+1', '＋1', '－1', '＠x', ' =1', '\u200b=1', '\ufeff=1', '|cmd', '%x']

  it('no text begins like a formula in CSV', () => {
    const csv = writeCsv({ sheet: 'x', headers: ['=a', 'b'], rows: dangerous.map((text) => [text, -5]) }).toString('utf8')
    expect(csv.startsWith('\ufeff\'=a,b\r\n')).toBe(true)
    expect(csv.includes(',-5\r\n')).toBe(true)
    for (const text of dangerous) expect(safeText(text).startsWith("'")).toBe(true)
  })

  it('no cell of a workbook is a formula; numbers stay numbers', async () => {
    const book = new ExcelJS.Workbook()
    const bytes = await writeXlsx({ sheet: "a/b:c*'", headers: ['h'], rows: [...dangerous.map((text) => [text]), [-5], [null], ['普通']] })
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer)
    const sheet = book.worksheets[0]
    const types = new Set<ExcelJS.ValueType>()
    sheet?.eachRow((row) => row.eachCell((cell) => types.add(cell.type)))
    expect([...types].sort()).toEqual([ExcelJS.ValueType.Number, ExcelJS.ValueType.String])
    expect([sheet?.name, sheet?.getCell(dangerous.length + 2, 1).value]).toEqual(['a b c', -5])
  })

  it('what is written is read back, line breaks and quotes included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.integer()), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const rows = pairs.map(([text, number]) => [`x${text}`.replace(/\r\n?/g, '\n'), number] as const)
        const expected = { headers: ['text', 'number'], rows: rows.map(([text, number]) => [text, String(number)]) }
        expect(await cells(writeCsv({ sheet: 's', headers: ['text', 'number'], rows }))).toEqual(expected)
      }),
      { verbose: true, numRuns: 100 },
    )
  })

  it('an apostrophe put before a phone number is taken off again', async () => {
    const table = { sheet: 's', headers: ['name', 'phone'], rows: [['Acme', '+8613800138000']] }
    const expected = { headers: ['name', 'phone'], rows: [['Acme', '+8613800138000']] }
    expect([await cells(writeCsv(table)), await cells(await writeXlsx(table))]).toEqual([expected, expected])
  })

  it('leaves out what no file can hold', () => {
    expect([safeText('a\u0000b'), safeText('a\ud800b'), safeText('好\u200d的'), safeText('x'.repeat(40_000)).length]).toEqual(['ab', 'ab', '好\u200d的', 32_767])
  })
})
