import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Shop } from '#server/features/ticket-types/queries.ts'

import { percentText, type Answer } from '../view.ts'

/** How long orders are held, who sells and what a cancellation brings back. */
export function ShopForm({ shop }: { shop: Shop['shop'] }) {
  const t = useTranslate()
  const saving = useFetcher<Answer>()
  const failed = saving.data?.ok === false ? saving.data.error : null
  const rows = [...shop.refundSteps.map(({ hoursBefore, shareBp }) => ({ hours: String(hoursBefore), share: percentText(shareBp) })), { hours: '', share: '' }].slice(0, 6)
  return (
    <Card title={t('tickets:desk.shop')}>
      <saving.Form key={shop.version} method="post" className="flex flex-col gap-4">
        <input type="hidden" name="intent" value="shop" />
        <input type="hidden" name="version" value={shop.version} />
        {saving.data?.ok && <Notice tone="done">{t('tickets:desk.saved')}</Notice>}
        <FormError error={failed} />
        <TextInput name="holdMinutes" type="number" min={30} max={720} label={t('tickets:shop.holdMinutes')} hint={t('tickets:shop.holdHint')} defaultValue={shop.holdMinutes} error={failed?.fields['holdMinutes']} required />
        <fieldset className="flex flex-col gap-2">
          <legend className="text-sm font-medium">{t('tickets:shop.refunds')}</legend>
          <p className="text-sm text-ink-2">{t('tickets:shop.refundsHint')}</p>
          {rows.map(({ hours, share }, at) => (
            <div key={at} className="grid grid-cols-2 gap-3">
              <TextInput name={`refundSteps.${at}.hoursBefore`} inputMode="numeric" label={t('tickets:shop.hours')} defaultValue={hours} error={failed?.fields[`refundSteps.${at}.hoursBefore`]} hideLabel={at > 0} />
              <TextInput name={`refundSteps.${at}.share`} inputMode="decimal" label={t('tickets:shop.share')} defaultValue={share} error={failed?.fields[`refundSteps.${at}.share`]} hideLabel={at > 0} />
            </div>
          ))}
        </fieldset>
        <TextInput name="sellerZh" label={t('tickets:shop.sellerZh')} optional defaultValue={shop.sellerZh} error={failed?.fields['sellerZh']} maxLength={120} />
        <TextInput name="sellerEn" label={t('tickets:shop.sellerEn')} optional defaultValue={shop.sellerEn} error={failed?.fields['sellerEn']} maxLength={200} />
        <div><Button look="secondary" busy={saving.state !== 'idle'}>{t('tickets:desk.save')}</Button></div>
      </saving.Form>
    </Card>
  )
}
