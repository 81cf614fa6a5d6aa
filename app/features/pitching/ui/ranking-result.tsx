import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { OwnSession, PitchingSnapshot, PitchSessionCard } from '#server/protocol/pitching.ts'

/** What the lots gave and why, wish by wish, with what is needed to check them. */
export function RankingResult({ result, session, board }: { result: NonNullable<OwnSession['result']>; session: PitchSessionCard; board: PitchingSnapshot }) {
  const t = useTranslate()
  const locale = useLocale()
  const got = result.wishes.findIndex((wish) => wish.fate === 'given')
  const named = (itemId: string): string => {
    const slot = board.slots.find((one) => one.itemId === itemId)
    return slot ? `${wallDay(slot.startsAt, board.zone, locale)} ${wallTime(slot.startsAt, board.zone)}` : '–'
  }
  return (
    <details className="mb-8 border-y border-line py-3">
      <summary className="font-medium">{t('pitching:result.title')} · {t('pitching:result.turn', { turn: result.turn, of: result.of })} · {got >= 0 ? t('pitching:result.got', { n: got + 1 }) : t('pitching:result.none')}</summary>
      <ol className="mt-2 flex flex-col gap-1 text-sm">
        {result.wishes.map((wish, at) => <li key={wish.itemId} className="flex justify-between gap-3"><span className="figures">{at + 1}. {named(wish.itemId)}</span><span className="text-ink-2">{t(`pitching:result.fate.${wish.fate}`)}</span></li>)}
      </ol>
      {session.seed !== null && <p className="mt-2 text-xs break-all text-ink-2">{t('pitching:result.check', { seed: session.seed, ticket: result.ticket })}</p>}
    </details>
  )
}
