import { Form, useNavigation } from '@remix-run/react'
import { Square } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { StudyProgress, StudyState } from '../view.ts'

export type StudyBarProps = {
  study: { id: string; state: StudyState; failure: string; draftVersion: number }
  draftVersion: number
  label: string
  /** The last notice, or what the page was loaded with; null while it waits its turn. */
  progress: StudyProgress | null
  note: (done: number, total: number) => string
  mayStop: boolean
}

/** How far a study has come, how to stop it, and what speaks against its figures. */
export function StudyBar({ study, draftVersion, label, progress, note, mayStop }: StudyBarProps) {
  const t = useTranslate()
  const stopping = useNavigation().formData?.get('intent') === 'stop'
  const isOpen = study.state === 'queued' || study.state === 'running'
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      {isOpen && (
        <div className="flex flex-wrap items-end gap-4" data-testid="study-running">
          <div className="min-w-0 flex-1 basis-60">
            <Progress label={study.state === 'queued' ? t('studies:state.queued') : label} value={progress === null ? null : progress.done} max={progress?.total ?? 1} note={progress === null ? '' : note(progress.done, progress.total)} />
          </div>
          {mayStop && (
            <Form method="post">
              <input type="hidden" name="studyId" value={study.id} />
              <Button name="intent" value="stop" icon={Square} busy={stopping}>{t('studies:stop')}</Button>
            </Form>
          )}
        </div>
      )}
      {study.state === 'failed' && study.failure !== '' && <Notice tone="error">{t(`errors:${study.failure}`)}</Notice>}
      {study.state === 'stopped' && <Notice tone="warn">{t('studies:state.stopped')}</Notice>}
      {!isOpen && study.draftVersion !== draftVersion && <Notice tone="warn">{t('studies:changed')}</Notice>}
    </div>
  )
}
