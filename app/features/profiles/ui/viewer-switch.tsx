import { Form, useSubmit } from '@remix-run/react'

import { Select } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

const kinds = ['partner', 'agreed', 'owner', 'organizer'] as const

/** Shows the profile as another kind of viewer gets it; the address keeps the choice. */
export function ViewerSwitch({ value }: { value: string }) {
  const t = useTranslate()
  const submit = useSubmit()
  return (
    <Form method="get" onChange={(change) => submit(change.currentTarget, { preventScrollReset: true, replace: true })}>
      <Select name="as" label={t('matches:profile.asSeen')} options={kinds.map((kind) => ({ value: kind, label: t(`matches:profile.viewers.${kind}`) }))} defaultValue={value} />
    </Form>
  )
}
