import { Form, Link } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Status, type Tone } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

export type PastImport = { id: string; target: string; fileName: string; state: 'draft' | 'applied' | 'undone'; createdAt: number; by: { nameZh: string; nameEn: string } | null; created: number; updated: number }

const tones: Record<PastImport['state'], Tone> = { draft: 'waiting', applied: 'confirmed', undone: 'neutral' }

/** What was imported before; the whole of one can be taken back. */
export function PastImports({ batches, eventId, zone }: { batches: PastImport[]; eventId: string; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <section aria-labelledby="past">
      <h2 id="past" className="mb-2 text-base font-semibold">{t('imports:past.title')}</h2>
      <Table
        caption={t('imports:past.title')}
        rows={batches}
        rowKey={(batch) => batch.id}
        empty={<EmptyState title={t('imports:past.none')}>{t('imports:past.noneText')}</EmptyState>}
        columns={[
          { key: 'file', head: t('imports:past.file'), names: true, className: 'md:max-w-64', cell: (batch) => <Link to={batch.id} className="block min-w-0 text-sea-ink hover:underline"><span className="block truncate">{batch.fileName}</span><span className="block text-xs text-ink-2">{t(`imports:target.${batch.target}`)}</span></Link> },
          { key: 'state', head: t('imports:past.state'), cell: (batch) => <Status tone={tones[batch.state]}>{t(`imports:state.${batch.state}`)}</Status> },
          { key: 'result', head: t('imports:past.result'), className: 'figures whitespace-nowrap', cell: (batch) => (batch.state === 'draft' ? '—' : [t('imports:past.created', { count: batch.created }), ...(batch.updated > 0 ? [t('imports:past.updated', { count: batch.updated })] : [])].join(' · ')) },
          { key: 'when', head: t('imports:past.when'), cell: (batch) => <Time at={batch.createdAt} zone={zone} show="both" className="figures" /> },
          { key: 'by', head: t('imports:past.by'), wideOnly: true, cell: (batch) => (batch.by === null ? '—' : pick(batch.by.nameZh, batch.by.nameEn)) },
          {
            key: 'acts', head: <span className="sr-only">{t('imports:undo')}</span>, align: 'end',
            cell: (batch) =>
              batch.state === 'applied' ? (
                <Form method="post">
                  <input type="hidden" name="eventId" value={eventId} />
                  <input type="hidden" name="batchId" value={batch.id} />
                  <Button look="quiet" aria-label={`${t('imports:undo')} ${batch.fileName}`}>{t('imports:undo')}</Button>
                </Form>
              ) : (
                batch.state === 'draft' && <Link to={batch.id} className="text-sea-ink hover:underline">{t('imports:past.open')}</Link>
              ),
          },
        ]}
      />
    </section>
  )
}
