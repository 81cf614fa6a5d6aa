import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { ProblemText } from '../schema.ts'

/** What doesn't hold in the set-up, each with its place; nothing where all is well. */
export function ProblemList({ problems }: { problems: ProblemText[] }) {
  const t = useTranslate()
  if (problems.length === 0) return null
  return (
    <Notice tone="warn" title={t('events:settings.problems')}>
      <ul className="mt-1 list-disc pl-5">{problems.map(({ where, what }) => <li key={`${where} ${what}`}><span className="font-medium">{where}</span> · {what}</li>)}</ul>
    </Notice>
  )
}
