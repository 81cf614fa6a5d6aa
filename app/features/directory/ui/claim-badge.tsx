import { BadgeCheck, Clock3, Quote, ShieldOff } from 'lucide-react'

import { Status, type Tone } from '#app/ui/status.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type Light = 'verified' | 'waiting' | 'declared' | 'ended'

const looks = {
  verified: { tone: 'confirmed', icon: BadgeCheck },
  waiting: { tone: 'waiting', icon: Clock3 },
  declared: { tone: 'neutral', icon: Quote },
  ended: { tone: 'neutral', icon: ShieldOff },
} as const satisfies Record<Light, { tone: Tone; icon: typeof Quote }>

/** What somebody claims, and whether anybody has checked it: never alike at a glance, nor by ear. */
export function ClaimBadge({ light, children, plain }: { light: Light; children: string; plain?: boolean }) {
  const t = useTranslate()
  const { tone, icon } = looks[light]
  const word = t(`directory:light.${light}`)
  return (
    <span title={`${word}: ${children}`} className="inline-flex max-w-48">
      <Status tone={tone} icon={icon} plain={plain}>{children}<span className={light === 'verified' ? 'sr-only' : 'font-normal'}> {word}</span></Status>
    </span>
  )
}
