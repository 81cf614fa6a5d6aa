import { useFetcher } from '@remix-run/react'
import { Bot } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status, type Tone } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { RobotCard, RobotDesk } from '#server/features/robots/queries.ts'

import type { Answer } from '../view.ts'

const tones: Record<RobotDesk['messages'][number]['state'], Tone> = { queued: 'waiting', sending: 'waiting', sent: 'confirmed', folded: 'neutral', failed: 'live' }
const failureOf = (error: string): 'limited' | 'refused' | 'unreachable' | null => (error === '' ? null : error.startsWith('limited.') ? 'limited' : /^(wecom|feishu|dingtalk|robot|http\.4)/.test(error) ? 'refused' : 'unreachable')

/** The robots of an event, each with its switches. */
export function RobotList({ robots }: { robots: RobotCard[] }) {
  const t = useTranslate()
  if (robots.length === 0) return <EmptyState icon={Bot} title={t('mailing:robots.none')}>{t('mailing:robots.noneHelp')}</EmptyState>
  return <ul className="max-w-4xl border-t border-line">{robots.map((robot) => <RobotLine key={robot.id} robot={robot} />)}</ul>
}

function RobotLine({ robot }: { robot: RobotCard }) {
  const t = useTranslate()
  const toast = useToast()
  const acting = useFetcher<Answer>()
  const [asked, setAsked] = useState(false)
  const intent = acting.formData?.get('intent')
  const [wasTest, setWasTest] = useState(false)
  useOncePerAnswer(acting.data, (answer) => { if (answer.ok && wasTest) toast({ text: t('mailing:robots.tested') }) })
  const act = (name: string, fields: Record<string, string> = {}) => () => {
    setWasTest(name === 'test')
    acting.submit({ intent: name, robotId: robot.id, ...fields }, { method: 'post' })
  }
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{robot.name} <span className="text-sm font-normal text-ink-2">{t(`mailing:robots.products.${robot.product}`)} · {t('mailing:robots.ends', { hint: robot.hint })}</span></p>
        <p className="text-sm text-ink-2">{robot.facts.map((fact) => t(`mailing:robots.fact.${fact}`)).join(' · ')}</p>
        {acting.data?.ok === false && <FormError error={acting.data.error} />}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Status plain tone={robot.isOn ? 'confirmed' : 'neutral'}>{t(robot.isOn ? 'mailing:robots.on' : 'mailing:robots.off')}</Status>
        <Button density="dense" disabled={!robot.isOn} busy={intent === 'test'} onClick={act('test')}>{t('mailing:robots.test')}</Button>
        <Button density="dense" busy={intent === 'switch'} onClick={act('switch', { isOn: robot.isOn ? 'off' : 'on' })}>{t(robot.isOn ? 'mailing:robots.turnOff' : 'mailing:robots.turnOn')}</Button>
        <Button density="dense" look="quiet" onClick={() => setAsked(true)}>{t('mailing:robots.remove')}</Button>
      </div>
      <Dialog open={asked} onClose={() => setAsked(false)} title={t('mailing:robots.remove')}>
        <p className="mb-4">{t('mailing:robots.removeAsk', { name: robot.name })}</p>
        <Button look="primary" busy={intent === 'remove'} onClick={act('remove')}>{t('mailing:robots.remove')}</Button>
      </Dialog>
    </li>
  )
}

/** What was said last, and what became of it. */
export function RobotMessages({ desk, zone }: { desk: RobotDesk; zone: string }) {
  const t = useTranslate()
  const nameOf = (robotId: string): string => desk.robots.find((robot) => robot.id === robotId)?.name ?? ''
  return (
    <Table caption={t('mailing:robots.messages')} rows={desk.messages} rowKey={(row) => row.id} empty={<p className="text-ink-2">{t('mailing:robots.noMessages')}</p>} columns={[
      { key: 'text', head: t('mail:outbox.what'), names: true, cell: (row) => <span className="block wrap-anywhere whitespace-pre-line">{row.text}</span> },
      { key: 'robot', head: t('mailing:robots.name'), cell: (row) => nameOf(row.robotId) },
      {
        key: 'state', head: t('mailing:announce.state'), cell: (row) => {
          const failure = failureOf(row.error)
          return <span className="inline-flex flex-col items-start max-md:items-end"><Status plain tone={tones[row.state]}>{t(`mailing:robots.state.${row.state === 'sending' ? 'queued' : row.state}`)}</Status>{failure && <span className="text-xs text-ink-2">{t(`mailing:robots.failure.${failure}`)}</span>}{row.attempts > 1 && <span className="figures text-xs text-ink-2">{t('mailing:robots.tries', { count: row.attempts })}</span>}</span>
        },
      },
      { key: 'at', head: t('mailing:announce.when'), cell: (row) => <Time at={row.sentAt ?? row.createdAt} zone={zone} show="both" /> },
    ]} />
  )
}
