import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes } from 'react'

import { buttonClasses, type ButtonLook } from './button-look.ts'
import type { Density } from './classes.ts'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook
  density?: Density
  icon?: LucideIcon
  /** Shows that the act is under way; presses are ignored until it ends. */
  busy?: boolean
  wide?: boolean
}

/** One act. At most one `primary` per view; `danger` for what can't be undone. */
export function Button({ look = 'secondary', density, icon: Icon, busy = false, wide = false, type = 'submit', className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      data-density={density}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClasses({ look, wide, className })}
    >
      {busy ? <Spinner /> : Icon && <Icon aria-hidden size={18} className="shrink-0" />}
      {children}
    </button>
  )
}

function Spinner() {
  return <span aria-hidden className="size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent" />
}
