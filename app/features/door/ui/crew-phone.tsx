import { useSearchParams } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

import { classes } from '#app/ui/classes.ts'
import { Notice } from '#app/ui/notice.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import { keepPageOffline } from './offline-page.tsx'
import { useDoor, type DoorHeld, type Target } from './use-door.tsx'

import { Camera } from './camera.tsx'
import { CrewBar } from './crew-bar.tsx'
import { CrewMenu } from './crew-menu.tsx'
import { Refused } from './refused.tsx'
import { ResultCard } from './result-card.tsx'
import { SearchList } from './search-list.tsx'
import { TellCrew } from './tell-crew.tsx'
import { useCamera } from './use-camera.tsx'

type Props = { event: { slug: string; nameZh: string; nameEn: string; zone: string }; personId: string }

/** Whether the page opens without a network from now on; null until it is known. Tried again whenever the server answers again. */
function useKeptPage(isLive: boolean): boolean | null {
  const [isKept, setKept] = useState<boolean | null>(null)
  useEffect(() => {
    if (isKept === true || (isKept === false && !isLive)) return
    let ended = false
    keepPageOffline().then((kept) => ended || setKept(kept), () => ended || setKept(false))
    return () => {
      ended = true
    }
  }, [isLive, isKept])
  return isKept
}

/** The whole of a crew member's phone: who comes, what the door says, and what to do next, all within a thumb's reach. */
export function CrewPhone({ event, personId }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const door = useDoor(event.slug, personId)
  const isKept = useKeptPage(door.link === 'live')
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'entry' | 'exit'>('entry')
  const [sessionId, setSession] = useState('')
  const isLeaving = useSearchParams()[0].has('leave')
  const [isMenuOpen, setMenuOpen] = useState(isLeaving)
  const field = useRef<HTMLInputElement>(null)
  const go = (target: Target): void => {
    setText('')
    void door.pass(target, kind, sessionId)
    field.current?.focus()
  }
  return (
    <main id="content" tabIndex={-1} data-density="touch" className="mx-auto grid h-dvh max-w-xl grid-cols-1 grid-rows-[auto_auto_minmax(0,1fr)_auto] bg-paper short:max-w-none short:grid-cols-[minmax(0,1fr)_20rem] short:grid-rows-[auto_auto_minmax(0,1fr)]">
      <CrewBar door={door} isKept={isKept} name={pick(event.nameZh, event.nameEn)} sessionId={sessionId} onSession={setSession} onMenu={() => setMenuOpen(true)} />
      {door.back !== null && <Notice tone={door.back.conflicts > 0 ? 'warn' : 'done'} className="row-start-2 rounded-none short:col-start-2" action={<button type="button" className="control rounded-sm px-3 underline" onClick={door.forgetBack}>{t('door:back.close')}</button>}>{t(door.back.conflicts > 0 ? 'door:back.conflicts' : 'door:back.sent', { ...door.back, count: door.back.sent })}</Notice>}
      <div className="row-start-3 flex min-h-0 flex-col short:col-start-1 short:row-span-3 short:row-start-1">
        <Stage door={door} slug={event.slug} text={text} kind={kind} sessionId={sessionId} zone={event.zone} go={go} />
      </div>
      <form
        className="row-start-4 flex flex-col gap-2 border-t border-line bg-sheet p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] short:col-start-2 short:row-start-3 short:justify-end"
        onSubmit={(submitted) => {
          submitted.preventDefault()
          if (text.trim() !== '') go({ text: text.trim() })
        }}
      >
        <div role="group" aria-label={t('door:crew.way')} className="grid grid-cols-2 gap-1 rounded-sm bg-sunk p-1">
          {(['entry', 'exit'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)} className={classes('min-h-9 rounded-sm text-sm', kind === one ? 'bg-sea font-semibold text-on-sea' : 'text-ink-2')}>{t(`door:crew.${one}`)}</button>
          ))}
        </div>
        <label className="sr-only" htmlFor="door-code">{t('door:crew.field')}</label>
        <div className="flex gap-2">
          <input id="door-code" ref={field} className="entry flex-1" value={text} onChange={(typed) => setText(typed.currentTarget.value)} placeholder={t('door:crew.placeholder')} autoComplete="off" autoCapitalize="off" autoCorrect="off" spellCheck={false} enterKeyHint="go" />
          <button type="submit" className="control rounded-sm bg-sea px-5 font-semibold text-on-sea">{t('door:crew.check')}</button>
        </div>
      </form>
      <CrewMenu open={isMenuOpen} onClose={() => setMenuOpen(false)} isLeaving={isLeaving} door={door} zone={event.zone} sessionId={sessionId} isKept={isKept} />
      <TellCrew shown={door.shown} />
    </main>
  )
}

type StageProps = { door: DoorHeld; slug: string; text: string; kind: 'entry' | 'exit'; sessionId: string; zone: string; go: (target: Target) => void }

/** The middle: an answer, or who is searched for, or the camera. */
function Stage({ door, slug, text, kind, sessionId, zone, go }: StageProps) {
  const t = useTranslate()
  const isSearch = text.trim() !== ''
  // Held here, not in the picture: it stays on while an answer is shown.
  const camera = useCamera((found) => go({ text: found }), door.isBusy)
  const refused = door.refusal !== null && <Refused door={door} refusal={door.refusal} slug={slug} />
  if (door.shown !== null && !isSearch) return <>{refused}<ResultCard shown={door.shown} door={door} zone={zone} /></>
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
      {refused}
      {door.error !== '' && <Notice tone="error">{door.error}</Notice>}
      {door.kept === null && door.refusal === null && <Notice tone={door.link === 'away' ? 'error' : 'info'}>{t(door.link === 'away' ? 'door:crew.noList' : 'door:crew.loading')}</Notice>}
      {door.isBusy && !isSearch && <p role="status" className="text-center text-lg">{t('door:crew.checking')}</p>}
      {isSearch ? <SearchList door={door} text={text} kind={kind} sessionId={sessionId} go={go} /> : <Camera camera={camera} />}
    </div>
  )
}
