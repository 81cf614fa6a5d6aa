import { CircleCheck } from 'lucide-react'
import { useState, type FormEvent } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { PollCard } from '#server/protocol/audience.ts'

import { barsOf } from '../view.ts'

import type { Votes } from './use-votes.tsx'

const tones = { draft: 'neutral', open: 'live', closed: 'waiting', revealed: 'confirmed' } as const

/** A poll as the hall sees it: voted in while it is open, counted when it is revealed. */
export function Poll({ poll, votes, mayVote }: { poll: PollCard; votes: Votes; mayVote: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const title = pick(poll.titleZh, poll.titleEn)
  return (
    <section aria-label={title} className="mb-6 flex flex-col gap-3 rounded-md border border-line bg-sheet p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h3 className="min-w-0 font-semibold break-words">{title}</h3>
        <Status tone={tones[poll.state]}>{t(`audience:poll.state.${poll.state}`)}</Status>
      </div>
      {poll.state === 'open' && mayVote ? <Ballot poll={poll} votes={votes} /> : <Bars poll={poll} own={votes.ballotOf(poll.id)} />}
      <p className="figures text-sm text-ink-2" aria-live="off">{t('audience:poll.voters', { count: poll.results?.voters ?? poll.voters })}</p>
    </section>
  )
}

function Ballot({ poll, votes }: { poll: PollCard; votes: Votes }) {
  const t = useTranslate()
  const pick = usePick()
  const own = votes.ballotOf(poll.id)
  const isOver = own.length > 0 && !poll.mayChange
  // What is marked here, until another ballot of one's own is known; the form stays, and with it the focus.
  const [marked, setMarked] = useState<{ over: string; choices: string[] } | null>(null)
  const choices = marked !== null && marked.over === own.join() ? marked.choices : own
  const mark = (id: string): void => setMarked({ over: own.join(), choices: poll.mostChoices === 1 ? [id] : choices.includes(id) ? choices.filter((one) => one !== id) : [...choices, id] })
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const sent = new FormData(event.currentTarget).getAll('choice').map(String)
    if (sent.length > 0) votes.vote(poll.id, sent)
  }
  return (
    <form onSubmit={send} data-density="touch" className="flex flex-col gap-3">
      <fieldset disabled={isOver} className="grid gap-2">
        <legend className="mb-1 text-sm text-ink-2">{t(poll.mostChoices === 1 ? 'audience:poll.chooseOne' : 'audience:poll.chooseMost', { max: poll.mostChoices })}</legend>
        {poll.options.map((option) => (
          <label key={option.id} className="control flex cursor-pointer items-center gap-3 rounded-md border border-line px-4 has-checked:border-sea-ink has-checked:bg-sea-wash">
            <input type={poll.mostChoices === 1 ? 'radio' : 'checkbox'} name="choice" value={option.id} checked={choices.includes(option.id)} onChange={() => mark(option.id)} className="size-4.5 shrink-0 accent-sea" />
            {pick(option.textZh, option.textEn)}
          </label>
        ))}
      </fieldset>
      {isOver ? <p className="text-sm text-ink-2">{t('audience:poll.firstCounts')}</p> : <Button look="primary" density="touch" wide busy={votes.voting === poll.id}>{t(own.length > 0 ? 'audience:poll.change' : 'audience:poll.vote')}</Button>}
    </form>
  )
}

/** Results as words, numbers and bars; the own choice is named and not only coloured. */
export function Bars({ poll, own }: { poll: PollCard; own: readonly string[] }) {
  const t = useTranslate()
  const pick = usePick()
  const bars = barsOf(poll)
  return (
    <ul className="flex flex-col gap-3">
      {poll.options.map((option) => {
        const bar = bars?.find((one) => one.id === option.id)
        return (
          <li key={option.id} className="flex flex-col gap-1">
            <span className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 break-words">{pick(option.textZh, option.textEn)}{own.includes(option.id) && <span className="ml-2 inline-flex items-center gap-1 text-xs text-sea-ink"><CircleCheck aria-hidden size={14} />{t('audience:poll.yours')}</span>}</span>
              {bar && <span className="figures shrink-0 font-semibold">{t('audience:poll.share', { share: bar.share, count: bar.votes })}</span>}
            </span>
            {bar && <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunk"><span className="block h-full bg-sea" style={{ width: `${bar.share}%` }} /></span>}
          </li>
        )
      })}
      {bars === null && poll.state === 'closed' && <li className="text-sm text-ink-2">{t('audience:poll.sealed')}</li>}
    </ul>
  )
}
