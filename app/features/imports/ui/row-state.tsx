import { useFetcher } from '@remix-run/react'
import { TriangleAlert } from 'lucide-react'

import { Status, type Tone } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type RowStateProps = {
  row: number
  state: 'new' | 'similar' | 'same' | 'merges' | 'skipped' | 'bad' | 'continues'
  of: number | null
  twin: { row: number | null; name: string | null } | null
  decision: string | null
  locked: boolean
}

const tones: Record<RowStateProps['state'], Tone> = { new: 'confirmed', similar: 'waiting', same: 'neutral', merges: 'neutral', skipped: 'neutral', bad: 'live', continues: 'neutral' }

/** What becomes of a row, and the organizer's say in it. */
export function RowState({ row, state, of, twin, decision, locked }: RowStateProps) {
  const t = useTranslate()
  const fetcher = useFetcher()
  // What a row would do now says nothing of what it did when it was taken over.
  if (locked && state !== 'continues') return null
  const act = (choice: 'add' | 'same' | 'skip', word: string) => (
    <button key={choice} name="decision" value={choice} className="rounded-sm px-1 text-xs text-sea-ink underline decoration-line underline-offset-2 hover:decoration-current">{word}</button>
  )
  const word = state === 'continues' ? t('imports:row.continues', { row: of }) : state === 'merges' ? t('imports:row.merges', { row: twin?.row }) : t(`imports:row.${state}`)
  const like = twin === null || state === 'merges' ? '' : state === 'same' ? t('imports:row.sameAs', { name: twin.name }) : state === 'similar' ? (twin.name === null ? t('imports:row.likeRow', { row: twin.row }) : t('imports:row.like', { name: twin.name })) : ''
  return (
    <div className="flex flex-col items-start gap-0.5">
      {state === 'continues' ? <span className="text-xs text-ink-3">{word}</span> : <Status tone={tones[state]} icon={state === 'bad' ? TriangleAlert : undefined} plain>{word}</Status>}
      {like && <span className="text-xs text-ink-2">{like}</span>}
      {state !== 'continues' && (
        <fetcher.Form method="post" className="-ml-1 flex flex-wrap gap-1">
          <input type="hidden" name="intent" value="decide" />
          <input type="hidden" name="row" value={row} />
          {state === 'similar' && act('same', t('imports:row.takeSame'))}
          {(state === 'same' || state === 'merges') && act('add', t('imports:row.add'))}
          {state === 'new' && twin !== null && decision === 'add' && act('same', t('imports:row.takeSame'))}
          {state === 'skipped' ? act('add', t('imports:row.unskip')) : act('skip', t('imports:row.skip'))}
        </fetcher.Form>
      )}
    </div>
  )
}
