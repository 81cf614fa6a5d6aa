import { Form } from '@remix-run/react'
import { useRef } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Answer } from '#app/http/respond.ts'
import { useInTurn } from '#app/http/use-in-turn.ts'
import type { StageMessage } from '#server/protocol/stage.ts'

const ready = ['oneMinute', 'wrapUp', 'louder', 'questions'] as const
const tones: StageMessage['tone'][] = ['plain', 'warn', 'urgent']

/** What the speaker's monitor says; one at a time, and gone with one press. */
export function DeskMessage({ stageId, shown }: { stageId: string; shown: StageMessage | null }) {
  const t = useTranslate()
  const form = useRef<HTMLFormElement>(null)
  const { send, isBusy, answer } = useInTurn<Answer<unknown>>(({ ok }) => void (ok && form.current?.reset()))
  const say = (text: string, tone: StageMessage['tone']): void => send({ act: 'say', stageId, text, tone })
  return (
    <section aria-labelledby="desk-message" className="flex flex-col gap-3">
      <h2 id="desk-message" className="text-base">{t('stage:message.title')}</h2>
      <p role="status" className="text-sm">
        {shown === null ? <span className="text-ink-2">{t('stage:message.none')}</span> : <>{t('stage:message.shown')} <strong className="font-semibold">{shown.text}</strong></>}
      </p>
      {shown !== null && <Button type="button" onClick={() => say('', 'plain')}>{t('stage:message.clear')}</Button>}
      <div className="flex flex-wrap gap-2">
        {ready.map((key) => <Button key={key} type="button" look="quiet" onClick={() => say(t(`stage:message.ready.${key}`), key === 'wrapUp' ? 'urgent' : key === 'oneMinute' ? 'warn' : 'plain')}>{t(`stage:message.ready.${key}`)}</Button>)}
      </div>
      <Form ref={form} method="post" className="flex flex-wrap items-end gap-2" onSubmit={(event) => { event.preventDefault(); send(new FormData(event.currentTarget)) }}>
        <input type="hidden" name="act" value="say" />
        <input type="hidden" name="stageId" value={stageId} />
        <TextInput name="text" label={t('stage:message.text')} maxLength={140} required className="flex-1 basis-48" error={answer?.ok === false ? answer.error.message : null} />
        <Select name="tone" label={t('stage:message.tone')} options={tones.map((tone) => ({ value: tone, label: t(`stage:message.tones.${tone}`) }))} />
        <Button busy={isBusy}>{t('stage:message.send')}</Button>
      </Form>
    </section>
  )
}
