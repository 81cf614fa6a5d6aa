import { Link } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { Menu, menuItem } from '#app/ui/menu.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'

/** What floats above a page, in the page's own theme. */
export function FloatSamples() {
  const pick = usePick()
  const t = useTranslate()
  const toast = useToast()
  const [open, setOpen] = useState<'dialog' | 'sheet' | null>(null)
  const close = (): void => setOpen(null)
  const text = pick('取消后，双方时间与洽谈桌立即释放，对方会收到通知。', 'Both sides and the table are free at once, and the other side is told.')
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="button" onClick={() => setOpen('dialog')}>{pick('对话框', 'Dialog')}</Button>
      <Button type="button" onClick={() => setOpen('sheet')}>{pick('侧页', 'Sheet')}</Button>
      <Button type="button" onClick={() => toast({ text: pick('已接受 14:20 的约见', 'Accepted for 14:20'), undo: () => undefined })}>{pick('带撤销的提示', 'Toast with undo')}</Button>
      <Menu label={t('common:ui.more')} look="secondary" align="start">
        <Link to="/design" className={menuItem}>{pick('查看名片', 'See card')}</Link>
        <Link to="/design" className={menuItem}>{pick('加入日历', 'Add to calendar')}</Link>
      </Menu>
      <Dialog open={open === 'dialog'} onClose={close} title={pick('取消这场会谈', 'Cancel this meeting')} footer={<><Button type="button" onClick={close}>{t('common:ui.cancel')}</Button><Button type="button" look="danger" onClick={close}>{pick('取消会谈', 'Cancel meeting')}</Button></>}>
        <p>{text}</p>
      </Dialog>
      <Sheet open={open === 'sheet'} onClose={close} title={pick('澜芯科技', 'Lanxin Technology')}>
        <p>{text}</p>
      </Sheet>
    </div>
  )
}
