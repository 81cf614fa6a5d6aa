import { ArrowBigUp, BadgeCheck, CircleCheck, Pin } from 'lucide-react'
import { useState } from 'react'

import { classes } from '#app/ui/classes.ts'
import { Status } from '#app/ui/status.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { QuestionCard } from '#server/protocol/audience.ts'

import { inOrder, type Order } from '../view.ts'

import { useCalmOrder } from './use-calm-order.tsx'
import type { Votes } from './use-votes.tsx'

/** The hall's questions, by merit or by time; one thumb votes. */
export function QuestionList({ questions, votes, mayVote }: { questions: readonly QuestionCard[]; votes: Votes; mayVote: boolean }) {
  const t = useTranslate()
  const [order, setOrder] = useState<Order>('merit')
  const sorted = inOrder(questions, order)
  const calm = useCalmOrder(sorted.map((question) => question.id), order)
  const byId = new Map(questions.map((question) => [question.id, question]))
  if (questions.length === 0) return <p className="border-y border-line py-6 text-ink-2">{t('audience:none')}</p>
  return (
    <>
      <div role="group" aria-label={t('audience:sort.label')} data-density="touch" className="mb-2 flex gap-1">
        {(['merit', 'time'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={order === one} onClick={() => setOrder(one)} className={classes('control rounded-sm px-3 text-sm', order === one ? 'bg-sea-wash font-semibold text-sea-ink' : 'text-ink-2 hover:bg-sunk')}>{t(`audience:sort.${one}`)}</button>
        ))}
      </div>
      <ol {...calm.hold} className="border-t border-line">
        {calm.order.map((id) => {
          const question = byId.get(id)
          return question && <li key={id} className="border-b border-line"><Question question={question} votes={votes} mayVote={mayVote} /></li>
        })}
      </ol>
    </>
  )
}

function Question({ question, votes, mayVote }: { question: QuestionCard; votes: Votes; mayVote: boolean }) {
  const t = useTranslate()
  const isOn = votes.isOn(question.id)
  const count = votes.countOf(question)
  const isOpen = question.state === 'shown'
  return (
    <article className="flex items-start gap-3 py-3">
      <button
        type="button"
        aria-pressed={isOn}
        aria-label={t('audience:upVote', { count })}
        disabled={!isOpen || !mayVote}
        onClick={() => votes.press(question)}
        className={classes('figures flex min-h-14 w-14 shrink-0 flex-col items-center justify-center rounded-md border text-sm font-semibold disabled:border-transparent', isOn ? 'border-sea bg-sea text-on-sea disabled:bg-sea-wash disabled:text-sea-ink' : 'border-edge text-ink disabled:text-ink-2')}
      >
        <ArrowBigUp aria-hidden size={20} className={isOn ? 'fill-current' : undefined} />
        {count}
      </button>
      <div className="min-w-0 flex-1">
        <p className={classes('break-words whitespace-pre-line', question.state === 'answered' && 'text-ink-2')}>{question.text}</p>
        <Asker question={question} />
        {(question.isPinned || question.state === 'answered') && (
          <p className="mt-1 flex flex-wrap gap-2">
            {question.isPinned && <Status tone="live" icon={Pin}>{t('audience:pinned')}</Status>}
            {question.state === 'answered' && <Status tone="confirmed" icon={CircleCheck}>{t('audience:answered')}</Status>}
          </p>
        )}
      </div>
    </article>
  )
}

/** Who asks, as far as that is said. */
export function Asker({ question }: { question: Pick<QuestionCard, 'author' | 'isFromVerified'> }) {
  const t = useTranslate()
  const pick = usePick()
  const { author } = question
  if (author === null) return <p className="mt-1 text-sm text-ink-2">{t('audience:noName')}</p>
  const organization = pick(author.organizationZh, author.organizationEn)
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm text-ink-2">
      <span>{[pick(author.nameZh, author.nameEn), organization].filter(Boolean).join(' · ')}</span>
      {question.isFromVerified && <span className="inline-flex items-center gap-1 text-jade-ink"><BadgeCheck aria-hidden size={15} />{t('audience:verified')}</span>}
    </p>
  )
}
