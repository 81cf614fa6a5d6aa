import { Form, useNavigation } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { EventHeader } from '#server/domain/events/setup.ts'

import { wallInput, type Sent } from '../view.ts'

type Errors = Record<string, string>

/** Names, place, summary and hours of an event. */
export function GeneralForm({ event, sent, errors }: { event: EventHeader; sent: Sent | null; errors: Errors }) {
  const t = useTranslate()
  const busy = useNavigation().formData?.get('intent') === 'edit'
  return (
    <Form method="post" className="grid gap-4 sm:grid-cols-2">
      <input type="hidden" name="intent" value="edit" />
      <input type="hidden" name="eventId" value={event.id} />
      <input type="hidden" name="version" value={event.version} />
      <TextInput name="nameZh" label={t('events:new.nameZh')} defaultValue={sent?.['nameZh'] ?? event.nameZh} required maxLength={80} error={errors['nameZh']} />
      <TextInput name="nameEn" label={t('events:new.nameEn')} defaultValue={sent?.['nameEn'] ?? event.nameEn} required maxLength={120} error={errors['nameEn']} />
      <DateTimeInput name="startsAt" label={t('events:settings.startsAt')} defaultValue={sent?.['startsAt'] ?? wallInput(event.startsAt, event.zone)} zoneLabel={event.zone} required error={errors['startsAt']} />
      <DateTimeInput name="endsAt" label={t('events:settings.endsAt')} defaultValue={sent?.['endsAt'] ?? wallInput(event.endsAt, event.zone)} zoneLabel={event.zone} required error={errors['endsAt']} />
      <TextInput name="venueZh" label={t('events:settings.venueZh')} defaultValue={sent?.['venueZh'] ?? event.venueZh} optional maxLength={120} error={errors['venueZh']} />
      <TextInput name="venueEn" label={t('events:settings.venueEn')} defaultValue={sent?.['venueEn'] ?? event.venueEn} optional maxLength={200} error={errors['venueEn']} />
      <TextArea name="summaryZh" label={t('events:settings.summaryZh')} defaultValue={sent?.['summaryZh'] ?? event.summaryZh} optional maxLength={1000} error={errors['summaryZh']} />
      <TextArea name="summaryEn" label={t('events:settings.summaryEn')} defaultValue={sent?.['summaryEn'] ?? event.summaryEn} optional maxLength={2000} error={errors['summaryEn']} />
      <div className="sm:col-span-2"><Button look="primary" busy={busy}>{t('common:ui.save')}</Button></div>
    </Form>
  )
}

/** The same set-up on another day. */
export function CloneForm({ event, sent, errors }: { event: EventHeader; sent: Sent | null; errors: Errors }) {
  const t = useTranslate()
  const busy = useNavigation().formData?.get('intent') === 'clone'
  return (
    <Form method="post" className="grid gap-4 sm:grid-cols-2">
      <input type="hidden" name="intent" value="clone" />
      <input type="hidden" name="eventId" value={event.id} />
      <TextInput name="nameZh" label={t('events:new.nameZh')} defaultValue={sent?.['nameZh'] ?? event.nameZh} required maxLength={80} error={errors['nameZh']} />
      <TextInput name="nameEn" label={t('events:new.nameEn')} defaultValue={sent?.['nameEn'] ?? event.nameEn} required maxLength={120} error={errors['nameEn']} />
      <TextInput name="slug" label={t('events:new.slug')} hint={t('events:new.slugHint')} defaultValue={sent?.['slug']} required maxLength={60} error={errors['slug']} />
      <DateTimeInput kind="date" name="date" label={t('events:new.date')} defaultValue={sent?.['date']} zoneLabel={event.zone} required error={errors['date']} />
      <div className="sm:col-span-2"><Button busy={busy}>{t('events:settings.cloneAct')}</Button></div>
    </Form>
  )
}
