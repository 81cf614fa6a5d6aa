import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import { appearanceRoles, type Appearance, type AppearanceRole } from '#server/domain/programme/item.ts'

import type { NamedPerson } from '../view.ts'

type Choose = (zh: string, en: string) => string
type Row = { key: number; name: string; organization: string; role: AppearanceRole }

/** `顾清越 · 翠湖科技`: what is offered while typing; writing exactly that names the person, anything else is just a name. */
const labelOf = (person: NamedPerson, pick: Choose): string => [pick(person.nameZh, person.nameEn), pick(person.organizationZh, person.organizationEn)].filter((text) => text !== '').join(' · ')

/** Rows of the form → people of the item. */
export function peopleFrom(form: FormData, known: readonly NamedPerson[], pick: Choose): Appearance[] {
  const byLabel = new Map(known.map((person) => [labelOf(person, pick), person]))
  const [names, organizations, roles] = ['personName', 'personOrganization', 'personRole'].map((name) => form.getAll(name).map(String)) as [string[], string[], string[]]
  return names.flatMap((name, at): Appearance[] => {
    if (name.trim() === '') return []
    const person = byLabel.get(name.trim())
    const role = roles[at] as AppearanceRole
    const organization = (organizations[at] ?? '').trim()
    return [person ? { personId: person.id, name: pick(person.nameZh, person.nameEn), organization: organization || pick(person.organizationZh, person.organizationEn), role } : { personId: null, name: name.trim(), organization, role }]
  })
}

/** Who is in an item: people of the event by typing, others by name. */
export function PeopleFields({ people, known }: { people: readonly Appearance[]; known: readonly NamedPerson[] }) {
  const t = useTranslate()
  const pick = usePick()
  const list = useId()
  const [rows, setRows] = useState<Row[]>(() => people.map(({ personId, name, organization, role }, key) => {
    const person = known.find((one) => one.id === personId)
    return { key, name: person ? labelOf(person, pick) : name, organization, role }
  }))
  const add = (): void => setRows((now) => [...now, { key: Math.max(-1, ...now.map((row) => row.key)) + 1, name: '', organization: '', role: 'speaker' }])
  return (
    <fieldset className="flex flex-col gap-3 border-t border-line pt-3">
      <legend className="text-sm font-medium">{t('programme:sheet.people')}</legend>
      <datalist id={list}>{known.map((person) => <option key={person.id} value={labelOf(person, pick)} />)}</datalist>
      {rows.map((row) => (
        <div key={row.key} className="grid grid-cols-[1fr_auto] gap-2 border-b border-line pb-3">
          <TextInput name="personName" label={t('programme:sheet.person')} list={list} maxLength={240} defaultValue={row.name} autoComplete="off" />
          <IconButton icon={X} label={t('programme:sheet.removePerson', { name: row.name })} onClick={() => setRows((now) => now.filter((one) => one.key !== row.key))} className="self-end" />
          <TextInput name="personOrganization" label={t('programme:sheet.organization')} maxLength={120} defaultValue={row.organization} optional />
          <Select name="personRole" label={t('programme:sheet.role')} defaultValue={row.role} options={appearanceRoles.map((role) => ({ value: role, label: t(`programme:role.${role}`) }))} />
        </div>
      ))}
      <Button type="button" look="quiet" icon={Plus} className="self-start" onClick={add}>{t('programme:sheet.addPerson')}</Button>
    </fieldset>
  )
}
