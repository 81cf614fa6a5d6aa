import { useFetcher } from '@remix-run/react'
import { ArrowDown, ArrowUp, Pencil, Plus, Ticket, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Sheet } from '#app/ui/sheet.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Shop } from '#server/features/ticket-types/queries.ts'

import { saleTones, type Answer } from '../view.ts'
import { Amount } from './amount.tsx'
import { TypeForm } from './type-form.tsx'

type TicketType = Shop['types'][number]

/** What is sold: name, price, how many are gone, when. */
export function TypeTable({ types, zone, mayEdit }: { types: TicketType[]; zone: string; mayEdit: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const [edited, setEdited] = useState<TicketType | 'new' | null>(null)
  const saving = useFetcher<Answer>()
  useOncePerAnswer(saving.data, (answer) => {
    if (answer.ok) setEdited(null)
  })
  const nameOf = (type: TicketType): string => pick(type.nameZh, type.nameEn)
  const columns: Column<TicketType>[] = [
    { key: 'name', head: t('tickets:desk.types'), names: true, cell: (type) => <><span className="block">{nameOf(type)}</span><span className="text-xs text-ink-2">{t(`tickets:kind.${type.kind}`)}</span>{type.lacksForm && <span className="block max-w-sm text-xs text-amber-ink">{t('tickets:desk.lacksForm')}</span>}</> },
    { key: 'price', head: t('tickets:type.price'), align: 'end', cell: (type) => <><Amount minor={type.price} currency={type.currency} />{type.deposit > 0 && <span className="block text-xs text-ink-2">{t('tickets:type.deposit')} <Amount minor={type.deposit} currency={type.currency} /></span>}</> },
    { key: 'taken', head: t('tickets:desk.taken'), align: 'end', cell: (type) => <span className="figures">{type.taken} / {type.capacity}</span> },
    { key: 'window', head: t('tickets:type.window'), cell: (type) => <Window type={type} zone={zone} /> },
    { key: 'state', head: t('tickets:type.state'), cell: (type) => <Status tone={saleTones[type.state]} plain>{t(`tickets:sale.${type.state}`)}</Status> },
    ...(mayEdit ? [{ key: 'acts', head: t('tickets:desk.edit'), align: 'end' as const, cell: (type: TicketType) => <TypeActs type={type} name={nameOf(type)} isFirst={type.id === types[0]?.id} isLast={type.id === types.at(-1)?.id} edit={() => setEdited(type)} /> }] : []),
  ]
  return (
    <section aria-labelledby="types" className="mb-8">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 id="types" className="text-base font-semibold">{t('tickets:desk.types')}</h2>
        {mayEdit && <Button type="button" icon={Plus} onClick={() => setEdited('new')}>{t('tickets:desk.addType')}</Button>}
      </div>
      <Table caption={t('tickets:desk.types')} columns={columns} rows={types} rowKey={(type) => type.id} empty={<EmptyState icon={Ticket} title={t('tickets:desk.noTypes')}>{t('tickets:desk.noTypesText')}</EmptyState>} />
      <Sheet open={edited !== null} onClose={() => setEdited(null)} title={t(edited === 'new' ? 'tickets:desk.addType' : 'tickets:desk.editType')}>
        {edited !== null && <TypeForm type={edited === 'new' ? null : edited} saving={saving} zone={zone} />}
      </Sheet>
    </section>
  )
}

/** Changes it, moves it in the list, and takes away what nobody has ordered. */
function TypeActs({ type, name, isFirst, isLast, edit }: { type: TicketType; name: string; isFirst: boolean; isLast: boolean; edit: () => void }) {
  const t = useTranslate()
  const sending = useFetcher<Answer>()
  const [isAsked, setAsked] = useState(false)
  useOncePerAnswer(sending.data, (answer) => {
    if (answer.ok) setAsked(false)
  })
  const move = (direction: 'up' | 'down'): void => sending.submit({ intent: 'move', ticketTypeId: type.id, direction }, { method: 'post' })
  return (
    <span className="inline-flex">
      <IconButton icon={ArrowUp} label={t('tickets:desk.up', { name })} disabled={isFirst} onClick={() => move('up')} />
      <IconButton icon={ArrowDown} label={t('tickets:desk.down', { name })} disabled={isLast} onClick={() => move('down')} />
      <IconButton icon={Pencil} label={t('tickets:desk.editOf', { name })} onClick={edit} />
      <IconButton icon={Trash2} label={t('tickets:desk.remove', { name })} onClick={() => setAsked(true)} />
      <Dialog open={isAsked} onClose={() => setAsked(false)} title={t('tickets:desk.remove', { name })}>
        <sending.Form method="post" className="flex flex-col gap-4 text-left">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="ticketTypeId" value={type.id} />
          <input type="hidden" name="version" value={type.version} />
          <FormError error={sending.data?.ok === false ? sending.data.error : null} />
          <p>{t('tickets:desk.removeText')}</p>
          <Button look="danger" busy={sending.state !== 'idle'}>{t('tickets:desk.removeSure')}</Button>
        </sending.Form>
      </Dialog>
    </span>
  )
}

function Window({ type: { opensAt, closesAt }, zone }: { type: TicketType; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const at = (instant: number): string => `${wallDay(instant, zone, locale)} ${wallTime(instant, zone)}`
  if (opensAt === null && closesAt === null) return <span className="text-ink-2">{t('tickets:type.always')}</span>
  if (opensAt === null) return <>{t('tickets:type.until', { to: at(closesAt ?? 0) })}</>
  return <>{closesAt === null ? t('tickets:type.from', { from: at(opensAt) }) : t('tickets:type.between', { from: at(opensAt), to: at(closesAt) })}</>
}
