import { classes } from './classes.ts'

export type AvatarProps = { name: string; size?: 'sm' | 'md' | 'lg'; className?: string }

const han = /\p{Script=Han}/u
const sizes = { sm: 'size-7 text-xs', md: 'size-10 text-sm', lg: 'size-14 text-lg' }

/** What stands for a name: the given name of a Chinese one (王小明 → 小明), the initials of a Latin one (Ada Lovelace → AL). */
export function initials(name: string): string {
  const clean = name.replace(/[（(].*$/, '').trim()
  if (han.test(clean)) {
    const characters = [...clean].filter((character) => han.test(character))
    return (characters.length <= 4 ? characters.slice(-2) : characters.slice(0, 2)).join('')
  }
  const words = clean.split(/[\s.·-]+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words
  return picked.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '·'
}

/** A seal with somebody's initials. Decoration: the name stands beside it. */
export function Avatar({ name, size = 'md', className }: AvatarProps) {
  return (
    <span aria-hidden className={classes('inline-flex shrink-0 items-center justify-center rounded-sm bg-sea-wash font-semibold text-sea-ink select-none', sizes[size], className)}>
      {initials(name)}
    </span>
  )
}
