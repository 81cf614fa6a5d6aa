import { useRoom } from '#app/http/use-room.ts'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { AudienceSnapshot, QuestionCard } from '#server/protocol/audience.ts'

import { audienceStep } from '../view.ts'

import { AskForm } from './ask-form.tsx'
import { Poll } from './poll-card.tsx'
import { QuestionList } from './question-list.tsx'
import { useVotes } from './use-votes.tsx'

export type LoadedHall = { seq: number; snapshot: AudienceSnapshot }

type Props = {
  hall: LoadedHall
  /** Where questions are sent: `/events/<slug>/questions`. */
  action: string
  /** The pitch that is on: new questions are about it. */
  itemId: string | null
  /** False for those who only look, and once the event is over. */
  mayTakePart: boolean
}

/** Polls and questions of one stage, on the phone of somebody in the hall. */
export function Hall({ hall, action, itemId, mayTakePart }: Props) {
  const t = useTranslate()
  const { snapshot, link } = useRoom({ room: `audience:${hall.snapshot.stageId}`, loaded: hall, step: audienceStep })
  const votes = useVotes(snapshot.mine)
  const waiting = snapshot.mine.asked.filter((question) => question.state === 'pending' || question.state === 'hidden')
  return (
    <div>
      {link === 'away' && <p role="status" className="mb-4"><Status tone="waiting">{t('audience:away')}</Status></p>}
      {snapshot.polls.map((poll) => <Poll key={poll.id} poll={poll} votes={votes} mayVote={mayTakePart} />)}
      <section aria-labelledby="questions">
        <h2 id="questions" className="mb-3 text-lg font-semibold">{t('audience:questions')}</h2>
        {mayTakePart && <AskForm action={action} stageId={snapshot.stageId} itemId={itemId} rules={snapshot.rules} />}
        <OwnWaiting questions={waiting} />
        <QuestionList questions={snapshot.questions} votes={votes} mayVote={mayTakePart} />
      </section>
    </div>
  )
}

/** What the reader asked and nobody else sees yet. */
function OwnWaiting({ questions }: { questions: readonly QuestionCard[] }) {
  const t = useTranslate()
  if (questions.length === 0) return null
  return (
    <section aria-label={t('audience:own.title')} className="mb-6">
      <h3 className="mb-1 text-sm font-medium text-ink-2">{t('audience:own.title')}</h3>
      <ul className="border-t border-line">
        {questions.map((question) => (
          <li key={question.id} className="flex items-start justify-between gap-3 border-b border-line py-3">
            <span className="min-w-0 break-words whitespace-pre-line">{question.text}</span>
            <Status tone={question.state === 'pending' ? 'waiting' : 'neutral'} className="shrink-0">{t(`audience:own.${question.state}`)}</Status>
          </li>
        ))}
      </ul>
    </section>
  )
}
