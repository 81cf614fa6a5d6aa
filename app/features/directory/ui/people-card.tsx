import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type DelegateRow = { id: string; name: string; title: string; email: string; phone: string; isLead: boolean }
type Props = { people: DelegateRow[]; eventId: string; delegationId: string; mayEdit: boolean; errors: Record<string, string>; open: boolean }

/** Who acts for the organization at this event. */
export function PeopleCard({ people, eventId, delegationId, mayEdit, errors, open }: Props) {
  const t = useTranslate()
  const ids = (
    <>
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="delegationId" value={delegationId} />
    </>
  )
  return (
    <Card title={t('directory:people.title')}>
      {people.length === 0 && <p className="mb-3 text-sm text-amber-ink">{t('directory:people.none')}</p>}
      <ul className="-mt-2">
        {people.map((person) => (
          <li key={person.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2">
            <span className="min-w-0">
              <span className="flex flex-wrap items-center gap-2 font-medium">{person.name}{person.isLead && <Tag>{t('directory:people.lead')}</Tag>}</span>
              <span className="block text-sm break-words text-ink-2">{[person.title, person.email, person.phone].filter(Boolean).join(' · ')}</span>
            </span>
            {mayEdit && (
              <Form method="post">
                {ids}
                <input type="hidden" name="intent" value="removeDelegate" />
                <input type="hidden" name="personId" value={person.id} />
                <Button look="quiet" aria-label={t('directory:people.removeOf', { name: person.name })}>{t('directory:people.remove')}</Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <details className="mt-3" open={open || people.length === 0}>
          <summary className="w-fit cursor-pointer text-sm text-sea-ink">{t('directory:people.add')}</summary>
          <Form method="post" key={people.length} className="mt-3 grid gap-3 sm:grid-cols-2">
            {ids}
            <input type="hidden" name="intent" value="addDelegate" />
            <TextInput name="email" type="email" required autoComplete="off" maxLength={254} label={t('directory:people.email')} hint={t('directory:people.emailHint')} error={errors['email']} className="sm:col-span-2" />
            <TextInput name="nameZh" maxLength={120} label={t('directory:people.nameZh')} error={errors['nameZh']} />
            <TextInput name="nameEn" maxLength={160} label={t('directory:people.nameEn')} error={errors['nameEn']} />
            <TextInput name="titleZh" maxLength={80} label={t('directory:people.titleZh')} error={errors['titleZh']} />
            <TextInput name="titleEn" maxLength={120} label={t('directory:people.titleEn')} error={errors['titleEn']} />
            <TextInput name="phone" type="tel" autoComplete="off" maxLength={40} label={t('directory:people.phone')} error={errors['phone']} />
            <Button className="justify-self-start sm:col-span-2">{t('directory:people.add')}</Button>
          </Form>
        </details>
      )}
    </Card>
  )
}
