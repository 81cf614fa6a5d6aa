import { ArrowBigUp, Check, CircleCheck, EyeOff, Pin, PinOff, Undo2, type LucideIcon } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { actsFor, type QuestionAct } from '#server/domain/audience/questions.ts'
import type { QuestionCard } from '#server/protocol/audience.ts'

import { Asker } from './question-list.tsx'

const icons: Record<QuestionAct, LucideIcon> = { show: Check, hide: EyeOff, answer: CircleCheck, reopen: Undo2, pin: Pin, unpin: PinOff }

/** One question with what can be done to it; the first act is the one that is wanted most. */
export function QueueRow({ question, act }: { question: QuestionCard; act: (question: QuestionCard, act: QuestionAct) => void }) {
  const t = useTranslate()
  const acts = actsFor(question)
  return (
    <article className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="break-words whitespace-pre-line">{question.text}</p>
        <div className="flex flex-wrap items-center gap-x-3">
          <Asker question={question} />
          {question.state !== 'pending' && <span className="figures mt-1 inline-flex items-center gap-1 text-sm text-ink-2"><ArrowBigUp aria-hidden size={16} />{t('audience:votes', { count: question.votes })}</span>}
          {question.isPinned && <Status tone="live" icon={Pin}>{t('audience:pinned')}</Status>}
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {acts.map((one) => (
          <Button key={one} type="button" look={one === 'show' ? 'primary' : one === 'hide' ? 'quiet' : 'secondary'} icon={icons[one]} onClick={() => act(question, one)}>{t(`audience:act.${one}`)}</Button>
        ))}
      </div>
    </article>
  )
}
