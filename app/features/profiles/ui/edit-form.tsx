import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type FormFailure = { message: string; fields: Record<string, string> } | null
/** One part of the profile that is saved by itself. `version`: the one that was shown. */
export type EditFormProps = { intent: string; title: string; organizationId: string; version: number; failure: FormFailure; saved: boolean; open?: boolean; children: ReactNode }

/** Folded until wanted; opens by itself where something is to be mended or was just saved. */
export function EditForm({ intent, title, organizationId, version, failure, saved, open = false, children }: EditFormProps) {
  const t = useTranslate()
  const navigation = useNavigation()
  const busy = navigation.formData?.get('intent') === intent
  return (
    <details className="rounded-md border border-line bg-sheet" open={open || failure !== null || saved || undefined}>
      <summary className="control flex cursor-pointer items-center px-4 font-semibold">{title}</summary>
      <Form method="post" action={`?part=${intent}`} preventScrollReset className="flex flex-col gap-4 border-t border-line p-4">
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="organizationId" value={organizationId} />
        <input type="hidden" name="version" value={version} />
        {saved && <Notice tone="done">{t('matches:profile.saved')}</Notice>}
        <FormError error={failure} />
        {children}
        <div><Button look="primary" density="touch" busy={busy}>{t('common:ui.save')}</Button></div>
      </Form>
    </details>
  )
}
