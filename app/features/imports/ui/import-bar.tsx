import { Form, useNavigation } from '@remix-run/react'
import { CheckCheck, CircleCheck, CircleMinus, Copy, TriangleAlert } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { useTranslate } from '#app/ui/translate.tsx'

export type BarCounts = { ready: number; mend: number; same: number; skipped: number }

/** How much is ready, what keeps it from being taken, and the one button; green only when nothing is left to mend. */
export function ImportBar({ counts, blocked }: { counts: BarCounts; blocked: boolean }) {
  const t = useTranslate()
  const navigation = useNavigation()
  const isApplying = navigation.formData?.get('intent') === 'apply'
  const isBad = counts.mend > 0 || blocked
  const total = counts.ready + counts.same
  const parts = [
    { key: 'ready', icon: CircleCheck, look: 'text-jade-ink', count: counts.ready },
    { key: 'mend', icon: TriangleAlert, look: counts.mend > 0 ? 'text-vermilion-ink font-semibold' : 'text-ink-2', count: counts.mend },
    { key: 'same', icon: Copy, look: 'text-ink-2', count: counts.same },
    ...(counts.skipped > 0 ? [{ key: 'skipped', icon: CircleMinus, look: 'text-ink-2', count: counts.skipped }] : []),
  ]
  return (
    <div className={classes('sticky top-14 z-20 -mx-4 mb-6 flex flex-wrap items-center gap-x-6 gap-y-2 border-y px-4 py-2 lg:-mx-8 lg:px-8', isBad ? 'border-line bg-sheet' : 'border-jade bg-jade-wash')}>
      <p role="status" className="figures flex flex-1 flex-wrap items-center gap-x-5 gap-y-1 text-sm">
        {parts.map(({ key, icon: Icon, look, count }) => (
          <span key={key} className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', look)}><Icon aria-hidden size={16} />{t(`imports:bar.${key}`, { count })}</span>
        ))}
      </p>
      <Form method="post" className="flex items-center gap-2">
        <Button name="intent" value="discard" look="quiet">{t('imports:discard')}</Button>
        <Button name="intent" value="apply" look={isBad || total === 0 ? 'secondary' : 'primary'} icon={CheckCheck} busy={isApplying} disabled={isBad || total === 0}>
          {isBad ? t('imports:bar.blocked') : total === 0 ? t('imports:bar.none') : t('imports:bar.apply', { count: total })}
        </Button>
      </Form>
    </div>
  )
}
