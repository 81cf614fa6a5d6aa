import { useTranslate } from '#app/ui/translate.tsx'

/** Under the board: why the meeting in focus is where it is. Its height is kept, so that the board doesn't jump. */
export function WhyLine({ name, why }: { name: string; why: readonly string[] }) {
  const t = useTranslate()
  return (
    <p className="mt-2 min-h-11 text-sm" data-testid="board-why">
      {why.length > 0 && (
        <>
          <span className="text-ink-2">{t('timetable:why.title')} · {name}</span>
          <br />
          {why.join(' ')}
        </>
      )}
    </p>
  )
}
