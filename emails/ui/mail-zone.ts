import type { Locale } from '#server/i18n/locales.ts'

/** The city by which people call a zone: `Asia/Shanghai` is Beijing's time; elsewhere the last part of the zone's name. */
export function cityOf(zone: string, locale: Locale): string {
  if (zone === 'Asia/Shanghai') return locale === 'zh-CN' ? '北京' : 'Beijing'
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
}
