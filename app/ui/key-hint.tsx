import { classes } from './classes.ts'

export type KeyHintProps = { keys: string; className?: string }

/** A key to press, `⌘K`. A hint for those who see it; the control itself carries aria-keyshortcuts. */
export function KeyHint({ keys, className }: KeyHintProps) {
  return <kbd aria-hidden className={classes('rounded-sm border border-line bg-sunk px-1.5 font-sans text-xs leading-4.5 font-normal text-ink-2', className)}>{keys}</kbd>
}
