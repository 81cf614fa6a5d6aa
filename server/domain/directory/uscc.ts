import { err, ok, type Result } from '#server/domain/shared/result.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const shape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/**
 * The 18th character for the first 17: weights 3^(i−1) mod 31, check = (31 − Σ mod 31) mod 31.
 * Source: GB 32100-2015. The alphabet leaves out I, O, S, V and Z.
 */
export function usccCheckCharacter(first17: string): string {
  let sum = 0
  let weight = 1
  for (const character of first17) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** 统一社会信用代码 as typed (any width or case, spaces and hyphens) → its 18 characters. Error: `import.bad_uscc`. */
export function parseUscc(text: string): Result<string> {
  const code = text.length > 60 ? '' : text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  if (!shape.test(code) || usccCheckCharacter(code.slice(0, 17)) !== code[17]) return err('import.bad_uscc')
  return ok(code)
}
