import { Download } from 'lucide-react'

import { Menu, menuItem } from '#app/ui/menu.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

/** The released programme as a file, in each format that others read. */
export function ExportMenu({ slug }: { slug: string }) {
  const t = useTranslate()
  return (
    <Menu label={<><Download aria-hidden size={18} strokeWidth={1.75} />{t('programme:export.open')}</>}>
      {(['xml', 'json', 'ics'] as const).map((format) => (
        <a key={format} href={`/events/${slug}/programme/schedule/${format}`} className={menuItem}>{t(`programme:export.${format}`)}</a>
      ))}
    </Menu>
  )
}
