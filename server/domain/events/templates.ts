import { err, ok, type Result } from '../shared/result.ts'
import { openToAll, type Admission, type EntryRule } from './entry-rules.ts'
import { wallTime, type EventPlan } from './event-plan.ts'
import { defaultSettings, type EventSettings, type PairRule } from './settings.ts'
import type { Line } from './setup.ts'

type Clock = `${number}:${number}`
type Span = { from: Clock; to: Clock }
type TemplateSession = Span & { kind: string; stage: string | null; nameZh: string; nameEn: string; entryRule: EntryRule; optional?: 'foreign' }

/** A line of events as data: wall times on the day of the event. */
export type EventTemplate = Span & {
  id: Line
  nameZh: string
  nameEn: string
  summaryZh: string
  summaryEn: string
  tables: number
  stages: { key: string; nameZh: string; nameEn: string }[]
  sessions: TemplateSession[]
  windows: Span[]
  breaks: (Span & { labelZh: string; labelEn: string })[]
  settings: EventSettings
}

const anyStartup: Admission = { organizationKind: 'startup', subkinds: [], claims: [] }
const anyResearchTeam: Admission = { organizationKind: 'research_team', subkinds: [], claims: [] }
const anyInvestor: Admission = { organizationKind: 'investor', subkinds: [], claims: [] }
const anyAcquirer: Admission = { organizationKind: 'acquirer', subkinds: [], claims: [] }
const dealmakers: EntryRule = { admissions: [anyStartup, anyResearchTeam, anyInvestor, anyAcquirer] }
/** Foreign financial institutions and the projects that meet them. */
const foreignInstitutions: EntryRule = { admissions: [{ organizationKind: 'investor', subkinds: ['foreign'], claims: [] }, anyStartup, anyResearchTeam] }
/** Listed companies prove their stock code, M&A funds their filing; targets come as they are. */
const buyersAndTargets: EntryRule = {
  admissions: [
    { organizationKind: 'acquirer', subkinds: [], claims: [{ kind: 'stock_code', value: null }] },
    { organizationKind: 'investor', subkinds: ['ma_fund'], claims: [{ kind: 'filing', value: null }] },
    anyStartup,
    anyResearchTeam,
  ],
}

const bothWays = (from: PairRule['from'], to: PairRule['to'], lengthMinutes: number): PairRule[] => [
  { from, to, lengthMinutes },
  { from: to, to: from, lengthMinutes },
]

const teaBreak = { labelZh: '茶歇', labelEn: 'Tea break' }
const mainStage = { key: 'main', nameZh: '主舞台', nameEn: 'Main stage' }

export const templates: Record<Line, EventTemplate> = {
  demo_day: {
    id: 'demo_day', nameZh: '投海Demo Day', nameEn: 'Touhai Demo Day', from: '09:00', to: '18:00', tables: 20,
    summaryZh: '项目路演与一对一洽谈：上午看项目，下午面对面谈。', summaryEn: 'Pitches in the morning, one-to-one meetings in the afternoon.',
    stages: [mainStage, { key: 'second', nameZh: '分会场', nameEn: 'Second stage' }],
    sessions: [
      { from: '09:00', to: '09:40', kind: 'promotion', stage: 'main', nameZh: '开幕与政策推介', nameEn: 'Opening and policy briefing', entryRule: openToAll },
      { from: '09:40', to: '12:00', kind: 'roadshow', stage: 'main', nameZh: '项目路演专场', nameEn: 'Project roadshow', entryRule: openToAll },
      { from: '13:30', to: '15:30', kind: 'roadshow', stage: 'second', nameZh: '外资金融机构专场', nameEn: 'Session for foreign financial institutions', entryRule: foreignInstitutions, optional: 'foreign' },
      { from: '13:30', to: '17:50', kind: 'one_to_one', stage: null, nameZh: '一对一洽谈', nameEn: 'One-to-one meetings', entryRule: dealmakers },
    ],
    windows: [{ from: '13:30', to: '17:50' }],
    breaks: [{ from: '15:30', to: '15:50', ...teaBreak }],
    settings: defaultSettings,
  },
  ma_matchmaking: {
    id: 'ma_matchmaking', nameZh: '上市公司并购对接会', nameEn: 'M&A matchmaking for listed companies', from: '09:00', to: '18:00', tables: 12,
    summaryZh: '上市公司、并购基金与标的企业闭门对接。', summaryEn: 'Listed companies and M&A funds meet targets behind closed doors.',
    stages: [mainStage],
    sessions: [
      { from: '09:00', to: '09:30', kind: 'promotion', stage: 'main', nameZh: '并购政策推介', nameEn: 'M&A policy briefing', entryRule: openToAll },
      { from: '09:30', to: '10:10', kind: 'launch', stage: 'main', nameZh: '并购需求发布', nameEn: 'Mandates presented', entryRule: buyersAndTargets },
      { from: '10:20', to: '17:50', kind: 'matchmaking', stage: null, nameZh: '一对一并购洽谈', nameEn: 'One-to-one M&A meetings', entryRule: buyersAndTargets },
    ],
    windows: [{ from: '10:20', to: '12:20' }, { from: '13:30', to: '17:50' }],
    breaks: [{ from: '15:30', to: '15:50', ...teaBreak }],
    settings: {
      ...defaultSettings,
      pairRules: [...bothWays('acquirer', 'target', 40), ...bothWays('acquirer', 'startup', 40), ...bothWays('investor', 'target', 40)],
      bufferMinutes: 0,
    },
  },
  salon: {
    id: 'salon', nameZh: '投海听韬', nameEn: 'Touhai Tingtao salon', from: '14:00', to: '17:40', tables: 6,
    summaryZh: '小范围主题沙龙，先听后谈。', summaryEn: 'A small themed salon: listen first, then talk.',
    stages: [{ key: 'main', nameZh: '沙龙区', nameEn: 'Salon' }],
    sessions: [
      { from: '14:00', to: '15:00', kind: 'lecture', stage: 'main', nameZh: '主题分享', nameEn: 'Keynote', entryRule: openToAll },
      { from: '15:20', to: '16:10', kind: 'salon', stage: 'main', nameZh: '圆桌沙龙', nameEn: 'Round table', entryRule: openToAll },
      { from: '16:20', to: '17:40', kind: 'one_to_one', stage: null, nameZh: '一对一交流', nameEn: 'One-to-one talks', entryRule: dealmakers },
    ],
    windows: [{ from: '16:20', to: '17:40' }],
    breaks: [],
    settings: {
      ...defaultSettings,
      pairRules: [...bothWays('investor', 'startup', 20), ...bothWays('acquirer', 'startup', 20)],
      outboundQuota: { investor: 6, startup: 4, acquirer: 6, target: 4 },
      inboundCap: { investor: 8, startup: 6, acquirer: 8, target: 6 },
      expiryHours: 24,
    },
  },
}

export type TemplateChoice = { template: Line; /** `2026-12-01` */ date: string; zone: string; tables: number; withForeignSession: boolean }

/** What a template makes of a day in a zone. A time that the clocks skip there is refused with `setup.time_gap`. */
export function planFromTemplate(choice: TemplateChoice): Result<EventPlan> {
  const template = templates[choice.template]
  if (!/^\d{4}-\d{2}-\d{2}$/.test(choice.date)) return err('input.bad_date')
  let refused: Result<never> | null = null
  const stretch = ({ from, to }: Span): { startsAtMs: number; endsAtMs: number } => {
    const [start, end] = [from, to].map((clock) => {
      const time = wallTime(`${choice.date}T${clock}`, choice.zone)
      if (!time.ok) refused ??= time
      return time.ok ? time.value : 0
    }) as [number, number]
    return { startsAtMs: start, endsAtMs: end }
  }
  const sessions = template.sessions.filter((session) => session.optional !== 'foreign' || choice.withForeignSession)
  const plan: EventPlan = {
    ...stretch(template),
    settings: template.settings,
    stages: template.stages.map(({ key, ...names }) => ({ id: key, ...names, placeZh: '', placeEn: '' })),
    tables: numberedTables(choice.tables),
    windows: template.windows.map((span, i) => ({ id: `window-${i}`, ...stretch(span) })),
    blocks: template.breaks.map((span, i) => ({ id: `block-${i}`, tableId: null, ...stretch(span), labelZh: span.labelZh, labelEn: span.labelEn })),
    sessions: sessions.map((session, i) => ({
      id: `session-${i}`, ...stretch(session), stageId: session.stage, kind: session.kind, nameZh: session.nameZh, nameEn: session.nameEn, entryRule: session.entryRule,
    })),
  }
  return refused ?? ok(plan)
}

/** Tables called T1 … Tn. */
export function numberedTables(count: number): EventPlan['tables'] {
  return Array.from({ length: count }, (_, i) => ({ id: `table-${i + 1}`, code: `T${i + 1}`, placeZh: '', placeEn: '' }))
}
