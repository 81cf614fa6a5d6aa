import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Fold } from '#app/ui/fold.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { AudienceRules } from '#server/domain/audience/questions.ts'

type Answer = { ok: true } | { ok: false; error: { message: string; fields: Record<string, string> } }

/** Whether questions are taken, read first, and may come without a name; for all stages of the event. */
export function RulesForm({ rules, version }: { rules: AudienceRules; version: number }) {
  const t = useTranslate()
  const saving = useFetcher<Answer>()
  return (
    <Fold title={t('audience:rules.title')} titleClassName="px-4 font-medium" className="mb-6 rounded-md border border-line bg-sheet">
      <saving.Form key={version} method="post" className="flex flex-col gap-3 border-t border-line p-4">
        <input type="hidden" name="intent" value="rules" />
        <input type="hidden" name="version" value={version} />
        {saving.data?.ok && <Notice tone="done">{t('audience:rules.saved')}</Notice>}
        <FormError error={saving.data?.ok === false ? saving.data.error : null} />
        <Checkbox name="areQuestionsOpen" label={t('audience:rules.open')} defaultChecked={rules.areQuestionsOpen} />
        <Checkbox name="isModerated" label={t('audience:rules.moderated')} hint={t('audience:rules.moderatedHint')} defaultChecked={rules.isModerated} />
        <Checkbox name="allowsAnonymous" label={t('audience:rules.anonymous')} hint={t('audience:rules.anonymousHint')} defaultChecked={rules.allowsAnonymous} />
        <div><Button look="primary" busy={saving.state !== 'idle'}>{t('audience:rules.save')}</Button></div>
      </saving.Form>
    </Fold>
  )
}
