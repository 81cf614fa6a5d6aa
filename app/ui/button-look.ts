import { classes } from './classes.ts'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger' | 'confirm'

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-sea text-on-sea hover:bg-sea-deep',
  secondary: 'border-edge bg-sheet text-ink hover:border-ink-2 hover:bg-sunk',
  quiet: 'border-transparent bg-transparent text-sea-ink hover:bg-sea-wash',
  danger: 'border-transparent bg-vermilion text-on-vermilion hover:bg-vermilion-deep',
  confirm: 'border-jade bg-jade-wash text-jade-ink hover:border-jade-ink',
}

/** The classes of anything that looks like a button, also of links. */
export function buttonClasses({ look, wide, square, className }: { look: ButtonLook; wide?: boolean; square?: boolean; className?: string }): string {
  return classes(
    'control inline-flex items-center justify-center gap-2 rounded-sm border font-medium text-center transition-colors duration-100',
    'disabled:border-line disabled:bg-sunk disabled:text-ink-3 aria-disabled:opacity-75',
    square ? 'aspect-square min-w-(--control) p-0' : 'px-(--pad) py-1',
    wide && 'w-full',
    looks[look],
    className,
  )
}
