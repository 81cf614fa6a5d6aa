import { Form, useNavigation } from '@remix-run/react'
import { ArrowRight, CalendarX, Check, Replace, UserPlus, type LucideIcon } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { FormError, type FormErrorProps } from '#app/ui/form-error.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import { repairText, type LoadedRepair, type RepairLine, type RepairSection } from './repair-words.tsx'
import type { BoardNames } from '../view.ts'

export type RepairCardProps = { repair: LoadedRepair; names: BoardNames; timeOf: (instantMs: number) => string; mayEdit: boolean; error: FormErrorProps['error'] }

/** More than that is folded away. */
const mostShown = 6

const icons: Record<RepairSection['name'], LucideIcon> = { added: UserPlus, moved: ArrowRight, retabled: Replace, gone: CalendarX }

/** One proposal: everything it would change, before anything is changed. */
export function RepairCard({ repair, names, timeOf, mayEdit, error }: RepairCardProps) {
  const t = useTranslate()
  const locale = useLocale()
  const navigation = useNavigation()
  const busy = navigation.formData?.get('repairId') === repair.id ? navigation.formData.get('intent') : null
  const { title, sections, isQuiet } = repairText(repair, { t, locale, timeOf, names })
  const isEmpty = sections.length === 0 && repair.cancelled.length === 0
  return (
    <Card as="article" title={title} aside={<span className="figures text-xs text-ink-2">{t('repairs:proposal.computed', { seconds: Math.max(0.1, Math.round(repair.seconds * 10) / 10) })}</span>}>
      <div className="flex flex-col gap-4" data-testid="repair">
        <FormError error={error} />
        {isEmpty && <p className="text-sm">{t('repairs:proposal.nothing')}</p>}
        {sections.map((section) => <Lines key={section.name} section={section} />)}
        {isQuiet && !isEmpty && <p className="flex items-center gap-2 text-sm text-jade-ink"><Check aria-hidden size={16} />{t('repairs:proposal.nobodyMoves')}</p>}
        {mayEdit && (
          <Form method="post" className="flex flex-wrap gap-3">
            <input type="hidden" name="repairId" value={repair.id} />
            <input type="hidden" name="version" value={repair.version} />
            <Button name="intent" value="approve" look="primary" busy={busy === 'approve'}>{t('repairs:proposal.approve')}</Button>
            <Button name="intent" value="dismiss" busy={busy === 'dismiss'}>{t('repairs:proposal.dismiss')}</Button>
          </Form>
        )}
      </div>
    </Card>
  )
}

function Lines({ section }: { section: RepairSection }) {
  const t = useTranslate()
  const Icon = icons[section.name]
  return (
    <section>
      <h3 className="mb-1 flex items-center gap-2 text-sm font-semibold"><Icon aria-hidden size={16} className={section.name === 'gone' ? 'text-vermilion-ink' : 'text-ink-2'} />{t(`repairs:proposal.${section.name}`, { count: section.lines.length })}</h3>
      <List lines={section.lines.slice(0, mostShown)} />
      {section.lines.length > mostShown && (
        <details>
          <summary className="cursor-pointer py-2 text-sm text-sea-ink">{t('repairs:proposal.more', { count: section.lines.length - mostShown })}</summary>
          <List lines={section.lines.slice(mostShown)} />
        </details>
      )}
    </section>
  )
}

function List({ lines }: { lines: RepairLine[] }) {
  return (
    <ul className="border-t border-line">
      {lines.map((line) => (
        <li key={line.key} className="border-b border-line py-2 text-sm">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0 break-words">{line.pair}</span>
            <span className="figures">{line.text}</span>
          </p>
          {line.note !== '' && <p className="text-xs text-ink-2">{line.note}</p>}
        </li>
      ))}
    </ul>
  )
}
