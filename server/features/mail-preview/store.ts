import type { Locale } from '#server/i18n/locales.ts'

/** A made-up event and people for whom every mail can be shown. */
export type Sample = {
  event: string
  venue: string
  partner: string
  others: string[]
  reader: string
  kind: string
  zone: string
  dayMs: number
  base: string
  message: string
  stage: string
  table: string
}

/** `dayMs`: the event's first day, 09:00 on its wall. */
export function sampleOf(locale: Locale, dayMs: number): Sample {
  const both = { zone: 'Asia/Shanghai', dayMs, base: 'https://touhai.example' }
  return locale === 'en'
    ? { ...both, event: 'Haidian Demo Day, winter', venue: 'Zhongguancun Exhibition Centre, Beijing', partner: 'Beichen Capital', others: ['Lanting Ventures', 'Qiming Robotics Fund', 'Yanqi Growth'], reader: 'Lin Wan', kind: 'an investor', message: 'We read about your gripper and would like to hear how it copes with wet goods.', stage: 'Main stage', table: 'T07' }
    : { ...both, event: '海淀路演冬季专场', venue: '北京·中关村展示中心', partner: '北辰资本', others: ['兰亭创投', '启明机器人基金', '雁栖成长'], reader: '林晚', kind: '投资机构', message: '我们关注到贵司的夹爪产品，想了解它如何应对潮湿环境。', stage: '主舞台', table: 'T07' }
}
