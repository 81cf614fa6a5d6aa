import { Form, useNavigation } from '@remix-run/react'
import { FileUp } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

/** One file; nothing is changed before it has been looked at. */
export function ScheduleUpload({ error }: { error: { message: string; fields: Record<string, string> } | null }) {
  const t = useTranslate()
  const isBusy = useNavigation().formEncType === 'multipart/form-data'
  return (
    <Card title={t('programme:import.file')}>
      <Form method="post" encType="multipart/form-data" className="flex flex-col gap-4">
        <FormError error={error} />
        <Field label={t('programme:import.file')} hideLabel hint={t('programme:import.fileHint')} error={error?.fields['file']}>
          {(wiring) => <input {...wiring} type="file" name="file" required accept=".xml,.json,application/xml,text/xml,application/json" className="entry py-1 file:mr-3 file:rounded-sm file:border file:border-edge file:bg-sunk file:px-2 file:py-0.5 file:text-sm file:text-ink" />}
        </Field>
        <Button look="primary" icon={FileUp} busy={isBusy} className="self-start">{t('programme:import.read')}</Button>
      </Form>
    </Card>
  )
}
