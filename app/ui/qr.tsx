/** A QR code from its path; dark on white in both themes, with the quiet zone it needs. */
export function Qr({ code, label, className }: { code: { size: number; path: string }; label: string; className?: string }) {
  const edge = 3
  return (
    <svg role="img" aria-label={label} viewBox={`${-edge} ${-edge} ${code.size + 2 * edge} ${code.size + 2 * edge}`} shapeRendering="crispEdges" className={className}>
      <rect x={-edge} y={-edge} width={code.size + 2 * edge} height={code.size + 2 * edge} fill="#ffffff" />
      <path d={code.path} fill="#000000" />
    </svg>
  )
}
