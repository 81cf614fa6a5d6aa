import { useInTurn } from '#app/http/use-in-turn.ts'
import { useRoom } from '#app/http/use-room.ts'
import { Status } from '#app/ui/status.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { QuestionAct } from '#server/domain/audience/questions.ts'
import type { ModerationSnapshot, QuestionCard } from '#server/protocol/audience.ts'

import { groupQueue, moderationStep, type QueueGroup } from '../view.ts'

import { PollDesk } from './poll-desk.tsx'
import { QueueRow } from './queue-row.tsx'

export type LoadedQueue = { seq: number; snapshot: ModerationSnapshot }
type Answer = { ok: true } | { ok: false; error: { message: string } }

const groups: QueueGroup[] = ['pending', 'shown', 'answered', 'hidden']

/** What waits to be read, what the hall sees, and the polls beside it. */
export function ModerationRoom({ queue }: { queue: LoadedQueue }) {
  const t = useTranslate()
  const { snapshot, link } = useRoom({ room: `moderation:${queue.snapshot.stageId}`, loaded: queue, step: moderationStep })
  const act = useActing()
  const grouped = groupQueue(snapshot.questions)
  return (
    <div className="grid gap-8 xl:grid-cols-[3fr_2fr]">
      <div>
        {link === 'away' && <p role="status" className="mb-4"><Status tone="waiting">{t('audience:away')}</Status></p>}
        {!snapshot.rules.isModerated && <p className="mb-4 text-sm text-amber-ink">{t('audience:desk.unmoderated')}</p>}
        {groups.map((group) => <Group key={group} group={group} questions={grouped[group]} act={act} />)}
      </div>
      <PollDesk stageId={snapshot.stageId} polls={snapshot.polls} />
    </div>
  )
}

type Act = (question: QuestionCard, act: QuestionAct) => void

/** Acts go one after the other; what was refused is said, and the queue shows how it stands. */
function useActing(): Act {
  const toast = useToast()
  const { send } = useInTurn<Answer>((answer) => {
    if (!answer.ok) toast({ text: answer.error.message, tone: 'error' })
  })
  return (question, act) => send({ intent: 'moderate', questionId: question.id, version: String(question.version), act })
}

function Group({ group, questions, act }: { group: QueueGroup; questions: QuestionCard[]; act: Act }) {
  const t = useTranslate()
  if (questions.length === 0 && group !== 'pending') return null
  return (
    <section aria-labelledby={`queue-${group}`} className="mb-8">
      <h2 id={`queue-${group}`} className="mb-2 text-base font-semibold">{t(`audience:queue.${group}`)} <span className="figures font-normal text-ink-2">{questions.length}</span></h2>
      {questions.length === 0 ? (
        <p className="border-y border-line py-4 text-ink-2">{t('audience:queue.none')}</p>
      ) : (
        <ul className="border-t border-line">{questions.map((question) => <li key={question.id} className="border-b border-line py-3"><QueueRow question={question} act={act} /></li>)}</ul>
      )}
    </section>
  )
}
