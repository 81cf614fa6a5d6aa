import { Status, type Tone } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { StageSummary } from '#server/features/stage/queries.ts'

import { LateMark } from './stage-marks.tsx'

const tones: Record<StageSummary['status'], Tone> = { closed: 'neutral', rehearsal: 'waiting', open: 'live', ended: 'confirmed' }

/** Stages to choose from, with how far each is. */
export function StageList({ stages, base }: { stages: readonly StageSummary[]; base: string }) {
  const t = useTranslate()
  const pick = usePick()
  const columns: Column<StageSummary>[] = [
    { key: 'name', head: t('stage:list.name'), names: true, cell: (stage) => <TextLink to={`${base}/${stage.stageId}`}>{pick(stage.nameZh, stage.nameEn)}</TextLink> },
    { key: 'place', head: t('stage:list.place'), wideOnly: true, cell: (stage) => pick(stage.placeZh, stage.placeEn) },
    { key: 'status', head: t('stage:list.status'), cell: (stage) => <Status tone={tones[stage.status]}>{t(`stage:list.${stage.status}`)}</Status> },
    { key: 'late', head: t('stage:desk.lateNow'), cell: (stage) => (stage.status === 'open' || stage.status === 'rehearsal' ? <LateMark ms={stage.lateMs} plain /> : null) },
    { key: 'over', head: t('stage:list.over'), align: 'end', cell: (stage) => <span className="figures">{`${stage.over} / ${stage.lines}`}</span> },
  ]
  return <Table caption={t('stage:list.title')} columns={columns} rows={[...stages]} rowKey={(stage) => stage.stageId} />
}
