import { Form, Link } from '@remix-run/react'
import { GitCompareArrows, Trash2 } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Status, type Tone } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { Reason } from '#server/domain/scheduling/problem.ts'
import type { Measures } from '#server/domain/timetable/measures.ts'
import type { Verdict } from '#server/domain/timetable/verdict.ts'

import { reasonTexts, type BoardNames } from '../view.ts'
import { VerdictMark } from './verdict-mark.tsx'

export type DraftLine = { id: string; name: string; state: 'computing' | 'ready' | 'failed' | 'released'; version: number; createdAt: number; seconds: number; status: string | null; failure: string | null; measures: Measures | null; verdict: Verdict; core: Reason | null }
/** `names`, `tables`: for the reasons of drafts that can't be. */
export type DraftTableProps = { drafts: DraftLine[]; base: string; mayEdit: boolean; names: BoardNames; tables: { id: string; code: string }[] }

const tones: Record<DraftLine['state'], Tone> = { computing: 'waiting', ready: 'confirmed', failed: 'live', released: 'info' }

/** Drafts side by side with their numbers; two of them can be compared. */
export function DraftTable({ drafts, base, mayEdit, names, tables }: DraftTableProps) {
  const t = useTranslate()
  const figure = (key: string, of: (measures: Measures) => string | number, wideOnly = false): Column<DraftLine> => ({
    key, head: t(`timetable:figure.${key}`), align: 'end', ...(wideOnly ? { wideOnly: 'xl' as const } : {}), cell: ({ measures }) => <span className="figures whitespace-nowrap">{measures === null ? '–' : of(measures)}</span>,
  })
  const columns: Column<DraftLine>[] = [
    { key: 'name', names: true, className: 'min-w-24', head: t('timetable:draft.name'), cell: (draft) => <DraftName draft={draft} base={base} /> },
    { key: 'state', className: 'md:min-w-40', head: t('timetable:draft.state'), cell: (draft) => <DraftStatus draft={draft} names={names} tables={tables} /> },
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
      <input type="radio" form="compare" name={name} required value={value} aria-label={label} className="size-4.5 accent-sea" />
      <span aria-hidden>{name.toUpperCase()}</span>
    </label>
  )
}

function DraftName({ draft, base }: { draft: DraftLine; base: string }) {
  if (draft.measures === null) return <span className="font-semibold">{draft.name}</span>
  return <Link to={`${base}/${draft.id}`} prefetch="intent" className="font-semibold text-sea-ink underline-offset-2 hover:underline">{draft.name}</Link>
}

function DraftStatus({ draft, names, tables }: { draft: DraftLine } & Pick<DraftTableProps, 'names' | 'tables'>) {
  const t = useTranslate()
  const locale = useLocale()
  const { state, failure, core, verdict } = draft
  return (
    <span className="inline-flex max-w-xs flex-col items-start max-md:items-end">
      <Status tone={tones[state]} plain>{t(`timetable:state.${state}`)}</Status>
      {draft.measures !== null && <VerdictMark verdict={verdict} plain />}
      {failure !== null && <span className="text-xs text-vermilion-ink">{t(`errors:${failure}`)}</span>}
      {core !== null && <span className="text-xs text-ink-2">{t('timetable:core', { reason: reasonTexts(t, [core], { frame: { tables }, names }, locale).join(' ') })}</span>}
    </span>
  )
}
