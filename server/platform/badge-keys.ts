import { searchKey } from '#server/domain/directory/search-key.ts'

import { phonetics } from './pinyin.ts'

/** Readings cost about 20 µs each; a list of thousands is searched at every key that is pressed, and most firms send several. */
const mostKept = 20_000
const kept = new Map<string, string>()

function keyOf(nameZh: string, nameEn: string, isPerson: boolean): string {
  const text = `${isPerson ? '1' : '0'}${nameZh}\n${nameEn}`
  const before = kept.get(text)
  if (before !== undefined) return before
  const key = searchKey({ nameZh, nameEn, isPerson }, phonetics)
  if (kept.size >= mostKept) kept.clear()
  kept.set(text, key)
  return key
}

type Names = { nameZh: string; nameEn: string; organizationZh: string; organizationEn: string }

/** What somebody is found by as her badge names her, which may be otherwise than her account does: Chinese, pinyin, initials, English, any width and case. */
export const badgeKey = ({ nameZh, nameEn, organizationZh, organizationEn }: Names): string => `${keyOf(nameZh, nameEn, true)}${keyOf(organizationZh, organizationEn, false)}`

/** For the organizer's list, also by what she is there, her number and her address. */
export const deskKey = (badge: Names & { titleZh: string; titleEn: string; phone: string }, email: string): string =>
  `${badgeKey(badge)}${keyOf(badge.titleZh, badge.titleEn, false)} ${badge.phone.replace(/\D/g, '')} ${email.toLowerCase().replace(/[^\p{L}\p{N}+]/gu, '')} `
