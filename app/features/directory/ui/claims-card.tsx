import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { wallDay } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import { ClaimBadge, type Light } from './claim-badge.tsx'

export type ClaimRow = { id: string; text: string; kindText: string; state: string; light: Light; evidence: string; reviewer: string; reviewedAt: number | null; expiresAt: number | null }
type Props = { claims: ClaimRow[]; eventId: string; delegationId: string; zone: string; mayEdit: boolean; errors: Record<string, string> }

const kinds = ['aum', 'filing', 'label', 'stock_code', 'authority']

/** 资质声明: what was said, by whom it was checked, until when it holds; verified and merely said never look alike. */
export function ClaimsCard({ claims, eventId, delegationId, zone, mayEdit, errors }: Props) {
  const t = useTranslate()
  const locale = useLocale()
  const day = (at: number): string => wallDay(at, zone, locale, true)
  const ids = (
    <>
      <input type="hidden" name="eventId" value={eventId} />
      <input type="hidden" name="delegationId" value={delegationId} />
    </>
  )
  return (
    <Card title={t('directory:claims.title')}>
      {claims.length === 0 && <p className="mb-3 text-sm text-ink-2">{t('directory:claims.none')}</p>}
      <ul className="-mt-2">
        {claims.map((claim) => (
          <li key={claim.id} className="border-b border-line py-2">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-sm"><span className="mr-2 text-ink-2">{claim.kindText}</span><ClaimBadge light={claim.light}>{claim.text}</ClaimBadge></span>
              <span className="text-xs text-ink-2">
                {claim.reviewedAt !== null && t('directory:claims.by', { name: claim.reviewer || '—', date: day(claim.reviewedAt) })}
                {claim.expiresAt !== null && ` · ${t('directory:claims.until', { date: day(claim.expiresAt) })}`}
              </span>
            </div>
            {claim.evidence && <p className="mt-1 text-sm text-ink-2">{t('directory:claims.evidence')} {claim.evidence}</p>}
            {mayEdit && (
              <Form method="post" className="mt-2 flex flex-wrap items-end gap-2">
                {ids}
                <input type="hidden" name="intent" value="reviewClaim" />
                <input type="hidden" name="claimId" value={claim.id} />
                <input type="hidden" name="seen" value={claim.state} />
                {claim.light !== 'verified' && <DateTimeInput kind="date" name="expiresOn" label={t('directory:claims.expiresOn')} optional error={errors['expiresOn']} density="dense" className="w-44" />}
                {claim.light !== 'verified' && <Button name="verdict" value="verified" look="confirm" density="dense">{t('directory:claims.verify')}</Button>}
                {claim.state !== 'suspended' && <Button name="verdict" value="suspended" look="quiet" density="dense">{t('directory:claims.suspend')}</Button>}
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <details className="mt-3">
          <summary className="w-fit cursor-pointer text-sm text-sea-ink">{t('directory:claims.add')}</summary>
          <Form method="post" key={claims.length} className="mt-3 grid gap-3 sm:grid-cols-2">
            {ids}
            <input type="hidden" name="intent" value="submitClaim" />
            <Select name="kind" label={t('directory:claims.kind')} options={kinds.map((kind) => ({ value: kind, label: t(`directory:claimKind.${kind}`) }))} />
            <TextInput name="value" required maxLength={60} label={t('directory:claims.value')} error={errors['value']} />
            <TextInput name="evidence" maxLength={500} label={t('directory:claims.evidence')} error={errors['evidence']} className="sm:col-span-2" />
            <Button className="justify-self-start">{t('directory:claims.submit')}</Button>
          </Form>
        </details>
      )}
    </Card>
  )
}
