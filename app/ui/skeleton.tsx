export type SkeletonProps = { lines?: number; className?: string }

/** The shape of what is coming. The page around it says that it is loading. */
export function Skeleton({ lines = 3, className }: SkeletonProps) {
  return (
    <div aria-hidden className={`flex flex-col gap-3 ${className ?? ''}`}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="h-4 animate-pulse rounded-sm bg-sunk" style={{ width: `${[92, 78, 64, 85][line % 4]}%` }} />
      ))}
    </div>
  )
}
