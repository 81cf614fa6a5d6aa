import type { QrCode } from '#server/platform/qr.ts'

const runShape = /M(\d+) (\d+)h(\d+)/g
const module = 5

/** Runs of dark squares, row by row: [first column, length]. */
function runsOf({ size, path }: QrCode): [number, number][][] {
  const rows: [number, number][][] = Array.from({ length: size }, () => [])
  for (const [, column, row, length] of path.matchAll(runShape)) rows[Number(row)]?.push([Number(column), Number(length)])
  return rows
}

/**
 * A QR code as a table of coloured cells: most mail programs show neither embedded nor, unasked, linked pictures. Four
 * light modules stand around it, which ISO/IEC 18004 asks for.
 */
export function MailQr({ code, label }: { code: QrCode; label: string }) {
  return (
    <table role="img" aria-label={label} cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse', background: '#ffffff', border: `${4 * module}px solid #ffffff`, margin: '8px 0' }}>
      <tbody>
        {runsOf(code).map((runs, row) => {
          const cells: { dark: boolean; length: number }[] = []
          let at = 0
          for (const [column, length] of runs) {
            if (column > at) cells.push({ dark: false, length: column - at })
            cells.push({ dark: true, length })
            at = column + length
          }
          if (at < code.size) cells.push({ dark: false, length: code.size - at })
          return (
            <tr key={row} style={{ height: module, lineHeight: `${module}px`, fontSize: 0 }}>
              {cells.map(({ dark, length }, index) => <td key={index} colSpan={length} width={length * module} height={module} style={{ width: length * module, height: module, padding: 0, background: dark ? '#000000' : '#ffffff' }} />)}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
