import { closeSync, openSync, writeSync } from 'node:fs'

import { create } from 'qrcode'

const [width, height, perSecond] = [640, 480, 5]
/** Of the codes on the film: as a ticket on a phone that is held before the camera. */
const pixelsPerModule = 8
const [white, grey] = [235, 150]

/** One grey picture with a QR code in its middle; without one where `text` is empty. */
function picture(text: string): Buffer {
  const luma = Buffer.alloc(width * height, grey)
  if (text === '') return luma
  const { modules } = create(text, { errorCorrectionLevel: 'Q' })
  const side = (modules.size + 8) * pixelsPerModule
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)]
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / pixelsPerModule) - 4, Math.floor(x / pixelsPerModule) - 4]
      const isDark = row >= 0 && column >= 0 && row < modules.size && column < modules.size && modules.data[row * modules.size + column] === 1
      luma[(top + y) * width + left + x] = isDark ? 16 : white
    }
  }
  return luma
}

/**
 * A film for Chromium's `--use-file-for-fake-video-capture`, which plays it again and again: each text is held before the camera
 * for a second, and nobody for another. YUV4MPEG2, as mjpegtools describes it, without colours.
 */
export function filmTickets(file: string, texts: readonly string[]): void {
  const film = openSync(file, 'w')
  const colours = Buffer.alloc((width * height) / 2, 128)
  writeSync(film, `YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420mpeg2\n`)
  for (const text of texts.flatMap((one) => [one, ''])) {
    const luma = picture(text)
    for (let frame = 0; frame < perSecond; frame++) for (const part of ['FRAME\n', luma, colours]) writeSync(film, part as Buffer)
  }
  closeSync(film)
}

export const cameraOf = (film: string): string[] => ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
