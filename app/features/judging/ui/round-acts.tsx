import { Form } from '@remix-run/react'
import { Lock, Megaphone, Play, RotateCcw } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { Select } from '#app/ui/select.tsx'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { judgingActsFor, type JudgingAct, type JudgingState } from '#server/domain/judging/sealing.ts'

const icons = { open: Play, close: Lock, reopen: RotateCcw, release: Megaphone }
const tones = { draft: 'neutral', open: 'live', closed: 'waiting', released: 'confirmed' } as const
const lateMinutes = [0, 5, 10, 20, 30]

/** Where judging stands and what comes next. Opening settles the rules and releasing settles the results, so both ask once more. */
export function RoundActs({ state, version, now }: { state: JudgingState; version: number; now: number }) {
  const t = useTranslate()
  const [asked, setAsked] = useState<JudgingAct | null>(null)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Status tone={tones[state]}>{t(`judging:state.${state}`)}</Status>
      {judgingActsFor(state).map((act) => <Button key={act} type="button" icon={icons[act]} look={act === 'reopen' ? 'quiet' : 'primary'} onClick={() => setAsked(act)}>{t(`judging:act.${act}`)}</Button>)}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={asked === null ? '' : t(`judging:act.${asked}`)}>
        {asked !== null && (
          <Form method="post" onSubmit={() => setAsked(null)} className="flex flex-col gap-4">
            <input type="hidden" name="intent" value="act" />
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="act" value={asked} />
            <p>{t(`judging:confirm.${asked}`)}</p>
            {asked === 'close' && <Select name="lateUntil" label={t('judging:confirm.late')} options={lateMinutes.map((minutes) => ({ value: minutes === 0 ? '' : String(now + minutes * 60_000), label: minutes === 0 ? t('judging:confirm.noLate') : t('judging:confirm.lateMinutes', { count: minutes }) }))} />}
            <Button look={asked === 'release' ? 'danger' : 'primary'}>{t(`judging:act.${asked}`)}</Button>
          </Form>
        )}
      </Dialog>
    </div>
  )
}
