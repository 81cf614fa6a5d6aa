import { Form, useNavigation } from '@remix-run/react'
import { Upload } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

const targets = ['startups', 'investors', 'acquirers', 'people'] as const

export function UploadForm({ error, undone }: { error: { message: string; fields: Record<string, string> } | null; undone: boolean }) {
  const t = useTranslate()
  const isBusy = useNavigation().formEncType === 'multipart/form-data'
  return (
    <Card title={t('imports:upload.title')}>
      <Form method="post" encType="multipart/form-data" className="flex flex-col gap-4">
        <FormError error={error} />
        {undone && <Notice tone="done">{t('imports:undone')}</Notice>}
        <Select name="target" label={t('imports:upload.target')} options={targets.map((target) => ({ value: target, label: t(`imports:target.${target}`) }))} />
        <Field label={t('imports:upload.file')} hint={t('imports:upload.fileHint')} error={error?.fields['file']}>
          {(wiring) => <input {...wiring} type="file" name="file" required accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" className="entry py-1 file:mr-3 file:rounded-sm file:border file:border-edge file:bg-sunk file:px-2 file:py-0.5 file:text-sm file:text-ink" />}
        </Field>
        <Button look="primary" icon={Upload} busy={isBusy} className="self-start">{t('imports:upload.button')}</Button>
      </Form>
    </Card>
  )
}
