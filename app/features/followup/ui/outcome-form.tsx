import { Form, Link, useNavigation } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'

import type { Answer } from '#app/http/respond.ts'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { TimeRange, ZoneNote } from '#app/ui/time.tsx'

import type { OutcomeView } from '../view.ts'

/** What was sent last: a refusal gives the form back as it was filled in. */
export type SentOutcome = { answer: string; note: string }
type Props = { view: OutcomeView; /** `/events/<slug>` */ base: string; answer: (Answer<unknown> & { sent: SentOutcome }) | undefined }

const mostNote = 500

/** One meeting that is over: what came of it, in two taps; works without scripts. */
export function OutcomeForm({ view, base, answer }: Props) {
  const { words, meeting, state } = view
  const refused = answer?.ok === false ? answer : null
  return (
    <>
      <p className="text-lg font-semibold break-words">{meeting.partner}</p>
      <TimeRange from={meeting.startsAt} to={meeting.endsAt} zone={meeting.zone} withDay className="text-base" />
      <p className="mb-4"><ZoneNote zone={meeting.zone} at={meeting.startsAt} /></p>
      {answer?.ok === true && <Notice tone="done" className="mb-4">{words.saved}</Notice>}
      {view.isMutual && <Notice className="mb-4">{words.mutual} <TextLink to={`${base}/people/${meeting.partnerId}`}>{words.contact}</TextLink></Notice>}
      {refused?.error.code === 'record.changed' ? <Notice tone="error" className="mb-4">{words.changed}</Notice> : refused && <div className="mb-4"><FormError error={refused.error} /></div>}
      {state === 'open' ? <Choice key={`${meeting.startsAt} ${meeting.partnerId} ${view.version}`} view={view} sent={refused?.sent ?? null} fields={refused?.error.fields ?? {}} /> : <Said view={view} />}
      {view.history.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-2 text-base font-semibold">{words.history}</h2>
          <ul className="border-t border-line">
            {view.history.map(({ who, what, when }) => (
              <li key={`${when} ${who} ${what}`} className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2 text-sm"><span>{who} · {what}</span><span className="figures text-ink-2">{when}</span></li>
            ))}
          </ul>
        </section>
      )}
      {view.waiting.length > 0 && <Waiting view={view} base={base} />}
    </>
  )
}

function Choice({ view, sent, fields }: { view: OutcomeView; sent: SentOutcome | null; fields: Record<string, string> }) {
  const { words } = view
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" preventScrollReset className="flex flex-col gap-5">
      <input type="hidden" name="version" value={view.version} />
      <div className="[&_fieldset>div]:grid-cols-2">
        <RadioGroup name="answer" label={words.choose} look="cards" density="touch" options={view.options} defaultValue={sent?.answer ?? view.answer ?? undefined} error={fields['answer']} />
      </div>
      <TextArea name="note" label={words.note} hint={words.noteHint} optional rows={2} maxLength={mostNote} defaultValue={sent?.note ?? view.note} error={fields['note']} />
      <Button look="primary" density="touch" wide busy={isBusy}>{words.save}</Button>
      <p className="text-sm text-ink-2">{words.secret}</p>
    </Form>
  )
}

/** Nothing can be said now: what the own side said. */
function Said({ view: { words, state, answer, note, options } }: { view: OutcomeView }) {
  if (state === 'shut') return <Notice>{words.shut}</Notice>
  return (
    <>
      <Notice className="mb-4">{words.over}</Notice>
      <p className="font-semibold">{options.find((one) => one.value === answer)?.label ?? words.nothing}</p>
      {note !== '' && <p className="mt-2 whitespace-pre-line break-words">{note}</p>}
    </>
  )
}

function Waiting({ view: { words, waiting }, base }: { view: OutcomeView; base: string }) {
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-base font-semibold">{words.waiting}</h2>
      <ul className="border-t border-line">
        {waiting.map(({ id, partner, when }) => (
          <li key={id} className="border-b border-line">
            <Link to={`${base}/calendar/${id}`} className="flex min-h-12 items-center gap-3 py-2 hover:bg-sunk">
              <span className="min-w-0 flex-1"><span className="block font-medium break-words">{partner}</span><span className="figures block text-sm text-ink-2">{when}</span></span>
              <ChevronRight aria-hidden size={18} className="shrink-0 text-ink-2" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
