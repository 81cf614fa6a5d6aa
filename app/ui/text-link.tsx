import { Link, type LinkProps } from '@remix-run/react'

import { classes } from './classes.ts'

/** A link inside text. */
export function TextLink({ className, ...rest }: LinkProps) {
  return <Link {...rest} className={classes('text-sea-ink underline decoration-line underline-offset-4 hover:decoration-current', className)} />
}
