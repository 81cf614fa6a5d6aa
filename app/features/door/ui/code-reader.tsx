/** Looks at the camera's picture once: the text of the QR code in it, '' where there is none. */
export type CodeReader = (video: HTMLVideoElement) => Promise<string>

type Detector = { detect(source: HTMLVideoElement | HTMLCanvasElement): Promise<{ rawValue: string }[]> }
type DetectorMaker = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> }

/**
 * The browser's own reader, where it has one that works. The class alone says little: it may know no QR codes, and Android
 * without Google's services has it fail at each look. So it is tried on an empty picture first.
 */
async function openOwnReader(): Promise<CodeReader | null> {
  const Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector
  if (Maker === undefined) return null
  try {
    if (!(await Maker.getSupportedFormats()).includes('qr_code')) return null
    const detector = new Maker({ formats: ['qr_code'] })
    const blank = Object.assign(document.createElement('canvas'), { width: 16, height: 16 })
    blank.getContext('2d')?.fillRect(0, 0, 16, 16)
    await detector.detect(blank)
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? ''
  } catch {
    return null
  }
}

/** The browser's reader, or else ours, which is loaded by then. Rejects where it can't be loaded. */
export async function openReader(): Promise<CodeReader> {
  return (await openOwnReader()) ?? (await import('./frame-reader.tsx')).openFrameReader()
}
