import { Form, useActionData, useNavigation } from '@remix-run/react'

import { buttonClasses } from '#app/ui/button-look.ts'

type Answer = { ok: true } | { ok: false; error: { message: string } }
/** Sentences come with the page: hardly anybody needs them. */
type Props = { lines: { id: string; text: string }[]; act: string; done: string }

/** When the organizer has one down as away, and the way back. Without the kit's button and notice: the phone's agenda would load their icons for it. */
export function AwayLines({ lines, act, done }: Props) {
  const answer = useActionData<Answer>()
  const { formData } = useNavigation()
  return (
    <>
      {answer && <p role={answer.ok ? 'status' : 'alert'} className={`mb-6 text-sm ${answer.ok ? 'text-jade-ink' : 'text-vermilion-ink'}`}>{answer.ok ? done : answer.error.message}</p>}
      {lines.map(({ id, text }) => (
        <Form key={id} method="post" className="mb-6 border-l-3 border-amber pl-3 text-sm">
          <p>{text}</p>
          <input type="hidden" name="absenceId" value={id} />
          <button name="intent" value="take_back" data-density="touch" disabled={formData?.get('absenceId') === id} className={buttonClasses({ look: 'secondary', className: 'mt-2' })}>{act}</button>
        </Form>
      ))}
    </>
  )
}
