import { useFetcher } from '@remix-run/react'
import { Eye, Lock, Play, Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status } from '#app/ui/status.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { pollActsFor, type PollAct } from '#server/domain/audience/polls.ts'
import type { PollCard } from '#server/protocol/audience.ts'

import { Bars } from './poll-card.tsx'
import { PollForm } from './poll-form.tsx'

type Answer = { ok: true } | { ok: false; error: { message: string } }

const icons = { open: Play, close: Lock, reveal: Eye }
const tones = { draft: 'neutral', open: 'live', closed: 'waiting', revealed: 'confirmed' } as const

/** Polls of a stage: prepared, opened, closed, and revealed on command. Their results are sealed here too until then. */
export function PollDesk({ stageId, polls }: { stageId: string; polls: readonly PollCard[] }) {
  const t = useTranslate()
  const [isMaking, setMaking] = useState(false)
  return (
    <section aria-labelledby="polls">
      <div className="mb-2 flex items-center justify-between gap-4">
        <h2 id="polls" className="text-base font-semibold">{t('audience:desk.polls')}</h2>
        <Button type="button" icon={Plus} onClick={() => setMaking(true)}>{t('audience:desk.newPoll')}</Button>
      </div>
      {polls.length === 0 ? <p className="border-y border-line py-4 text-ink-2">{t('audience:desk.noPolls')}</p> : <ul className="border-t border-line">{polls.map((poll) => <li key={poll.id} className="border-b border-line py-4"><PollRow poll={poll} /></li>)}</ul>}
      <Dialog open={isMaking} onClose={() => setMaking(false)} title={t('audience:desk.newPoll')}>
        <PollForm stageId={stageId} onMade={() => setMaking(false)} />
      </Dialog>
    </section>
  )
}

function PollRow({ poll }: { poll: PollCard }) {
  const t = useTranslate()
  const pick = usePick()
  const toast = useToast()
  const acting = useFetcher<Answer>()
  useOncePerAnswer(acting.data, (answer) => {
    if (!answer.ok) toast({ text: answer.error.message, tone: 'error' })
  })
  const act = (one: PollAct): void => acting.submit({ intent: 'poll', pollId: poll.id, version: String(poll.version), act: one }, { method: 'post' })
  return (
    <article className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h3 className="min-w-0 font-medium break-words">{pick(poll.titleZh, poll.titleEn)}</h3>
        <Status tone={tones[poll.state]}>{t(`audience:poll.state.${poll.state}`)}</Status>
      </div>
      <Bars poll={poll} own={[]} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="figures text-sm text-ink-2">{t('audience:poll.voters', { count: poll.results?.voters ?? poll.voters })}</span>
        <span className="flex gap-2">
          {pollActsFor(poll.state).map((one) => <Button key={one} type="button" look={one === 'reveal' ? 'primary' : 'secondary'} icon={icons[one]} busy={acting.state !== 'idle'} onClick={() => act(one)}>{t(`audience:poll.act.${one}`)}</Button>)}
        </span>
      </div>
    </article>
  )
}
