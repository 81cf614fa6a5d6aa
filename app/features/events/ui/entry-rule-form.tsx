import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { MultiSelect } from '#app/ui/multi-select.tsx'
import { Select } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { claimKinds, type EntryRule } from '#server/domain/events/entry-rules.ts'

type Option = { value: string; label: string }
type EntryRuleFormProps = { eventId: string; version: number; session: { id: string; entryRule: EntryRule }; kinds: Option[]; investorKinds: Option[]; aumBands: Option[] }

/**
 * Who may come to one session: each kind of organization that is ticked, with the kinds of investor and the claim that
 * it must have verified. Kinds left unticked send no name and so no admission.
 */
export function EntryRuleForm({ eventId, version, session, kinds, investorKinds, aumBands }: EntryRuleFormProps) {
  const t = useTranslate()
  const claimOptions = [{ value: '', label: t('events:rules.noClaim') }, ...claimKinds.map((kind) => ({ value: kind, label: t(`events:claims.${kind}`) }))]
  return (
    <Form method="post" className="flex flex-col gap-4 py-3">
      <input type="hidden" name="intent" value="entry" />
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="sessionId" value={session.id} />
      {kinds.map((kind, i) => {
        const admission = session.entryRule.admissions.find((one) => one.organizationKind === kind.value)
        const claim = admission?.claims[0]
        const prefix = `admissions.${i}.`
        return (
          <fieldset key={kind.value} className="grid gap-3 border-t border-line pt-3 md:grid-cols-[10rem_1fr]">
            <legend className="sr-only">{kind.label}</legend>
            <label className="control flex cursor-pointer items-center gap-3 text-sm font-medium">
              <input type="checkbox" name={`${prefix}organizationKind`} value={kind.value} defaultChecked={admission !== undefined} className="size-4.5 accent-sea" />
              {kind.label}
            </label>
            <div className="flex flex-col gap-3">
              <div className="grid gap-3 sm:grid-cols-2">
                <Select name={`${prefix}claims.0.kind`} label={t('events:rules.claim')} options={claimOptions} defaultValue={claim?.kind ?? ''} />
                {kind.value === 'investor' ? (
                  <Select name={`${prefix}claims.0.value`} label={t('events:rules.aumAtLeast')} options={[{ value: '', label: t('events:rules.any') }, ...aumBands]} defaultValue={claim?.kind === 'aum' ? (claim.value ?? '') : ''} />
                ) : (
                  <input type="hidden" name={`${prefix}claims.0.value`} value={claim?.value ?? ''} />
                )}
              </div>
              {kind.value === 'investor' && <MultiSelect name={`${prefix}subkinds`} label={t('events:rules.subkinds')} options={investorKinds} defaultValue={admission?.subkinds ?? []} />}
            </div>
          </fieldset>
        )
      })}
      <div><Button look="primary">{t('events:rules.saveEntry')}</Button></div>
    </Form>
  )
}
