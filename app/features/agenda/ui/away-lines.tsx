import { Form, useActionData, useNavigation } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'

type Answer = { ok: true } | { ok: false; error: { message: string; fields: Record<string, string> } }
/** Sentences come with the page: hardly anybody needs them. */
type Props = { lines: { id: string; text: string }[]; act: string; done: string }

/** When the organizer has one down as away, and the way back. */
export function AwayLines({ lines, act, done }: Props) {
  const answer = useActionData<Answer>()
  const { formData } = useNavigation()
  return (
    <>
      {answer?.ok && <p role="status" className="mb-6 text-sm text-jade-ink">{done}</p>}
      {answer && !answer.ok && <FormError error={answer.error} />}
      {lines.map(({ id, text }) => (
        <Form key={id} method="post" className="mb-6 border-l-3 border-amber pl-3 text-sm">
          <p>{text}</p>
          <input type="hidden" name="absenceId" value={id} />
          <Button name="intent" value="take_back" density="touch" className="mt-2" busy={formData?.get('absenceId') === id}>{act}</Button>
        </Form>
      ))}
    </>
  )
}
