import { Form, Link } from '@remix-run/react'
import { GitCompareArrows, Trash2 } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Status, type Tone } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Measures } from '#server/domain/timetable/measures.ts'

export type DraftLine = { id: string; name: string; state: 'computing' | 'ready' | 'failed' | 'released'; version: number; createdAt: number; seconds: number; status: string | null; failure: string | null; measures: Measures | null }
export type DraftTableProps = { drafts: DraftLine[]; base: string; mayEdit: boolean }

const tones: Record<DraftLine['state'], Tone> = { computing: 'waiting', ready: 'confirmed', failed: 'live', released: 'info' }

/** Drafts side by side with their numbers; two of them can be compared. */
export function DraftTable({ drafts, base, mayEdit }: DraftTableProps) {
  const t = useTranslate()
  const figure = (key: string, of: (measures: Measures) => string | number, wideOnly = false): Column<DraftLine> => ({
    key, head: t(`timetable:figure.${key}`), align: 'end', wideOnly, cell: ({ measures }) => <span className="figures">{measures === null ? '–' : of(measures)}</span>,
  })
  const columns: Column<DraftLine>[] = [
    { key: 'name', names: true, head: t('timetable:draft.name'), cell: (draft) => <DraftName draft={draft} base={base} /> },
    { key: 'state', head: t('timetable:draft.state'), cell: (draft) => <DraftStatus draft={draft} /> },
    figure('placed', ({ placed }) => placed),
    figure('unplacedShort', ({ unplaced }) => unplaced),
    figure('weight', ({ weight, weightBound }) => (weightBound === null ? weight : `${weight} / ${weightBound}`)),
    figure('breaks', ({ breaks, breaksBound }) => (breaksBound === null ? breaks : `${breaks} / ${breaksBound}`)),
    figure('tableMoves', ({ tableMoves }) => tableMoves, true),
    figure('moves', ({ moves }) => moves, true),
    {
      key: 'compare', head: t('timetable:compare.pick'), align: 'end',
      cell: (draft) => (draft.measures === null ? null : (
        <span className="inline-flex gap-3">
          <Pick name="a" label={t('timetable:compare.first', { name: draft.name })} value={draft.id} />
          <Pick name="b" label={t('timetable:compare.second', { name: draft.name })} value={draft.id} />
        </span>
      )),
    },
    {
      key: 'acts', head: <span className="sr-only">{t('timetable:draft.acts')}</span>, align: 'end',
      cell: (draft) => (!mayEdit || draft.state === 'computing' || draft.state === 'released' ? null : (
        <Form method="post" className="inline">
          <input type="hidden" name="draftId" value={draft.id} />
          <IconButton type="submit" name="intent" value="discard" icon={Trash2} label={t('timetable:draft.discard', { name: draft.name })} />
        </Form>
      )),
    },
  ]
  return (
    <>
      <Table caption={t('timetable:draft.title')} columns={columns} rows={drafts} rowKey={(draft) => draft.id} />
      {drafts.filter((draft) => draft.measures !== null).length > 1 && (
        <Form id="compare" method="get" action={`${base}/compare`} className="mt-3 flex justify-end">
          <Button icon={GitCompareArrows}>{t('timetable:compare.act')}</Button>
        </Form>
      )}
    </>
  )
}

function Pick({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="control inline-flex items-center gap-1 text-xs">
      <input type="radio" form="compare" name={name} value={value} aria-label={label} className="size-4.5 accent-sea" />
      <span aria-hidden>{name.toUpperCase()}</span>
    </label>
  )
}

function DraftName({ draft, base }: { draft: DraftLine; base: string }) {
  if (draft.measures === null) return <span className="font-semibold">{draft.name}</span>
  return <Link to={`${base}/${draft.id}`} prefetch="intent" className="font-semibold text-sea-ink underline-offset-2 hover:underline">{draft.name}</Link>
}

function DraftStatus({ draft }: { draft: DraftLine }) {
  const t = useTranslate()
  return (
    <span className="inline-flex flex-col items-start">
      <Status tone={tones[draft.state]} plain>{draft.status === 'optimal' && draft.state === 'ready' ? t('timetable:state.optimal') : t(`timetable:state.${draft.state}`)}</Status>
      {draft.failure !== null && <span className="text-xs text-vermilion-ink">{t(`errors:${draft.failure}`)}</span>}
    </span>
  )
}
