import { Form } from '@remix-run/react'
import { SlidersHorizontal } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

const names = ['sector', 'stage', 'round', 'kind', 'region'] as const
export type MatchFilterProps = { action: string; options: Partial<Record<(typeof names)[number], Option[]>>; values: Record<string, string>; list: string; shown: number }

/** Narrows the list; works without JavaScript, and the address keeps it. Folded away until wanted. */
export function MatchFilter({ action, options, values, list, shown }: MatchFilterProps) {
  const t = useTranslate()
  const isSet = Object.values(values).some((value) => value !== '')
  return (
    <details className="mb-4 rounded-md border border-line bg-sheet" open={isSet || undefined}>
      <summary className="control flex cursor-pointer items-center gap-2 px-4 text-sm">
        <SlidersHorizontal aria-hidden size={16} />
        {t('matches:filter.title')}
        {isSet && <span className="figures text-ink-2">{t('matches:filter.shown', { count: shown })}</span>}
      </summary>
      <Form method="get" action={action} className="grid gap-3 border-t border-line p-4 sm:grid-cols-3 lg:grid-cols-5">
        {list !== 'open' && <input type="hidden" name="list" value={list} />}
        {names.flatMap((name) => {
          const choices = options[name]
          return choices === undefined ? [] : [<Select key={name} name={name} label={t(`matches:filter.${name}`)} options={choices} placeholder={t('matches:filter.any')} defaultValue={values[name] ?? ''} />]
        })}
        <Checkbox name="verified" label={t('matches:filter.verified')} defaultChecked={values['verified'] === 'on'} className="sm:col-span-2" />
        <Checkbox name="notAsked" label={t('matches:filter.notAsked')} defaultChecked={values['notAsked'] === 'on'} className="sm:col-span-2" />
        <div className="col-span-full flex gap-2">
          <Button look="primary">{t('matches:filter.apply')}</Button>
          {isSet && <LinkButton to={list === 'open' ? action : `${action}?list=${list}`} look="quiet">{t('matches:filter.clear')}</LinkButton>}
        </div>
      </Form>
    </details>
  )
}
