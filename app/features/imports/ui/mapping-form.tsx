import { Form, useNavigation } from '@remix-run/react'
import { ArrowRight } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type MappingColumn = { index: number; header: string; samples: string[]; field: string | null }
type Props = { columns: MappingColumn[]; fields: Option[]; currency: string; disabled: boolean; open: boolean; errors: Record<string, string> }

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD']

/** Left their columns with three sample values, right ours with the guess filled in. */
export function MappingForm({ columns, fields, currency, disabled, open, errors }: Props) {
  const t = useTranslate()
  const isBusy = useNavigation().formData?.get('intent') === 'remap'
  const mapped = columns.filter((column) => column.field !== null).length
  return (
    <details open={open} className="mb-6 rounded-md border border-line bg-sheet">
      <summary className="cursor-pointer px-4 py-3">
        <span className="font-semibold">{t('imports:mapping.title')}</span>
        <span className="figures ml-3 text-sm text-ink-2">{t('imports:mapping.hint', { mapped, all: columns.length })}</span>
      </summary>
      <Form method="post" key={JSON.stringify(columns.map((column) => column.field))} className="border-t border-line px-4 pb-4">
        <input type="hidden" name="intent" value="remap" />
        <div aria-hidden className="hidden grid-cols-[minmax(8rem,14rem)_1fr_1.5rem_minmax(10rem,16rem)] gap-4 py-2 text-xs text-ink-2 md:grid">
          <span>{t('imports:mapping.theirs')}</span><span>{t('imports:mapping.samples')}</span><span /><span>{t('imports:mapping.ours')}</span>
        </div>
        <ul>
          {columns.map((column) => (
            <li key={column.index} className="grid grid-cols-1 items-center gap-x-4 gap-y-1 border-t border-line py-2 md:grid-cols-[minmax(8rem,14rem)_1fr_1.5rem_minmax(10rem,16rem)]">
              <span className="truncate font-medium" title={column.header}>{column.header}</span>
              <ul className="flex min-w-0 flex-wrap gap-x-3 text-sm text-ink-2">
                {column.samples.map((sample) => <li key={sample} className="max-w-60 truncate" title={sample}>{sample}</li>)}
              </ul>
              <ArrowRight aria-hidden size={16} className="text-ink-3 max-md:hidden" />
              <Select name={`mapping.${column.index}`} label={`${t('imports:mapping.ours')}: ${column.header}`} hideLabel density="dense" options={fields} placeholder={t('imports:mapping.skip')} defaultValue={column.field ?? ''} disabled={disabled} error={errors[`mapping.${column.index}`]} />
            </li>
          ))}
        </ul>
        {!disabled && (
          <div className="mt-3 flex flex-wrap items-end gap-4">
            <Select name="currency" label={t('imports:mapping.currency')} options={currencies.map((code) => ({ value: code, label: code }))} defaultValue={currency} density="dense" className="w-56" />
            <Button busy={isBusy}>{t('imports:mapping.save')}</Button>
            <p className="text-sm text-ink-2">{t('imports:mapping.remembered')}</p>
          </div>
        )}
      </Form>
    </details>
  )
}
