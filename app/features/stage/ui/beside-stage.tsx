import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { classes } from '#app/ui/classes.ts'
import type { StageShown } from '#server/protocol/stage.ts'

import type { besideStage } from '../view.ts'

type Beside = NonNullable<ReturnType<typeof besideStage>>

/** Long words get smaller letters rather than fewer: nothing is cut off, and short ones are read from the last row. */
const sizes = [
  { upTo: 60, look: 'text-[max(1.125rem,5vmin)]' },
  { upTo: 140, look: 'text-[max(1rem,3.6vmin)]' },
  { upTo: Infinity, look: 'text-[max(0.875rem,2.8vmin)]' },
]
const sizeOf = (text: string): string => sizes.find(({ upTo }) => text.length <= upTo)?.look ?? ''

/** The pinned question or the revealed result, beside whoever is on. */
export function BesideStage({ beside }: { beside: Beside }) {
  const t = useTranslate()
  return (
    <section aria-label={t('poll' in beside ? 'stage:screen.result' : 'stage:screen.question')} aria-live="polite" className="flex min-w-0 flex-col justify-center gap-[2vmin] border-l-[0.6vmin] border-current pl-[3vmin] portrait:border-t-[0.6vmin] portrait:border-l-0 portrait:pt-[2vmin] portrait:pl-0">
      <p className="text-[max(1rem,3vmin)] text-(--quiet)">{t('poll' in beside ? 'stage:screen.result' : 'stage:screen.question')}</p>
      {'poll' in beside ? <Result poll={beside.poll} /> : <p className={classes('leading-snug font-semibold text-pretty break-words whitespace-pre-line', sizeOf(beside.question.text))}>{beside.question.text}</p>}
    </section>
  )
}

/** The more there is to choose from, the smaller: all of it has to stand above the code. */
const rows = [
  { upTo: 3, look: 'gap-[1.5vmin] text-[max(1rem,3.6vmin)]' },
  { upTo: 5, look: 'gap-[1.2vmin] text-[max(1rem,2.8vmin)]' },
  { upTo: Infinity, look: 'grid-cols-2 gap-x-[3vmin] gap-y-[1vmin] text-[max(0.875rem,2.2vmin)]' },
]

/** Words, numbers and bars; the bars say nothing that the numbers don't. */
function Result({ poll }: { poll: NonNullable<StageShown['poll']> }) {
  const t = useTranslate()
  const pick = usePick()
  const text = rows.find(({ upTo }) => poll.options.length <= upTo)?.look
  const title = pick(poll.titleZh, poll.titleEn)
  return (
    <>
      <p className={classes('leading-snug font-semibold break-words', title.length > 40 ? 'text-[max(1rem,3.2vmin)]' : 'text-[max(1.125rem,4vmin)]')}>{title}</p>
      <ul className={classes('grid items-end leading-tight', text)}>
        {poll.options.map((option) => {
          const votes = poll.counts.find(({ optionId }) => optionId === option.id)?.votes ?? 0
          const share = poll.voters === 0 ? 0 : Math.round((100 * votes) / poll.voters)
          return (
            <li key={option.id}>
              <span className="flex items-baseline justify-between gap-[2vmin]"><span className="min-w-0 break-words">{pick(option.textZh, option.textEn)}</span><span className="figures shrink-0 font-semibold">{t('stage:screen.share', { share })}</span></span>
              <span aria-hidden className="mt-[0.5vmin] block h-[1.2vmin] bg-current/20"><span className="block h-full bg-current" style={{ width: `${share}%` }} /></span>
            </li>
          )
        })}
      </ul>
      <p className="figures text-[max(0.875rem,2.4vmin)] text-(--quiet)">{t('stage:screen.voters', { count: poll.voters })}</p>
    </>
  )
}
