const brand = '投海 Touhai'

/** Title, description and og tags of a page. `title` is in the reader's language, made by the loader. */
export function pageMeta(title: string | undefined, description?: string) {
  const whole = title ? `${title} · ${brand}` : brand
  return [
    { title: whole },
    { property: 'og:title', content: title ?? brand },
    ...(description ? [{ name: 'description', content: description }, { property: 'og:description', content: description }] : []),
  ]
}
