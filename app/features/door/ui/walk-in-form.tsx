import { UserPlus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

import type { DoorHeld } from './use-door.tsx'

/** Somebody who comes without a registration: a place and a ticket at once, as long as there is room. Needs the server. */
export function WalkInForm({ door, sessionId, onDone }: { door: DoorHeld; sessionId: string; onDone: () => void }) {
  const t = useTranslate()
  const pick = usePick()
  const [problem, setProblem] = useState('')
  const forms = door.kept?.list.walkIns ?? []
  const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const given = new FormData(form)
    const [name, organization] = ['name', 'organization'].map((key) => String(given.get(key) ?? '').trim()) as [string, string]
    const sent = await door.walkIn({ formId: String(given.get('formId')), nameZh: isHan(name) ? name : '', nameEn: isHan(name) ? '' : name, organizationZh: isHan(organization) ? organization : '', organizationEn: isHan(organization) ? '' : organization }, sessionId)
    if (sent.kind === 'ok') return onDone()
    setProblem(sent.kind === 'refused' ? sent.message : t('door:walkIn.away'))
  }
  return (
    <section aria-labelledby="door-walk-in" className="flex flex-col gap-3">
      <h3 id="door-walk-in" className="text-base font-semibold">{t('door:walkIn.title')}</h3>
      {door.link !== 'live' ? <Notice tone="warn">{t('door:walkIn.offline')}</Notice> : forms.length === 0 ? <p className="text-sm text-ink-2">{t('door:walkIn.none')}</p> : (
        <form className="flex flex-col gap-3" onSubmit={(submitted) => {
          submitted.preventDefault()
          void submit(submitted.currentTarget)
        }}>
          {problem !== '' && <Notice tone="error">{problem}</Notice>}
          <TextInput name="name" label={t('door:walkIn.name')} required maxLength={60} autoComplete="off" />
          <TextInput name="organization" label={t('door:walkIn.organization')} optional maxLength={120} autoComplete="off" />
          <Select name="formId" label={t('door:walkIn.kind')} options={forms.map((one) => ({ value: one.formId, label: pick(one.nameZh, one.nameEn) || t(`door:kind.${one.kind}`) }))} />
          <Button look="primary" icon={UserPlus} wide busy={door.isBusy}>{t('door:walkIn.submit')}</Button>
        </form>
      )}
    </section>
  )
}
