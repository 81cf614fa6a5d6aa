export type LogoProps = { size?: number; className?: string }

/** The mark: a wave that rises to meet a seal. Decoration; the name stands beside it. */
export function Logo({ size = 28, className }: LogoProps) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" width={size} height={size} className={className} fill="none" strokeLinecap="round">
      <rect width="32" height="32" rx="5" fill="var(--sea)" />
      <path d="M4 20c3.2 0 3.8-8 8-8 4 0 4 6 8 6 2.6 0 3.4-2 3.4-4" stroke="#fff" strokeWidth="2.6" />
      <path d="M4 25.5c3.6 0 4.6-3.5 8.4-3.5s4.6 3.5 8.4 3.5S26 23 28 23" stroke="#8fc1e6" strokeWidth="2.2" />
      <rect x="20.5" y="5" width="6.5" height="6.5" rx="1" fill="#e2543a" />
    </svg>
  )
}
