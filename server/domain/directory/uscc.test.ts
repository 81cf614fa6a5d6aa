import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUscc, usccCheckCharacter } from './uscc.ts'

const valid = ['91330100799655058B', '9144030071526726XG', '914403001922038216', '91110000802100433B', '91350100M000100Y43', '91350100M0001000D0']

describe('统一社会信用代码', () => {
  it.each(valid)('%s is right', (code) => expect(parseUscc(code)).toEqual({ ok: true, value: code }))

  it.each(['91350100M000100Y4Z', '91350100M000100Y44', '9133010079965505', '', '9'.repeat(18), 'I1330100799655058B', 'x'.repeat(1e6)])('%s is refused', (code) => {
    expect(parseUscc(code)).toEqual({ ok: false, error: { code: 'import.bad_uscc' } })
  })

  it('reads full-width digits, lower case, spaces and hyphens', () => {
    expect(parseUscc(' ９１３３０１００-799655058b ')).toEqual({ ok: true, value: '91330100799655058B' })
  })

  it('one wrong character is always noticed', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    fc.assert(
      fc.property(fc.constantFrom(...valid), fc.nat(17), fc.constantFrom(...alphabet), (code, at, other) => {
        fc.pre(code[at] !== other)
        expect(parseUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false)
      }),
      { verbose: true },
    )
    expect(usccCheckCharacter('91350100M0001000D')).toBe('0')
  })
})
