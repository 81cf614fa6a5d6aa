import { useNavigate } from '@remix-run/react'
import { useEffect, useId, useRef, useState } from 'react'

import { classes } from '../classes.ts'
import { useTranslate } from '../translate.tsx'

export type FoundKind = 'person' | 'organization' | 'meeting' | 'page' | 'event'
/** One thing found. `to` is a path of this site. */
export type Found = { id: string; kind: FoundKind; label: string; note: string; to: string }
export type FoundAnswer = { items: Found[] }

const quietMs = 120

/** Asks `/search` as one types; the last question wins, whatever order the answers come in. */
function useFound(query: string, event: string | undefined): { items: Found[]; failed: boolean; asked: string } {
  const [state, setState] = useState<{ items: Found[]; failed: boolean; asked: string }>({ items: [], failed: false, asked: '' })
  useEffect(() => {
    const aborted = new AbortController()
    const ask = async (): Promise<void> => {
      try {
        const response = await fetch(`/search?${new URLSearchParams({ q: query, ...(event ? { event } : {}) })}`, { signal: aborted.signal, headers: { Accept: 'application/json' } })
        if (!response.ok) throw new Error(String(response.status))
        setState({ items: ((await response.json()) as FoundAnswer).items, failed: false, asked: query })
      } catch {
        if (!aborted.signal.aborted) setState({ items: [], failed: true, asked: query })
      }
    }
    const timer = setTimeout(() => void ask(), quietMs)
    return () => {
      clearTimeout(timer)
      aborted.abort()
    }
  }, [query, event])
  return state
}

/** People, organizations, meetings and pages by Chinese, pinyin or English; arrows choose, Enter goes there. */
export function Palette({ event, close }: { event?: string; close: () => void }) {
  const t = useTranslate()
  const navigate = useNavigate()
  const listId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const { items, failed, asked } = useFound(query.trim(), event)
  const chosen = Math.min(at, items.length - 1)

  useEffect(() => dialog.current?.showModal(), [])

  const go = (item: Found | undefined): void => {
    if (item === undefined) return
    close()
    navigate(item.to)
  }
  const press = (key: React.KeyboardEvent): void => {
    if (key.nativeEvent.isComposing) return
    const step = key.key === 'ArrowDown' ? 1 : key.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && items.length > 0) setAt((chosen + step + items.length) % items.length)
    else if (key.key === 'Enter') go(items[chosen])
    else return
    key.preventDefault()
  }

  return (
    <dialog
      ref={dialog}
      aria-label={t('common:palette.title')}
      onClose={close}
      onClick={(press) => press.target === dialog.current && close()}
      className="mx-auto mt-[12dvh] w-[min(40rem,calc(100vw-2rem))] rounded-md border border-line bg-sheet p-0 text-ink shadow-float backdrop:bg-veil"
    >
      <input
        type="search"
        autoFocus
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items[chosen] ? `${listId}-${chosen}` : undefined}
        aria-label={t('common:palette.title')}
        autoComplete="off"
        value={query}
        placeholder={t('common:palette.placeholder')}
        onChange={(change) => {
          setQuery(change.target.value)
          setAt(0)
        }}
        onKeyDown={press}
        className="h-14 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
      />
      <FoundList id={listId} items={items} chosen={chosen} onPoint={setAt} onChoose={go} />
      <p role="status" className="px-4 py-3 text-sm text-ink-2">
        {failed ? t('common:palette.failed') : asked !== '' && items.length === 0 ? t('common:palette.none', { query: asked }) : t('common:palette.hint')}
      </p>
    </dialog>
  )
}

type FoundListProps = { id: string; items: Found[]; chosen: number; onPoint: (place: number) => void; onChoose: (item: Found) => void }

function FoundList({ id, items, chosen, onPoint, onChoose }: FoundListProps) {
  const t = useTranslate()
  return (
    <ul id={id} role="listbox" aria-label={t('common:palette.title')} className="max-h-[50dvh] overflow-y-auto p-1 empty:hidden">
      {items.map((item, place) => (
        <li
          key={`${item.kind}:${item.id}`}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === chosen}
          onPointerMove={() => onPoint(place)}
          onClick={() => onChoose(item)}
          className={classes('flex min-h-12 cursor-pointer items-center gap-3 rounded-sm px-3', place === chosen && 'bg-sea-wash')}
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate">{item.label}</span>
            {item.note && <span className="block truncate text-xs text-ink-2">{item.note}</span>}
          </span>
          <span className="shrink-0 text-xs text-ink-2">{t(`common:palette.${item.kind}`)}</span>
        </li>
      ))}
    </ul>
  )
}
