import { entry, under, type VocabularyList } from './vocabulary-entry.ts'

/** In what form money is given or sought. */
export const instruments: VocabularyList = {
  version: 1,
  entries: [
    entry('equity', '股权', 'Equity', '股權|股权融资|股权投资|增资|直投|优先股|Equity financing|Preferred|SAFE'),
    entry('loan_direct', '贷款+外部直投', 'Loan plus direct investment', '贷款外部直投|投贷联动|貸款+外部直投|Loan + direct investment|Venture debt', { source: '003:41' }),
    entry('warrant_loan', '认股权贷款', 'Warrant loan', '認股權貸款|认股权|Warrants|Loan with warrants', { source: '003:41' }),
    entry('equity_debt', '股权+债权', 'Equity plus debt', '股债结合|股权债权|股權+債權|可转债|Convertible|Convertible note|Mezzanine', { source: '000:23' }),
    entry('grant_then_invest', '拨投结合', 'Grant then invest', '撥投結合|先投后股|拨改投|Grant', { source: '000:16' }),
    entry('secondary', 'LP份额或老股', 'LP share or old share', '老股|LP份额|老股转让|份额转让|S交易|Secondary|Secondaries|LP interest', { source: '000:22' }),
    entry('ma', '并购', 'M&A', '併購|收购|并购重组|Acquisition|Mergers and acquisitions', { source: '004:469' }),
    ...under('ma', [
      entry('ma_control', '控股并购', 'M&A, control', '控股收购|控股|控制权收购|Control|Majority|Buyout'),
      entry('ma_minority', '参股并购', 'M&A, minority', '参股|少数股权|参股投资|Minority'),
    ]),
  ],
}

export const maStages: VocabularyList = {
  version: 1,
  entries: [
    entry('discovery', '项目发现', 'Discovery', '項目發現|发现', { source: '004:469' }),
    entry('matching', '项目对接', 'Matching', '項目對接|对接', { source: '004:469' }),
    entry('capital_raising', '资本筹集', 'Capital raising', '資本籌集|筹资|Fundraising', { source: '004:469' }),
    entry('transaction', '并购交易', 'Transaction', '併購交易|交易|交割|Closing', { source: '004:469' }),
  ],
}

export const maMarkets: VocabularyList = {
  version: 1,
  entries: [
    entry('domestic', '国内', 'Domestic', '國內|境内|国内市场|中国', { source: '002:1054' }),
    entry('overseas', '境外', 'Overseas', '海外|国外|境外市场|跨境|Cross-border|International', { source: '002:1054' }),
  ],
}

export const fdiStages: VocabularyList = {
  version: 1,
  entries: [
    entry('attract', '招引', 'Attract', '招商|洽谈|意向', { source: '001:23' }),
    entry('land', '落地', 'Land', '已落地|注册落地|Landing|Landed', { source: '001:23' }),
    entry('operate', '投产', 'Operate', '投產|已投产|运营|Operating', { source: '001:23' }),
  ],
}

/** Why a corporate investor looks at a chain of industry. */
export const cvcIntents: VocabularyList = {
  version: 1,
  entries: [
    entry('fill', '补链', 'Fill the chain', '補鏈|补|Fill', { source: '000:18' }),
    entry('strengthen', '强链', 'Strengthen the chain', '強鏈|强|Strengthen', { source: '000:18' }),
    entry('extend', '延链', 'Extend the chain', '延鏈|延|Extend', { source: '000:18' }),
    entry('widen', '拓链', 'Widen the chain', '拓鏈|拓|Widen', { source: '000:18' }),
  ],
}

/** Types of event and session. */
export const sessionTypes: VocabularyList = {
  version: 1,
  entries: [
    entry('roadshow', '专场', 'Roadshow', '專場|路演|项目路演|专场路演|Demo Day|Pitch session', { source: '000:15' }),
    entry('matchmaking', '对接会', 'Matchmaking', '對接會|并购对接会|供需对接|国际对接会|Matching session', { source: '000:15' }),
    entry('salon', '沙龙', 'Salon', '沙龍|技术沙龙|创业沙龙|听韬', { source: '000:15' }),
    entry('forum', '论坛', 'Forum', '論壇|峰会|大会|Summit|Conference', { source: '000:21' }),
    entry('lecture', '讲座', 'Lecture', '講座|培训|创业培训|Talk|Training', { source: '000:21' }),
    entry('promotion', '推介会', 'Promotion', '推介會|展示推介|专题招商|招商推介', { source: '000:21' }),
    entry('launch', '发布会', 'Launch', '發布會|新闻发布会|Press conference', { source: '000:27' }),
    entry('contest', '大赛', 'Contest', '大賽|创业大赛|竞赛|Competition', { source: '004:425' }),
    entry('one_to_one', '一对一洽谈', 'One-to-one meetings', '一對一洽談|一对一|洽谈|1v1|1:1|One-to-one|1-on-1', { source: '001:57' }),
  ],
}

/** Standing of a sector on the foreign-investment negative list. */
export const negativeListStates: VocabularyList = {
  version: 1,
  entries: [
    entry('open', '开放', 'Open', '開放|鼓励|允许', { source: '000:20' }),
    entry('restricted', '限制', 'Restricted', '限制类', { source: '001:23' }),
    entry('prohibited', '禁止', 'Prohibited', '禁止类', { source: '001:23' }),
  ],
}
