import { Bookmark, Handshake, NotebookPen, X, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { useInTurn } from '#app/http/use-in-turn.ts'
import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { degrees, type Degree } from '#server/domain/interest/voice.ts'
import type { OwnVoice } from '#server/features/interest/store.ts'

type Answer = { ok: true; value: { itemId: string; degree: Degree; version: number; receipt: string | null } } | { ok: false; error: { message: string } }

export const degreeIcons: Record<Degree, LucideIcon> = { meet: Handshake, follow: Bookmark, pass: X }
const on: Record<Degree, string> = { meet: 'border-sea bg-sea text-on-sea', follow: 'border-jade-ink bg-jade-wash text-jade-ink', pass: 'border-edge bg-sunk text-ink' }

type Props = { itemId: string; voice: Pick<OwnVoice, 'degree' | 'note' | 'version'> | null; action: string; isOpen: boolean }

/** Meet, follow or pass in one tap, for the whole fund; a note for the own people only. */
export function DegreeChoice({ itemId, voice, action, isOpen }: Props) {
  const t = useTranslate()
  const [wanted, setWanted] = useState<Degree | null>(null)
  // A quick second thought is about what the first one made, not about what the page came with.
  const made = useRef(0)
  const { send, isBusy, answer } = useInTurn<Answer>((one) => void (one.ok && (made.current = one.value.version)), action)
  const said = answer?.ok === true ? answer.value : null
  const degree = isBusy && wanted !== null ? wanted : said !== null && said.version > (voice?.version ?? 0) ? said.degree : (voice?.degree ?? null)
  const seen = voice?.version ?? 0
  useEffect(() => void (!isBusy && setWanted(null)), [voice, isBusy])
  const signal = (next: Degree, note = voice?.note ?? ''): void => {
    setWanted(next)
    send(() => ({ intent: 'signal', itemId, degree: next, note, version: String(Math.max(seen, made.current)) }))
  }
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={t('interest:choose')} data-density="touch" className="grid grid-cols-3 gap-2">
        {degrees.map((one) => {
          const Icon = degreeIcons[one]
          return (
            <button key={one} type="button" aria-pressed={degree === one} disabled={!isOpen} onClick={() => signal(one)} className={classes('flex min-h-14 flex-col items-center justify-center gap-0.5 rounded-md border text-sm font-semibold disabled:cursor-not-allowed', degree === one ? on[one] : 'border-edge text-ink disabled:border-line disabled:text-ink-3')}>
              <Icon aria-hidden size={18} />
              {t(`interest:degree.${one}`)}
            </button>
          )
        })}
      </div>
      {answer?.ok === false && !isBusy && <Notice tone="error">{answer.error.message}</Notice>}
      {said?.receipt && <p role="status" className="text-xs text-ink-2">{t('interest:receipt', { receipt: said.receipt.slice(0, 12) })}</p>}
      {degree !== null && <Note key={Math.max(seen, said?.version ?? 0)} note={voice?.note ?? ''} isOpen={isOpen} onSave={(note) => signal(degree, note)} />}
    </div>
  )
}

function Note({ note, isOpen, onSave }: { note: string; isOpen: boolean; onSave: (note: string) => void }) {
  const t = useTranslate()
  const [text, setText] = useState(note)
  if (!isOpen) return note === '' ? null : <p className="text-sm whitespace-pre-line text-ink-2">{note}</p>
  return (
    <details open={note !== ''}>
      <summary className="control flex cursor-pointer items-center gap-2 text-sm text-ink-2"><NotebookPen aria-hidden size={16} />{t('interest:note.add')}</summary>
      <div className="mt-2 flex flex-col gap-2">
        <TextArea name="note" label={t('interest:note.label')} hint={t('interest:note.hint')} rows={2} maxLength={500} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        {text.trim() !== note && <div><Button type="button" onClick={() => onSave(text.trim())}>{t('interest:note.save')}</Button></div>}
      </div>
    </details>
  )
}
