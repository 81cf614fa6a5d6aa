import { Status } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Phase } from '#server/domain/events/phases.ts'

import { phaseTone } from '../view.ts'

export function PhaseStatus({ phase }: { phase: Phase }) {
  const t = useTranslate()
  return <Status tone={phaseTone(phase)}>{t(`events:phases.${phase}.name`)}</Status>
}
