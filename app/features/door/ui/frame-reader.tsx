import { decodeQR } from 'qr/decode.js'

import type { CodeReader } from './code-reader.tsx'

/** Longest side of what is looked at: enough for a ticket at arm's length, and a look stays cheap whatever the camera gives. */
const mostPixels = 640

/** Reads QR codes in browsers that can't themselves: all on iPhones, Firefox, and desktop Linux. Loaded when it is needed only. */
export function openFrameReader(): CodeReader {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return (video) => {
    const { videoWidth, videoHeight } = video
    if (pen === null || videoWidth === 0 || videoHeight === 0) return Promise.resolve('')
    const scale = Math.min(1, mostPixels / Math.max(videoWidth, videoHeight))
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    pen.drawImage(video, 0, 0, width, height)
    try {
      return Promise.resolve(decodeQR(pen.getImageData(0, 0, width, height)))
    } catch {
      // It throws where it finds none.
      return Promise.resolve('')
    }
  }
}
