import type { Dice } from './random.ts'

/** Invented names: syllables rare enough that no living firm is likely to carry the pair. */
const first = [
  ['砚', 'Yan'], ['岫', 'Xiu'], ['霁', 'Ji'], ['珩', 'Heng'], ['昀', 'Yun'], ['翎', 'Ling'], ['茗', 'Ming'], ['濯', 'Zhuo'],
  ['栩', 'Xu'], ['旻', 'Min'], ['蘅', 'Hua'], ['淏', 'Hao'], ['琮', 'Cong'], ['筠', 'Jun'], ['澍', 'Shu'], ['鸢', 'Yuan'],
  ['邈', 'Miao'], ['衍', 'Yan'], ['湉', 'Tian'], ['涵', 'Han'], ['岑', 'Cen'], ['杳', 'Yao'], ['珞', 'Luo'], ['晟', 'Sheng'],
  ['瑀', 'Yu'], ['棠', 'Tang'], ['槿', 'Jin'], ['阙', 'Que'], ['穹', 'Qiong'], ['黛', 'Dai'],
  ['墨', 'Mo'], ['澜', 'Lan'], ['鹭', 'Lu'], ['槐', 'Huai'], ['蓼', 'Liao'], ['峤', 'Qiao'], ['莳', 'Shi'], ['骞', 'Qian'],
  ['绥', 'Sui'], ['璞', 'Pu'], ['羿', 'Yi'], ['沣', 'Feng'], ['骊', 'Li'], ['葭', 'Jia'], ['琅', 'Lang'],
] as const
const second = [
  ['澄', 'cheng'], ['弈', 'yi'], ['徽', 'hui'], ['璟', 'jing'], ['屿', 'yu'], ['禾', 'he'], ['域', 'yu'], ['枢', 'shu'],
  ['榷', 'que'], ['舸', 'ge'], ['熠', 'yi'], ['垚', 'yao'], ['泓', 'hong'], ['恪', 'ke'], ['桁', 'heng'], ['筑', 'zhu'],
  ['湛', 'zhan'], ['翊', 'yi'], ['沅', 'yuan'], ['麓', 'lu'], ['洄', 'hui'], ['朔', 'shuo'], ['纬', 'wei'], ['榆', 'yu'],
  ['钧', 'jun'], ['瀚', 'han'], ['晖', 'hui'], ['珂', 'ke'], ['原', 'yuan'], ['渡', 'du'],
  ['岚', 'lan'], ['溪', 'xi'], ['衢', 'qu'], ['樾', 'yue'], ['弦', 'xian'], ['柠', 'ning'],
] as const

export type BilingualName = { zh: string; en: string }

/** Maker of brand names that never repeats one, in either language. */
export function createBrands(dice: Dice): () => BilingualName {
  const used = new Set<string>()
  return () => {
    for (;;) {
      const head = dice.pick(first)
      const tail = dice.pick(second)
      const zh = head[0] + tail[0]
      const en = head[1] + tail[1]
      if (used.has(en)) continue
      used.add(en)
      return { zh, en }
    }
  }
}

const surnames = [
  ['林', 'Lin'], ['顾', 'Gu'], ['沈', 'Shen'], ['陆', 'Lu'], ['温', 'Wen'], ['谢', 'Xie'], ['程', 'Cheng'], ['苏', 'Su'], ['宋', 'Song'], ['许', 'Xu'],
  ['叶', 'Ye'], ['江', 'Jiang'], ['秦', 'Qin'], ['白', 'Bai'], ['方', 'Fang'], ['单', 'Shan'], ['曾', 'Zeng'], ['纪', 'Ji'], ['骆', 'Luo'], ['季', 'Ji'],
] as const
const given = [
  ['知远', 'Zhiyuan'], ['若溪', 'Ruoxi'], ['景行', 'Jingxing'], ['思齐', 'Siqi'], ['予安', "Yu'an"], ['清越', 'Qingyue'], ['明湛', 'Mingzhan'], ['书宁', 'Shuning'],
  ['怀谷', 'Huaigu'], ['一苇', 'Yiwei'], ['令仪', 'Lingyi'], ['望舒', 'Wangshu'], ['南乔', 'Nanqiao'], ['既白', 'Jibai'], ['云舟', 'Yunzhou'], ['砚秋', 'Yanqiu'],
  ['若谷', 'Ruogu'], ['静姝', 'Jingshu'], ['时雨', 'Shiyu'], ['怀瑾', 'Huaijin'], ['维桢', 'Weizhen'], ['承泽', 'Chengze'], ['以宁', 'Yining'], ['疏影', 'Shuying'],
] as const
const foreignFirst = ['Amelia', 'Jonas', 'Priya', 'Tariq', 'Ingrid', 'Mateo', 'Noor', 'Callum', 'Elif', 'Henrik', 'Sana', 'Oskar'] as const
const foreignLast = ['Halvorsen', 'Al-Rashed', 'Lindqvist', 'Okafor', 'Marchetti', 'Devereux', 'Tanaka', 'Vasquez', 'Haldane', 'Brandt', 'Iyer', 'Castellan'] as const

export function personName(dice: Dice): BilingualName {
  const family = dice.pick(surnames)
  const own = dice.pick(given)
  return { zh: family[0] + own[0], en: `${own[1]} ${family[1]}` }
}

export function foreignPersonName(dice: Dice): BilingualName {
  return { zh: '', en: `${dice.pick(foreignFirst)} ${dice.pick(foreignLast)}` }
}
