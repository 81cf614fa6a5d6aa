import { FormError } from '#app/ui/form-error.tsx'
import { timeNames } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import { AbsenceList, type LoadedAbsence } from './absence-list.tsx'
import type { LoadedRepair } from './repair-words.tsx'
import { RepairCard } from './repair-card.tsx'
import { RepairForm, type RepairFormProps } from './repair-form.tsx'

export type RepairPanelProps = Omit<RepairFormProps, 'error'> & { repairs: LoadedRepair[]; absences: LoadedAbsence[]; mayEdit: boolean; failed: { repairId: string | null; message: string; fields?: Record<string, string> } | null }

/** Where the day is mended: what went wrong, what could be done, and nothing done before somebody approves. */
export function RepairPanel({ repairs, absences, mayEdit, failed, ...form }: RepairPanelProps) {
  const t = useTranslate()
  const timeOf = timeNames(form.frame.slots.flatMap((slot) => slot?.startsAtMs ?? []), form.zone, useLocale())
  return (
    <section aria-labelledby="repairs" className="mb-8">
      <h2 id="repairs" className="mb-1 text-base font-semibold">{t('repairs:title')}</h2>
      <p className="mb-4 text-sm text-ink-2">{t('repairs:lead')}</p>
      {repairs.length === 0 ? (
        !mayEdit && <p className="border-y border-line py-4 text-sm text-ink-2">{t('repairs:proposal.none')}</p>
      ) : (
        <div className="mb-6 grid gap-4 lg:grid-cols-2 lg:items-start">
          {repairs.map((repair) => <RepairCard key={repair.id} repair={repair} names={form.names} timeOf={timeOf} mayEdit={mayEdit} error={failed?.repairId === repair.id ? failed : null} />)}
        </div>
      )}
      {failed?.repairId != null && !repairs.some((repair) => repair.id === failed.repairId) && <FormError error={failed} />}
      {absences.length > 0 && <AbsenceList absences={absences} names={form.names} zone={form.zone} mayEdit={mayEdit} />}
      {mayEdit && <RepairForm {...form} error={failed?.repairId === null ? failed : null} />}
    </section>
  )
}
