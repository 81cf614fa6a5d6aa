/** What a User-Agent says for people: names of browser and system; empty where it is unknown. */
export function deviceOf(userAgent: string): { browser: string; system: string } {
  const first = (pairs: [RegExp, string][]): string => pairs.find(([pattern]) => pattern.test(userAgent))?.[1] ?? ''
  return {
    browser: first([[/MicroMessenger/i, '微信 WeChat'], [/DingTalk/i, '钉钉 DingTalk'], [/Lark|Feishu/i, '飞书 Feishu'], [/Edg\//, 'Edge'], [/HuaweiBrowser/, 'Huawei'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari']]),
    system: first([[/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']]),
  }
}

/** Zones that readers of this product are in, first; every other one is accepted too. */
export const offeredZones = [
  'Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Singapore', 'Asia/Tokyo', 'Asia/Dubai', 'Asia/Riyadh', 'Asia/Kolkata', 'Europe/London', 'Europe/Paris', 'Europe/Berlin', 'Europe/Zurich',
  'Africa/Johannesburg', 'America/New_York', 'America/Chicago', 'America/Los_Angeles', 'America/Toronto', 'America/Sao_Paulo', 'Australia/Sydney', 'Pacific/Auckland',
]
