import { Link, type LinkProps } from '@remix-run/react'
import type { LucideIcon } from 'lucide-react'

import { buttonClasses, type ButtonLook } from './button-look.ts'
import type { Density } from './classes.ts'

export type LinkButtonProps = LinkProps & { look?: ButtonLook; density?: Density; icon?: LucideIcon; wide?: boolean }

/** A way to another page that deserves the weight of a button. */
export function LinkButton({ look = 'secondary', density, icon: Icon, wide, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} data-density={density} className={buttonClasses({ look, wide, className })}>
      {Icon && <Icon aria-hidden size={18} className="shrink-0" />}
      {children}
    </Link>
  )
}
