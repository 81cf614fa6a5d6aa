import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes } from 'react'

import { buttonClasses, type ButtonLook } from './button-look.ts'
import type { Density } from './classes.ts'

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  icon: LucideIcon
  /** What it does, for screen readers and as the tooltip. */
  label: string
  look?: ButtonLook
  density?: Density
}

/** An act whose picture everybody knows (close, more, undo). */
export function IconButton({ icon: Icon, label, look = 'quiet', density, type = 'button', className, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} aria-label={label} title={label} data-density={density} className={buttonClasses({ look, square: true, className })}>
      <Icon aria-hidden size={18} />
    </button>
  )
}
