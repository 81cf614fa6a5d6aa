import { create } from 'qrcode'

/** A QR code as one path of unit squares on a field of `size` × `size`, without the quiet zone around it. */
export type QrCode = { size: number; path: string }

/** Text or an address as a QR code that stands a quarter of it being hidden or dirty. */
export function qrCode(text: string): QrCode {
  const { size, data } = create(text, { errorCorrectionLevel: 'Q' }).modules
  let path = ''
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; ) {
      let length = 0
      while (column + length < size && data[row * size + column + length]) length += 1
      if (length > 0) path += `M${column} ${row}h${length}v1h-${length}z`
      column += Math.max(1, length)
    }
  }
  return { size, path }
}
