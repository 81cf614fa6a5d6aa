import { usePick } from '#app/ui/translate.tsx'

const washes = [
  ['paper', 'bg-paper text-ink'], ['sheet', 'bg-sheet text-ink'], ['sunk', 'bg-sunk text-ink-2'], ['sea', 'bg-sea text-on-sea'], ['sea-wash', 'bg-sea-wash text-sea-ink'],
  ['jade-wash', 'bg-jade-wash text-jade-ink'], ['amber-wash', 'bg-amber-wash text-amber-ink'], ['vermilion', 'bg-vermilion text-on-vermilion'], ['vermilion-wash', 'bg-vermilion-wash text-vermilion-ink'],
]
const sizes = ['text-2xl', 'text-xl', 'text-lg', 'text-base', 'text-sm', 'text-xs']

/** Colours with what is written on them, and the six sizes of type. */
export function GroundSamples() {
  const pick = usePick()
  return (
    <div className="mb-8 grid gap-8 lg:grid-cols-2">
      <ul className="grid min-w-0 grid-cols-3 gap-2 text-xs">
        {washes.map(([name, look]) => (
          <li key={name} className={`flex h-16 items-end rounded-sm border border-line p-2 ${look}`}>{name}</li>
        ))}
      </ul>
      <div className="flex min-w-0 flex-col gap-1">
        {sizes.map((size) => (
          <p key={size} className={`${size} truncate`}>{pick('让对的资本遇见对的项目 14:20', 'Where capital meets the right company 14:20')}</p>
        ))}
      </div>
    </div>
  )
}
