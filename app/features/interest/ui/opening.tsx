import { Form } from '@remix-run/react'
import { Lock, LockOpen, Play } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { interestActsFor, type InterestAct } from '#server/domain/interest/voice.ts'
import type { OrganizerView } from '#server/features/interest/queries.ts'

const icons = { start: Play, seal: Lock, unseal: LockOpen, reveal: LockOpen }
const tones = { closed: 'neutral', open: 'live', sealed: 'waiting', opened: 'confirmed' } as const

/** Where the collection stands and what comes next; opening can't be undone, so it asks once more. */
export function Opening({ view }: { view: OrganizerView }) {
  const t = useTranslate()
  const [asked, setAsked] = useState<InterestAct | null>(null)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Status tone={tones[view.state]}>{t(`interest:state.${view.state}`)}</Status>
      {interestActsFor(view.state).map((act) => <Button key={act} type="button" icon={icons[act]} look={act === 'reveal' ? 'danger' : act === 'unseal' ? 'quiet' : 'primary'} onClick={() => setAsked(act)}>{t(`interest:act.${act}`)}</Button>)}
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={asked === null ? '' : t(`interest:act.${asked}`)}>
        {asked !== null && (
          <Form method="post" onSubmit={() => setAsked(null)} className="flex flex-col gap-4">
            <input type="hidden" name="intent" value="act" />
            <input type="hidden" name="version" value={view.version} />
            <input type="hidden" name="act" value={asked} />
            <p>{t(`interest:confirm.${asked}`)}</p>
            <Button look={asked === 'reveal' ? 'danger' : 'primary'}>{t(`interest:act.${asked}`)}</Button>
          </Form>
        )}
      </Dialog>
    </div>
  )
}
