import { Form, useNavigation } from '@remix-run/react'
import { Send } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Conflict } from '#server/domain/programme/conflicts.ts'

import { ConflictList } from './conflict-list.tsx'
import type { LoadedProgramme, ProgrammeState } from './use-programme.tsx'

export type ReleaseDialogProps = { board: LoadedProgramme; state: ProgrammeState; zone: string; releases: number; error: { message: string; fields?: Record<string, string>; detail?: unknown } | null }

/** The last question before everybody may rely on it: what it is called, what is open, what keeps it back. */
export function ReleaseDialog({ board, state, zone, releases, error }: ReleaseDialogProps) {
  const t = useTranslate()
  const [isOpen, setOpen] = useState(error !== null)
  const isBusy = useNavigation().formData?.get('intent') === 'release'
  const blocking = state.conflicts.filter((one) => one.isHard || board.levels[one.kind] === 'block')
  const refused = (error?.detail as { clashes?: { nameZh: string; nameEn: string }[]; conflicts?: Conflict[] } | undefined)?.conflicts ?? []
  const shown = state.conflicts.length > 0 ? state.conflicts : refused
  return (
    <>
      <Button type="button" look="primary" icon={Send} onClick={() => setOpen(true)}>{t('programme:release.open')}</Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('programme:release.title')}>
        <Form method="post" className="flex flex-col gap-4">
          <FormError error={error} />
          <p className="text-sm">{t('programme:release.lead')}</p>
          {blocking.length > 0 && <Notice tone="error">{t('programme:release.blocked', { count: blocking.length })}</Notice>}
          {shown.length > 0 && <div className="max-h-56 overflow-y-auto" tabIndex={0} role="group" aria-label={t('programme:conflicts')}><ConflictList conflicts={shown.slice(0, 100)} items={state.items} names={board} levels={board.levels} zone={zone} /></div>}
          <input type="hidden" name="number" value={state.number} />
          <TextInput name="name" label={t('programme:release.name')} required maxLength={60} defaultValue={t('programme:release.defaultName', { n: releases + 1 })} error={error?.fields?.['name']} />
          <TextArea name="notes" label={t('programme:release.notes')} optional maxLength={2000} rows={3} />
          {state.conflicts.length > blocking.length && <Checkbox name="confirm" label={t('programme:release.confirm', { count: state.conflicts.length - blocking.length })} />}
          <Button name="intent" value="release" look="primary" icon={Send} busy={isBusy} disabled={blocking.length > 0} className="self-start">{t('programme:release.act')}</Button>
        </Form>
      </Dialog>
    </>
  )
}
