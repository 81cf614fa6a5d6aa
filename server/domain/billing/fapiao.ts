import { parseUscc } from '../directory/uscc.ts'
import { mailAddress } from '../shared/mail-address.ts'
import { err, ok, type FieldIssue, type Result } from '../shared/result.ts'

/** A company's 发票 names its tax number, a person's has none. */
export const fapiaoHolders = ['company', 'person'] as const
export type FapiaoHolder = (typeof fapiaoHolders)[number]
export type FapiaoData = { holder: FapiaoHolder; title: string; taxNumber: string; email: string }

/**
 * Makes what a buyer typed ready for the finance desk. A company's tax number is its 统一社会信用代码 with its check
 * character. Source: 《国家税务总局公告2017年第16号》, 第一条.
 */
export function checkFapiao(typed: FapiaoData): Result<FapiaoData> {
  const fields: FieldIssue[] = []
  const email = mailAddress(typed.email)
  if (email === null) fields.push({ path: 'email', code: 'input.bad_email' })
  if (typed.title === '') fields.push({ path: 'title', code: 'input.required' })
  const number = typed.holder === 'company' ? parseUscc(typed.taxNumber) : ok('')
  if (!number.ok) fields.push({ path: 'taxNumber', code: typed.taxNumber === '' ? 'input.required' : 'fapiao.bad_tax_number' })
  return fields.length > 0 || email === null || !number.ok ? err('input.invalid', { fields }) : ok({ holder: typed.holder, title: typed.title, taxNumber: number.value, email })
}
