import { CalendarPlus, Check, Plus, Trash2 } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { LinkButton } from '#app/ui/link-button.tsx'
import { MultiSelect } from '#app/ui/multi-select.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Select } from '#app/ui/select.tsx'
import { Switch } from '#app/ui/switch.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

const sectors: [string, string, string][] = [['ai', '人工智能', 'Artificial intelligence'], ['ic', '集成电路', 'Integrated circuits'], ['biomed', '生物医药', 'Biomedicine'], ['quantum', '量子', 'Quantum']]

/** Everything that is pressed, chosen or written in. `scope` keeps the names of two copies apart. */
export function ControlSamples({ scope }: { scope: string }) {
  const pick = usePick()
  const t = useTranslate()
  const name = (part: string): string => `${scope}-${part}`
  return (
    <div className="mb-8 flex flex-col gap-6">
      {(['touch', 'dense'] as const).map((density) => (
        <div key={density} data-density={density} className="flex flex-wrap items-center gap-2">
          <Button type="button" look="primary" icon={Check}>{pick('接受约见', 'Accept')}</Button>
          <Button type="button">{pick('另选时间', 'Another time')}</Button>
          <Button type="button" look="quiet" icon={CalendarPlus}>{pick('加入日历', 'Add to calendar')}</Button>
          <Button type="button" look="danger" icon={Trash2}>{pick('取消会谈', 'Cancel meeting')}</Button>
          <Button type="button" look="primary" busy>{pick('正在发送', 'Sending')}</Button>
          <Button type="button" disabled>{pick('尚未开放', 'Not open yet')}</Button>
          <LinkButton to="/design">{pick('查看日程', 'See agenda')}</LinkButton>
          <IconButton icon={Plus} label={t('common:ui.add')} />
        </div>
      ))}
      <div className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-3">
        <TextInput name={name('name')} label={pick('机构名称', 'Organization')} placeholder={pick('远山资本', 'Far Hill Capital')} hint={pick('与营业执照一致', 'As registered')} />
        <TextInput name={name('email')} label={pick('邮箱', 'E-mail')} defaultValue="wang@" error={t('errors:input.bad_email')} />
        <Select name={name('round')} label={pick('轮次', 'Round')} placeholder={t('common:ui.choose')} options={[{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }]} optional />
        <DateTimeInput name={name('at')} label={pick('开始时间', 'Starts')} defaultValue="2026-12-01T14:20" zoneLabel="UTC+8" />
        <TextArea name={name('note')} label={pick('留言', 'Message')} rows={2} defaultValue={pick('希望了解贵方在产业端的资源。', 'We would like to hear about your industry network.')} />
        <TextInput name={name('closed')} label={pick('登录邮箱', 'Sign-in address')} value="li@example.com" disabled readOnly />
        <RadioGroup name={name('table')} label={pick('会谈形式', 'Where')} look="cards" defaultValue="here" options={[{ value: 'here', label: pick('现场', 'On site'), hint: pick('洽谈桌自动分配', 'A table is assigned') }, { value: 'away', label: pick('线上', 'Online') }]} />
        <div className="flex flex-col">
          <Checkbox name={name('agree')} label={pick('同意向投资人展示融资需求', 'Show our need to investors')} defaultChecked />
          <Checkbox name={name('rules')} label={pick('已阅读参会须知', 'I have read the rules')} error={t('errors:input.required')} />
          <Switch name={name('mail')} label={pick('邮件提醒', 'Mail reminders')} defaultChecked />
        </div>
        <MultiSelect name={name('sectors')} label={pick('关注赛道', 'Sectors')} options={sectors.map(([value, zh, en]) => ({ value, label: pick(zh, en), aliases: [zh, en] }))} defaultValue={['ai', 'ic']} />
      </div>
    </div>
  )
}
