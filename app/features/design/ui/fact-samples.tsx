import { Handshake } from 'lucide-react'

import { Avatar } from '#app/ui/avatar.tsx'
import { Breadcrumb } from '#app/ui/breadcrumb.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { KeyHint } from '#app/ui/key-hint.tsx'
import { Money } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { Reasons } from '#app/ui/reasons.tsx'
import { Skeleton } from '#app/ui/skeleton.tsx'
import { Stats } from '#app/ui/stats.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TimeRange, ZoneNote } from '#app/ui/time.tsx'
import { usePick } from '#app/ui/translate.tsx'

type Row = { id: string; name: string; sector: string; need: number; state: 'confirmed' | 'waiting' | 'live' }

/** Everything that tells something. */
export function FactSamples({ now }: { now: number }) {
  const pick = usePick()
  return (
    <div className="flex flex-col gap-8">
      <Stats
        stats={[
          { label: pick('待答复约见', 'Requests waiting'), value: 18, note: pick('6 条今日到期', '6 expire today'), tone: 'waiting', to: '/design' },
          { label: pick('已确认会谈', 'Meetings confirmed'), value: 142, tone: 'confirmed', to: '/design' },
          { label: pick('进行中', 'Under way'), value: 7, tone: 'live', to: '/design' },
          { label: pick('未成排', 'Not placed'), value: 3, to: '/design' },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Status tone="confirmed">{pick('已确认', 'Confirmed')}</Status>
        <Status tone="waiting">{pick('待答复', 'Waiting')}</Status>
        <Status tone="live">{pick('进行中', 'Live')}</Status>
        <Status tone="neutral">{pick('草稿', 'Draft')}</Status>
        <Status tone="info">{pick('新消息', 'News')}</Status>
        <Tag>{pick('集成电路', 'Integrated circuits')}</Tag>
        <Tag>{pick('A 轮', 'Series A')}</Tag>
        <KeyHint keys="⌘K" />
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        <MeetingCard now={now} />
        <div className="flex flex-col gap-3">
          <Notice>{pick('约见将于 12 月 1 日 18:00 截止。', 'Requests close on 1 December at 18:00.')}</Notice>
          <Notice tone="done">{pick('已发布第 3 版会谈日程，21 人收到变更通知。', 'Release 3 is out; 21 people were told of changes.')}</Notice>
          <Notice tone="warn">{pick('有 2 张洽谈桌在 15:00 后不可用。', 'Two tables are unavailable after 15:00.')}</Notice>
          <Notice tone="error">{pick('该时段刚被占用，您的其他选择已保留。', 'Somebody has just taken that slot. Your other choices are kept.')}</Notice>
          <Progress label={pick('正在排期', 'Computing')} value={62} note={pick('已排 139 场', '139 placed')} />
          <Skeleton />
        </div>
      </div>
      <Lists />
    </div>
  )
}

function MeetingCard({ now }: { now: number }) {
  const pick = usePick()
  const from = Math.ceil(now / 3_600_000) * 3_600_000
  const reason = (code: string, zh: string, en: string, points: number, max: number) => ({ code, text: pick(zh, en), points, max })
  return (
    <Card title={pick('远山资本 × 澜芯科技', 'Far Hill Capital × Lanxin')} aside={<Status tone="waiting">{pick('待答复', 'Waiting')}</Status>} footer={<ZoneNote zone="Asia/Shanghai" at={from} />}>
      <div className="mb-4 flex items-center gap-3">
        <Avatar name={pick('王小明', 'Ada Lovelace')} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{pick('王小明', 'Ada Lovelace')}</span>
          <span className="block truncate text-sm text-ink-2">{pick('合伙人', 'Partner')}</span>
        </span>
        <TimeRange from={from} to={from + 1_200_000} zone="Asia/Shanghai" className="text-right font-semibold" />
      </div>
      <Reasons
        limit={2}
        reasons={[reason('sector', '关注集成电路设计，与贵司主业一致', 'Invests in chip design, which is what you do', 30, 30), reason('stage', '偏好 A 轮，与本轮一致', 'Prefers series A, as this round', 20, 20), reason('place', '已在北京投资 6 家企业', 'Has six companies in Beijing', 6, 10)]}
        against={[reason('ticket', '常规单笔 5,000 万元起，高于本轮需求', 'Usual cheque starts at CN¥50M, above your need', 4, 20)]}
      />
    </Card>
  )
}

function Lists() {
  const pick = usePick()
  const rows: Row[] = [
    { id: '1', name: pick('澜芯科技', 'Lanxin Technology'), sector: pick('集成电路', 'Chips'), need: 3_000_000_000, state: 'confirmed' },
    { id: '2', name: pick('青禾生物医药（北京）股份有限公司海淀分公司研发中心与中试基地', 'Qinghe Biomedical (Beijing) Company Limited, Haidian Branch'), sector: pick('生物医药', 'Biomedicine'), need: 12_000_000_000, state: 'waiting' },
    { id: '3', name: pick('星野空天', 'Xingye Aerospace'), sector: pick('空天信息', 'Aerospace'), need: 85_000_000, state: 'live' },
  ]
  const words = { confirmed: pick('已确认', 'Confirmed'), waiting: pick('待答复', 'Waiting'), live: pick('进行中', 'Live') }
  const columns: Column<Row>[] = [
    { key: 'name', head: pick('企业', 'Company'), names: true, cell: (row) => row.name },
    { key: 'sector', head: pick('赛道', 'Sector'), cell: (row) => row.sector, wideOnly: true },
    { key: 'need', head: pick('融资需求', 'Need'), align: 'end', cell: (row) => <Money minor={row.need} currency="CNY" /> },
    { key: 'state', head: pick('状态', 'State'), cell: (row) => <Status tone={row.state} plain>{words[row.state]}</Status> },
  ]
  return (
    <div>
      <Breadcrumb trail={[{ to: '/', label: pick('首页', 'Home') }]} here={pick('参会企业', 'Companies')} />
      <Tabs label={pick('参会企业', 'Companies')} tabs={[{ to: '/design', label: pick('企业', 'Companies'), count: 60 }, { to: '/design/none', label: pick('机构', 'Funds'), count: 24 }]} />
      <Table caption={pick('参会企业', 'Companies')} columns={columns} rows={rows} rowKey={(row) => row.id} />
      <Pagination page={2} pageSize={20} total={60} />
      <div className="mt-8">
        <EmptyState icon={Handshake} title={pick('还没有人约见您', 'Nobody has asked to meet you yet')}>{pick('可以先从推荐中挑选，主动发出约见。', 'Look through your matches and ask first.')}</EmptyState>
      </div>
    </div>
  )
}
