import { Form, Link } from '@remix-run/react'
import { Search } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type FilterValues = { q: string; side: string; kind: string; sector: string; stage: string; aumBand: string; claim: string; unmanned: string }
export type FilterOptions = Record<'side' | 'kind' | 'sector' | 'stage' | 'aumBand' | 'claim', Option[]>

/** A plain GET form: every view of the list has an address, with and without JavaScript. */
export function PeopleFilter({ values, options }: { values: FilterValues; options: FilterOptions }) {
  const t = useTranslate()
  const pickers = ['side', 'sector', 'stage', 'kind', 'aumBand', 'claim'] as const
  const isOpen = pickers.slice(1).some((name) => values[name] !== '') || values.unmanned !== ''
  const isFiltered = isOpen || values.q !== '' || values.side !== ''
  const picker = (name: (typeof pickers)[number]) => (
    <Select key={name} name={name} label={t(`directory:filter.${name}`)} options={options[name]} placeholder={t('directory:filter.any')} defaultValue={values[name]} density="dense" className="min-w-32 flex-1 sm:max-w-48" />
  )
  return (
    <Form method="get" className="mb-4 flex flex-col gap-3" key={JSON.stringify(values)}>
      <div className="flex flex-wrap items-end gap-2">
        <TextInput name="q" type="search" label={t('directory:filter.q')} placeholder={t('directory:filter.qHint')} defaultValue={values.q} maxLength={100} density="dense" className="min-w-56 flex-1 sm:max-w-96" />
        {picker('side')}
        <Button icon={Search} density="dense">{t('directory:filter.apply')}</Button>
        {isFiltered && <Link to="?" className="control inline-flex items-center px-2 text-sm text-sea-ink underline underline-offset-4" data-density="dense">{t('directory:filter.clear')}</Link>}
      </div>
      <details open={isOpen}>
        <summary className="w-fit cursor-pointer text-sm text-sea-ink">{t('directory:filter.more')}</summary>
        <div className="mt-2 flex flex-wrap items-end gap-2">
          {pickers.slice(1).map(picker)}
          <Checkbox name="unmanned" value="1" defaultChecked={values.unmanned === '1'} label={t('directory:filter.unmanned')} density="dense" />
        </div>
      </details>
    </Form>
  )
}
