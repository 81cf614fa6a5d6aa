import { Form, useNavigation } from '@remix-run/react'
import { Undo2 } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { stretchText } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'

import type { BoardNames } from '../view.ts'

export type LoadedAbsence = { id: string; personId: string; startsAt: number; endsAt: number }
type Props = { absences: LoadedAbsence[]; names: BoardNames; zone: string; mayEdit: boolean }

/** Who is down as away, and the way back for whoever comes after all. */
export function AbsenceList({ absences, names, zone, mayEdit }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const pick = usePick()
  const { formData } = useNavigation()
  const firms = new Map(names.delegations.map((one) => [one.id, pick(one.nameZh, one.nameEn)]))
  const nameOf = (personId: string): string => {
    const person = names.people.find((one) => one.id === personId)
    return person ? `${firms.get(person.delegationId) ?? ''} · ${pick(person.nameZh, person.nameEn)}` : '–'
  }
  return (
    <section aria-labelledby="absences" className="mb-6">
      <h3 id="absences" className="mb-1 text-sm font-semibold">{t('repairs:absences.title')}</h3>
      <p className="mb-2 text-sm text-ink-2">{t('repairs:absences.lead', { fill: t('repairs:kind.fill') })}</p>
      <ul className="border-t border-line">
        {absences.map(({ id, personId, ...time }) => {
          const entry = { name: nameOf(personId), time: stretchText(time, zone, locale) }
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-1 text-sm">
              <span className="min-w-0 break-words">{t('repairs:absences.entry', entry)}</span>
              {mayEdit && (
                <Form method="post">
                  <input type="hidden" name="absenceId" value={id} />
                  <Button name="intent" value="take_back" look="quiet" icon={Undo2} aria-label={t('repairs:absences.actFor', entry)} busy={formData?.get('absenceId') === id}>{t('repairs:absences.act')}</Button>
                </Form>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
