export type ProgressProps = { label: string; /** From 0 to `max`; null while nobody knows. */ value: number | null; max?: number; note?: string }

/** How far something has got, with a word and a number beside the bar. */
export function Progress({ label, value, max = 100, note }: ProgressProps) {
  const share = value === null ? null : Math.max(0, Math.min(1, max === 0 ? 1 : value / max))
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-4 text-sm">
        <span>{label}</span>
        {note && <span className="figures text-ink-2">{note}</span>}
      </div>
      <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value ?? undefined} className="h-2 overflow-hidden rounded-full bg-sunk">
        <div className={share === null ? 'h-full w-1/3 animate-pulse bg-sea' : 'h-full bg-sea transition-[width] duration-200'} style={share === null ? undefined : { width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
