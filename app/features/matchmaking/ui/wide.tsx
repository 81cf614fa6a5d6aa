import type { ReactNode } from 'react'

/** Two columns need more room than the participant's one column gives: on wide screens this reaches out to both sides. */
export function Wide({ children }: { children: ReactNode }) {
  return <div className="lg:mx-[calc((46rem-min(100vw-4rem,68rem))/2)]">{children}</div>
}
