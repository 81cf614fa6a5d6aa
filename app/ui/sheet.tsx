import { Dialog, type DialogProps } from './dialog.tsx'

export type SheetProps = Omit<DialogProps, 'shape'>

/** More about one thing without leaving the page: from below on a phone, from the right on a wide screen. */
export function Sheet(props: SheetProps) {
  return <Dialog {...props} shape="sheet" />
}
