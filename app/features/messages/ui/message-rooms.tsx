import { Tabs } from '#app/ui/tabs.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

const rooms = [
  { path: '', key: 'outbox' },
  { path: '/announcements', key: 'announcements' },
  { path: '/addresses', key: 'addresses' },
  { path: '/robots', key: 'robots' },
  { path: '/preview', key: 'preview' },
] as const

/** The pages about messages, beside each other. `base`: address of the outbox. */
export function MessageRooms({ base }: { base: string }) {
  const t = useTranslate()
  return <Tabs label={t('common:nav.messages')} tabs={rooms.map(({ path, key }) => ({ to: `${base}${path}`, label: t(`mailing:nav.${key}`), end: true }))} />
}
