import type { Degree } from '#server/domain/interest/voice.ts'

type Spoken = { voice: { degree: Degree } | null }

/** How many of each degree a fund has given, and to how many pitches it has said nothing yet. */
export function tallyOf(pitches: readonly Spoken[]): Record<Degree | 'open', number> {
  const count = (degree: Degree): number => pitches.filter((pitch) => pitch.voice?.degree === degree).length
  return { meet: count('meet'), follow: count('follow'), pass: count('pass'), open: pitches.filter((pitch) => pitch.voice === null).length }
}

/** Which line above the list: why the fund can't speak, or how things stand. */
export function standingOf(view: { state: string; isFund: boolean; isVerified: boolean }): 'not_a_fund' | 'unverified' | 'closed' | 'open' | 'sealed' | 'opened' {
  if (!view.isFund) return 'not_a_fund'
  if (!view.isVerified) return 'unverified'
  return view.state === 'open' || view.state === 'sealed' || view.state === 'opened' ? view.state : 'closed'
}
