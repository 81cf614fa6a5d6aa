import { Outlet, useParams } from '@remix-run/react'

import { Tabs } from '#app/ui/tabs.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export const handle = { i18n: ['tickets', 'registration'] }

export default function TicketRooms() {
  const t = useTranslate()
  const base = `/organize/${useParams()['slug'] ?? ''}/tickets`
  return (
    <>
      <Tabs label={t('tickets:desk.title')} tabs={[{ to: base, label: t('tickets:nav.shop'), end: true }, { to: `${base}/orders`, label: t('tickets:nav.orders') }]} />
      <Outlet />
    </>
  )
}
