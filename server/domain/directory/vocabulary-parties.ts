import { entry, under, type VocabularyList } from './vocabulary-entry.ts'

/** What kind of organization takes part. */
export const organizationKinds: VocabularyList = {
  version: 1,
  entries: [
    entry('startup', '创业企业', 'Start-up', '初创企业|企业|公司|创业公司|科技企业|Company|Startup'),
    entry('research_team', '科研团队', 'Research team', '科研團隊|课题组|实验室|研究团队|Lab|Research group'),
    entry('investor', '投资机构', 'Investor', '投資機構|机构|基金|投资方|资方|Fund|Investors|Investment firm'),
    entry('acquirer', '并购方', 'Acquirer', '併購方|收购方|买方|上市公司|Buyer|Acquirers'),
    entry('co_organizer', '协办方', 'Co-organizer', '協辦方|孵化器|众创空间|加速器|产业联盟|Incubator|Accelerator|Alliance'),
    entry('organizer', '主办方', 'Organizer', '主辦方|园区|政府|Park|Government|Host'),
  ],
}

/** Kinds of investor. `foreign` and its children carry rules of their own (filing, negative list). */
export const investorKinds: VocabularyList = {
  version: 1,
  entries: [
    entry('vc', '创业投资（VC）', 'Venture capital', 'VC|创投|創投|风险投资|风投|创业投资|创投机构|Venture|Venture capital fund|Micro VC|Seed fund'),
    entry('pe', '私募股权（PE）', 'Private equity', 'PE|私募股权|私募基金|股权投资基金|Private equity fund|Growth equity fund|Buyout'),
    entry('cvc', '产业资本（CVC）', 'Corporate venture capital', 'CVC|产业资本|產業資本|产业基金|企业风险投资|战略投资方|战略投资者|Corporate VC|Corporate venture|Corporate|Strategic investor', { source: '000:18' }),
    entry('angel_person', '天使投资个人', 'Angel investor', '天使投资人|天使投資人|个人投资人|个人|天使|Angel|Angels|Individual', { source: '000:16' }),
    entry('guidance_fund', '引导基金', 'Government guidance fund', '政府引导基金|引導基金|政府基金|Guidance fund|Government fund', { source: '000:16' }),
    entry('fof', '母基金', 'Fund of funds', 'FoF|FOF|基金中的基金|Funds of funds'),
    entry('ma_fund', '并购基金', 'M&A fund', '併購基金|Buyout fund|Acquisition fund', { source: '004:469' }),
    entry('secondary', 'S基金', 'Secondary fund', 'S 基金|二手份额基金|私募股权二级市场基金|Secondaries|S fund|Secondary', { source: '000:22' }),
    entry('insurer', '保险资金', 'Insurance capital', '險資|险资|保险公司|保险机构|保险资管|Insurer|Insurance|Insurance company', { source: '000:19' }),
    entry('pension', '个人养老金', 'Pension capital', '養老金|养老金|社保基金|Pension|Pension fund'),
    entry('bank', '银行与理财子公司', 'Bank or wealth subsidiary', '银行|銀行|理财子公司|银行理财子公司|银行·理财子公司|AIC|金融资产投资公司|Bank|Wealth management subsidiary'),
    entry('soe', '国有企业', 'State-owned enterprise', '國有企業|国企|央企|国资|国资平台|SOE|State-owned'),
    entry('listed_company', '上市公司', 'Listed company', '上市企業|上市企业|A股上市公司|Public company'),
    entry('institute', '高校院所', 'University or institute', '高校|大学|科研院所|研究院|University|Institute|University fund'),
    entry('family_office', '家族办公室', 'Family office', '家族辦公室|家办|FO|Single family office|Multi family office'),
    entry('accelerator', '孵化投资机构', 'Incubator or accelerator', '孵化器|加速器|众创空间|投资+孵化|Accelerator|Incubator|Venture studio', { source: '002:668' }),
    entry('fa', '财务顾问', 'Financial adviser', 'FA|精品投行|投行|Financial advisor|Investment bank'),
    entry('foreign', '境外投资机构', 'Foreign investor', '外资|外資|境外机构|外资机构|外资金融机构|Foreign|Overseas investor|Foreign institution', { source: '000:15' }),
    ...under('foreign', [
      entry('foreign_securities', '外资证券机构', 'Foreign securities firm', '外资证券|外资券商|Foreign securities'),
      entry('foreign_fund', '外资基金', 'Foreign fund manager', '外資基金|外资公募|外资私募|QFLP|Foreign fund'),
      entry('foreign_futures', '外资期货机构', 'Foreign futures firm', '外资期货|Foreign futures'),
      entry('foreign_life', '外资寿险', 'Foreign life insurer', '外资人寿|外资人身险|外资保险|Foreign life insurance'),
      entry('foreign_pension', '外资养老金管理机构', 'Foreign pension manager', '外资养老金|Foreign pension fund manager'),
      entry('foreign_wealth', '外资理财机构', 'Foreign wealth manager', '外资理财|合资理财|Foreign wealth management'),
      entry('foreign_finance', '外资财务公司', 'Foreign finance company', '外资财务公司|外资消费金融|Foreign finance'),
      entry('sovereign', '主权基金', 'Sovereign wealth fund', '主權基金|主权财富基金|SWF|Sovereign fund|Sovereign wealth'),
      entry('endowment', '大学捐赠基金', 'University endowment', '捐赠基金|捐贈基金|Endowment|Endowment fund'),
    ]),
  ],
}

/** Filing of an angel person with the district. */
export const angelFilings: VocabularyList = {
  version: 1,
  entries: [
    entry('none', '未备案', 'Not filed', '未備案|无'),
    entry('in_progress', '备案中', 'In progress', '備案中|办理中'),
    entry('filed', '已备案', 'Filed', '已備案'),
    entry('expired', '备案已过期', 'Expired', '已过期|过期'),
  ],
}

/** Assets under management, in 100 million yuan; `gte_100` is the invitation threshold 百亿级. */
export const aumBands: VocabularyList = {
  version: 1,
  entries: [
    entry('lt_1', '1亿元以下', 'Under CNY 100M', '<1亿|1亿以下|不足1亿|小于1亿'),
    entry('1_10', '1亿–10亿元', 'CNY 100M–1B', '1-10亿|1亿-10亿|1–10亿元|1~10亿'),
    entry('10_50', '10亿–50亿元', 'CNY 1B–5B', '10-50亿|10亿-50亿|10–50亿元|10~50亿|十亿级'),
    entry('50_100', '50亿–100亿元', 'CNY 5B–10B', '50-100亿|50亿-100亿|50–100亿元|50~100亿'),
    entry('gte_100', '100亿元以上', 'CNY 10B and over', '百亿级|百亿|100亿以上|≥100亿|>100亿|100亿及以上', { source: '000:15' }),
  ],
}
