/** Joins class names, leaving out what is absent. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** Room around a control: `dense` 32 px for organizers, `touch` 48 px for thumbs; without one, that of the place it stands in. */
export type Density = 'dense' | 'touch'
