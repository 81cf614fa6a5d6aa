import { X } from 'lucide-react'
import { useEffect, useId, useState } from 'react'

import { classes } from './classes.ts'
import { FieldError } from './field.tsx'
import { useTranslate } from './translate.tsx'

/** `group` puts a heading above its options; `aliases` are searched but not shown. */
export type TagOption = { value: string; label: string; group?: string; aliases?: string[] }
export type MultiSelectProps = { /** Sent as `name[]`. */ name: string; label: string; options: TagOption[]; defaultValue?: string[]; hint?: string; error?: string | null }

/**
 * Several of a list. Without JavaScript a list of boxes to tick; with it the chosen ones stand above as tags and a line
 * to type in narrows the list. The boxes stay the form's data either way.
 */
export function MultiSelect({ name, label, options, defaultValue = [], hint, error }: MultiSelectProps) {
  const t = useTranslate()
  const id = useId()
  const [live, setLive] = useState(false)
  const [chosen, setChosen] = useState(() => new Set(defaultValue))
  const [query, setQuery] = useState('')
  useEffect(() => setLive(true), [])
  const toggle = (value: string): void =>
    setChosen((old) => {
      const next = new Set(old)
      if (!next.delete(value)) next.add(value)
      return next
    })
  const wanted = query.trim().toLowerCase()
  const fits = (option: TagOption): boolean => wanted === '' || [option.label, option.value, ...(option.aliases ?? [])].some((text) => text.toLowerCase().includes(wanted))
  const visible = options.filter(fits).length
  return (
    <fieldset aria-describedby={[error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {live && <Chosen options={options} chosen={chosen} remove={toggle} />}
      <div className={classes('rounded-sm border bg-sheet', error ? 'border-vermilion-ink' : 'border-edge')}>
        {live && (
          <input
            type="search"
            value={query}
            onChange={(change) => setQuery(change.target.value)}
            onKeyDown={(key) => key.key === 'Enter' && key.preventDefault()}
            aria-label={`${t('common:ui.search')} ${label}`}
            placeholder={t('common:ui.search')}
            className="control w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-ink-3 focus-visible:border-sea-ink"
          />
        )}
        <div className="grid max-h-56 gap-x-4 overflow-y-auto px-3 py-1 sm:grid-cols-2" tabIndex={-1}>
          {options.map((option, place) => (
            <div key={option.value} className={fits(option) ? 'contents' : 'hidden'}>
              {option.group && option.group !== options[place - 1]?.group && <p className="col-span-full pt-2 text-xs text-ink-2">{option.group}</p>}
              <label className="control flex cursor-pointer items-center gap-3 text-sm">
                <input type="checkbox" name={`${name}[]`} value={option.value} checked={chosen.has(option.value)} onChange={() => toggle(option.value)} className="size-4.5 shrink-0 accent-sea" />
                <span className="min-w-0">{option.label}</span>
              </label>
            </div>
          ))}
          {visible === 0 && <p className="col-span-full py-2 text-sm text-ink-2">{t('common:ui.noOptions')}</p>}
        </div>
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && <p id={`${id}-hint`} className="mt-1 text-sm text-ink-2">{hint}</p>}
    </fieldset>
  )
}

function Chosen({ options, chosen, remove }: { options: TagOption[]; chosen: Set<string>; remove: (value: string) => void }) {
  const t = useTranslate()
  if (chosen.size === 0) return null
  return (
    <ul className="mb-2 flex flex-wrap gap-1">
      {options.filter((option) => chosen.has(option.value)).map((option) => (
        <li key={option.value}>
          <button type="button" onClick={() => remove(option.value)} aria-label={t('common:ui.remove', { name: option.label })} className="inline-flex min-h-7 items-center gap-1 rounded-sm bg-sea-wash px-2 text-sm text-sea-ink hover:bg-sunk">
            {option.label}
            <X aria-hidden size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}
