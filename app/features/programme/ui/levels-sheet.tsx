import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Select } from '#app/ui/select.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { conflictKinds, conflictLevels, type ConflictLevels } from '#server/domain/programme/conflicts.ts'

export type LevelsSheetProps = { open: boolean; levels: ConflictLevels; version: number; onClose: () => void; error: { message: string; fields?: Record<string, string> } | null }

/** What each kind of conflict does: block, warn or nothing. */
export function LevelsSheet({ open, levels, version, onClose, error }: LevelsSheetProps) {
  const t = useTranslate()
  const isBusy = useNavigation().formData?.get('intent') === 'levels'
  return (
    <Sheet open={open} onClose={onClose} title={t('programme:levels.title')}>
      <Form method="post" className="flex flex-col gap-4">
        <FormError error={error} />
        <p className="text-sm text-ink-2">{t('programme:levels.lead')}</p>
        <input type="hidden" name="version" value={version} />
        {conflictKinds.map((kind) => (
          <Select key={kind} name={`levels.${kind}`} label={t(`programme:levels.${kind}`)} hint={kind === 'person' || kind === 'stage' ? t(`programme:levels.${kind}Hint`) : undefined} defaultValue={levels[kind]} options={conflictLevels.map((level) => ({ value: level, label: t(`programme:level.${level}`) }))} />
        ))}
        <Button name="intent" value="levels" look="primary" busy={isBusy} className="self-start">{t('programme:sheet.save')}</Button>
      </Form>
    </Sheet>
  )
}
