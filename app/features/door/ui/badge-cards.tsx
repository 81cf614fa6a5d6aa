import { Qr } from '#app/ui/qr.tsx'
import { wallDay } from '#app/ui/time-format.ts'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { BadgeCard, BadgeSheet } from '#server/features/badges/queries.ts'

/** A Han character is about twice as wide as a letter. */
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (/\p{Script=Han}/u.test(one) ? 2 : one === one.toUpperCase() && one !== one.toLowerCase() ? 1.3 : 1.05), 0)
/** Largest size in mm at which the text fits so many mm in so many lines; never below what can be read at arm's length. */
const sizeFor = (text: string, most: number, least: number, lines = 1): number => Math.max(least, Math.min(most, (2 * 89 * lines) / Math.max(1, widthOf(text)) / (lines > 1 ? 1.12 : 1.04)))

const style = `
@page { size: 105mm 148mm; margin: 0; }
@media print {
  html, body { background: #fff; }
  body > :not(#badges):not(:has(#badges)), body :has(#badges) > :not(#badges):not(:has(#badges)) { display: none; }
  body :has(#badges), #badges { display: block; margin: 0; padding: 0; border: 0; min-height: 0; max-width: none; }
  /* The band with the kind is white on black: without its ground nobody could read it. */
  #badges * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  #badges > li { break-after: page; break-inside: avoid; border: 0; border-radius: 0; }
}`

/** One A6 page each: two languages, long names set smaller, the code where it is wanted. Ink on white in both themes, as on paper. */
export function BadgeCards({ sheet, hasQr, kindNames }: { sheet: BadgeSheet; hasQr: boolean; /** Of each kind, in both languages. */ kindNames: Record<string, string> }) {
  return (
    <>
      <style dangerouslySetInnerHTML={{ __html: style }} />
      <ul id="badges" data-theme="light" className="flex flex-wrap gap-4 text-ink">
        {sheet.badges.map((badge) => <li key={badge.registrationId} style={{ width: '105mm', height: '148mm', padding: '8mm' }} className="flex flex-col overflow-hidden rounded-md border border-line bg-sheet text-center"><Card badge={badge} event={sheet.event} hasQr={hasQr} kindName={kindNames[badge.kind] ?? ''} /></li>)}
      </ul>
    </>
  )
}

function Card({ badge, event, hasQr, kindName }: { badge: BadgeCard; event: BadgeSheet['event']; hasQr: boolean; kindName: string }) {
  const t = useTranslate()
  const pick = usePick()
  const { nameZh, nameEn, organizationZh, organizationEn, titleZh, titleEn, qr } = badge
  const [first, second] = pick(nameZh, nameEn) === nameZh ? [nameZh, nameEn] : [nameEn, nameZh]
  const line = (text: string, most: number, least: number, lines: number, weight = 400) => text === '' ? null : <p style={{ fontSize: `${sizeFor(text, most, least, lines)}mm`, lineHeight: 1.2, fontWeight: weight, textWrap: 'balance', overflowWrap: 'anywhere' }}>{text}</p>
  return (
    <>
      <header>
        {line(pick(event.nameZh, event.nameEn), 5, 3.2, 2, 600)}
        <p style={{ fontSize: '3.2mm' }} className="text-ink-2">{wallDay(event.startsAt, event.zone, nameZh === '' ? 'en' : 'zh-CN', true)}</p>
      </header>
      <div className="flex flex-1 flex-col items-center justify-center" style={{ gap: '2.5mm' }}>
        {line(first, 15, 5, 1, 700)}
        {first !== second && line(second, 8, 4, 1)}
        {line(organizationZh, 6, 3.2, 2, 600)}
        {line(organizationEn, 4.6, 3, 2)}
        {line([titleZh, titleEn].filter(Boolean).join(' · '), 4.2, 3, 2)}
      </div>
      {hasQr && <Qr code={qr} label={t('door:badge.qr')} className="mx-auto w-[34mm]" />}
      <p className="bg-ink text-paper" style={{ fontSize: '5mm', margin: '4mm -8mm -8mm', padding: '3mm' }}>{kindName}</p>
    </>
  )
}
