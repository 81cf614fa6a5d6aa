import { classes } from '#app/ui/classes.ts'
import { Status, type Tone } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { variantKinds, type VariantKind } from '#server/domain/timetable/variants.ts'
import type { WhatIfAnswer } from '#server/domain/timetable/what-if.ts'

import { rangeText, signed } from '../view.ts'

export type WhatIfTableProps = { answers: readonly WhatIfAnswer[]; skipped: readonly VariantKind[]; isOpen: boolean }
type Line = { kind: VariantKind; answer: WhatIfAnswer | null; isSkipped: boolean }

const tones: Record<WhatIfAnswer['verdict'], Tone> = { more: 'confirmed', same: 'neutral', less: 'waiting', open: 'info', impossible: 'live' }

/** One line for each question: what the search found against the draft, and what is proved whatever it missed. */
export function WhatIfTable({ answers, skipped, isOpen }: WhatIfTableProps) {
  const t = useTranslate()
  const lines = variantKinds.map((kind): Line => ({ kind, answer: answers.find((one) => one.kind === kind) ?? null, isSkipped: skipped.includes(kind) })).filter((line) => isOpen || line.answer !== null || line.isSkipped)
  const change = (key: 'placed' | 'weight' | 'breaks', head: string, lessIsBetter = false): Column<Line> => ({
    key, head, align: 'end',
    cell: ({ answer }) => {
      const value = answer?.found?.[key]
      if (value === undefined) return <span className="text-ink-2">–</span>
      const isBetter = lessIsBetter ? value < 0 : value > 0
      return <span className={classes('figures', value !== 0 && (isBetter ? 'text-jade-ink' : 'text-vermilion-ink'))}>{signed(value)}</span>
    },
  })
  const columns: Column<Line>[] = [
    { key: 'question', names: true, head: t('studies:whatIf.question'), cell: ({ kind, answer }) => (answer === null ? t(`studies:whatIf.kindWaiting.${kind}`) : t(`studies:whatIf.kind.${kind}`, { from: answer.from, to: answer.to })) },
    change('placed', t('studies:whatIf.meetings')),
    change('weight', t('studies:whatIf.weight')),
    change('breaks', t('studies:whatIf.breaks'), true),
    { key: 'proved', head: t('studies:whatIf.proved'), className: 'md:w-96', cell: (line) => <Proved line={line} /> },
  ]
  return (
    <>
      <Table caption={t('studies:whatIf.question')} columns={columns} rows={lines} rowKey={(line) => line.kind} />
      <p className="mt-3 text-xs text-ink-2">{t('studies:whatIf.pinsFree')}</p>
    </>
  )
}

function Proved({ line: { answer, isSkipped } }: { line: Line }) {
  const t = useTranslate()
  if (answer === null) return <Status tone="neutral" plain>{t(isSkipped ? 'studies:whatIf.verdict.skipped' : 'studies:state.queued')}</Status>
  return (
    <span className="inline-flex flex-col items-start max-md:items-end">
      <Status tone={tones[answer.verdict]} plain>{t(`studies:whatIf.verdict.${answer.verdict}`)}</Status>
      {answer.verdict !== 'impossible' && <span className="text-xs text-ink-2">{rangeText(t, answer.proved)}</span>}
    </span>
  )
}
