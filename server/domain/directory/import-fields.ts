/** What a file is a list of. */
export type ImportTarget = 'startups' | 'investors' | 'acquirers' | 'people'

/** What may be found in a cell; decides how the cell is checked and which sample values speak for a column. */
export type CellKind =
  | 'name' | 'text' | 'longText' | 'uscc' | 'url' | 'email' | 'phone' | 'date' | 'money' | 'count' | 'sectors' | 'rounds' | 'stage' | 'regions' | 'place' | 'words' | 'people' | 'choice'

export type ImportField = {
  key: string
  kind: CellKind
  targets: readonly ImportTarget[]
  zh: string
  en: string
  /** Several columns may feed this field. */
  many: boolean
  /** May stand on a continuation row without saying who it belongs to. */
  repeats: boolean
  /** Headings that mean this field, compared without case, spaces and punctuation. */
  headings: readonly string[]
}

const organizations = ['startups', 'investors', 'acquirers'] as const
const givers = ['investors', 'acquirers'] as const
const all = ['startups', 'investors', 'acquirers', 'people'] as const

function field(key: string, kind: CellKind, targets: readonly ImportTarget[], zh: string, en: string, headings: string, more: { many?: boolean; repeats?: boolean } = {}): ImportField {
  return { key, kind, targets, zh, en, many: more.many ?? false, repeats: more.repeats ?? false, headings: [zh, en, key, ...headings.split('|')] }
}
const repeats = { repeats: true }
const many = { many: true, repeats: true }

/** Every column that can be imported, with its labels and the headings by which it is recognised. */
export const importFields: readonly ImportField[] = [
  field('name', 'name', organizations, '名称', 'Name', '公司名称|公司|企业名称|企业|企业简称|公司简称|简称|项目名称|项目|机构|机构名称|机构简称|投资机构|投资方名称|基金名称|基金|单位|单位名称|名字|品牌|公司名|公司名稱|機構名稱|company|company name|organization|organisation|organization name|startup|startup name|firm|firm name|fund|fund name|investor|investor name|vc name|project|project name|account|account name|entity'),
  field('nameZh', 'name', organizations, '中文名称', 'Chinese name', '中文名|中文简称|公司中文名|机构中文名|name zh|name cn|chinese'),
  field('nameEn', 'name', organizations, '英文名称', 'English name', '英文名|英文简称|公司英文名|机构英文名|外文名称|name en|english|latin name'),
  field('legalName', 'name', organizations, '工商名称', 'Registered name', '工商注册名称|注册名称|公司全称|企业全称|机构全称|全称|法定名称|营业执照名称|legal name|legal entity|registered company name|full name'),
  field('uscc', 'uscc', organizations, '统一社会信用代码', 'Unified social credit code', '信用代码|社会信用代码|统一信用代码|组织机构代码|营业执照号|注册号|統一社會信用代碼|uscc|credit code|registration number|tax id'),
  field('website', 'url', organizations, '网址', 'Website', '公司网址|官网|网站|公司网站|主页|官方网站|網址|url|web|site|homepage|web site|link|domain|website url|company website'),
  field('foundedOn', 'date', organizations, '成立时间', 'Founded', '成立日期|成立年份|创立时间|创办时间|注册时间|注册日期|成立時間|founded on|founded date|founding date|year founded|founding year|established|incorporated|inception|date founded'),
  field('place', 'place', all, '所在地', 'Location', '地点|地区|城市|所在区|所在区县|区县|所在城市|所属地区|所属地|总部|总部所在地|注册地|省份|省市|区域|地區|location|locations|all locations|city|country|hq|headquarters|hq location|based in|city country|state|headquarter|office'),
  field('region', 'regions', all, '国家或地区', 'Region', '国家|国家地区|国别|regions|country region|geography|countries'),
  field('address', 'text', organizations, '详细地址', 'Address', '地址|注册地址|办公地址|通讯地址|联系地址|street|street address|full address|office address'),
  field('oneLiner', 'text', organizations, '一句话介绍', 'One-liner', '一句话简介|一句话描述|一句话|slogan|项目亮点|亮点|定位|标语|tagline|one line|short description|headline|elevator pitch|summary'),
  field('description', 'longText', organizations, '简介', 'Description', '公司简介|企业简介|机构简介|项目简介|项目介绍|公司介绍|机构介绍|介绍|详细介绍|描述|主营业务|业务介绍|产品介绍|經營範圍|經營范围|经营范围|long description|about|about us|overview|company description|profile|business|details'),
  field('sectors', 'sectors', ['startups'], '行业', 'Sectors', '所属行业|行业领域|领域|所属领域|子行业|一级行业|二级行业|行业分类|赛道|细分赛道|细分领域|产业|产业方向|产业领域|技术领域|行业标签|行業|sector|industry|industries|subindustry|sub industry|subsector|vertical|verticals|category|categories|field|market|space', many),
  field('stage', 'stage', ['startups'], '发展阶段', 'Stage', '阶段|企业阶段|公司阶段|所处阶段|项目阶段|成长阶段|company stage|development stage|maturity'),
  field('intakeClass', 'choice', ['startups'], '项目类别', 'Intake class', '项目类型|入库类别|企业类型|企业类别|class|project class|intake'),
  field('round', 'rounds', ['startups'], '轮次', 'Round', '融资轮次|当前轮次|最新轮次|融资阶段|投资轮次|輪次|round|funding round|series|latest round|last round|investment stage|funding stage|funding type', repeats),
  field('roundOn', 'date', ['startups'], '融资时间', 'Round date', '融资日期|投资时间|最近融资时间|最新融资时间|funding date|round date|last funding date|announced|announced on|date', repeats),
  field('roundAmount', 'money', ['startups'], '融资金额', 'Round amount', '金额|投资金额|本轮金额|最近融资金额|最新融资金额|amount|funding amount|round size|last funding amount|investment amount|raised', repeats),
  field('roundInvestors', 'words', ['startups'], '投资方', 'Round investors', '投资机构|投资人|投资者|领投方|跟投方|股东|历史投资方|investors|lead investor|lead investors|backers|shareholders', many),
  field('raisedTotal', 'money', ['startups'], '融资总额', 'Total raised', '累计融资|累计融资额|累计融资金额|总融资额|total raised|total funding|funding total|total funding amount|funds raised'),
  field('valuation', 'money', ['startups'], '估值', 'Valuation', '投后估值|投前估值|最新估值|post money|pre money|post money valuation|pre money valuation'),
  field('seekRound', 'rounds', ['startups'], '拟融资轮次', 'Round sought', '计划轮次|本次融资轮次|round sought|raising round|seeking round|next round'),
  field('seekAmount', 'money', ['startups'], '拟融资金额', 'Amount sought', '融资需求|资金需求|计划融资|计划融资金额|拟融资额|融资额度|本次融资金额|需求金额|ask|amount sought|raising|raising amount|seeking|target raise|funding need|funding needed'),
  field('instruments', 'choice', ['startups', 'investors'], '融资方式', 'Instruments', '投资方式|投资形式|融资形式|资金类型|instrument|instrument type|financing type|deal type|investment type', many),
  field('seeks', 'choice', ['startups'], '期望投资方类型', 'Investors sought', '意向投资方|期望投资方|希望对接机构|期望对接|looking for|investors sought|target investors', many),
  field('needNotes', 'longText', ['startups'], '需求说明', 'What they seek', '需求|合作需求|对接需求|诉求|need|needs|requirements'),
  field('teamSize', 'count', organizations, '团队人数', 'Team size', '人数|员工数|员工人数|企业规模|公司规模|规模|团队规模|employees|employee count|headcount|number of employees|staff|size|company size'),
  field('team', 'people', organizations, '团队', 'Team', '团队成员|核心团队|创始团队|创始人|团队介绍|管理团队|合伙人|founders|founder|founding team|management|team members|partners|leadership', many),
  field('status', 'choice', ['startups'], '运营状态', 'Status', '状态|经营状态|企业状态|公司状态|狀態|status|operating status|company status'),
  field('labels', 'words', organizations, '资质荣誉', 'Labels', '资质|荣誉|企业资质|称号|认定|高企|是否高企|是否专精特新|专精特新|资质认证|certification|certifications|awards|honours|honors|badges|qualifications', many),
  field('tags', 'words', all, '标签', 'Tags', '关键词|关键字|标签词|標籤|tag|keywords|topics|labels free|technologies|tech stack|keyword', many),
  field('investorKind', 'choice', ['investors'], '机构类型', 'Investor kind', '投资方类型|投资机构类型|机构性质|资本类型|类型|性质|类别|type|investor type|fund type|kind|organization type|firm type'),
  field('aum', 'money', givers, '管理规模', 'AUM', '管理资金规模|资金管理规模|在管规模|基金规模|资产管理规模|管理资本量|总管理规模|资产规模|fund size|assets under management|assets|capital under management|fund size usd|total aum'),
  field('ticket', 'money', ['investors'], '单笔投资额', 'Ticket size', '单笔投资金额|单笔金额|投资额度|投资金额|单项目投资额|出资额度|投资规模|单笔规模|check size|cheque size|ticket|ticket range|investment size|investment range|typical check|check|sweet spot|investment amount|average check size|check size range|deal size'),
  field('dealSize', 'money', ['acquirers'], '并购规模', 'Deal size', '并购金额|收购金额|交易规模|并购预算|预算|收购预算|deal value|transaction size|budget|enterprise value|ev range|acquisition budget'),
  field('prefRounds', 'rounds', ['investors'], '偏好轮次', 'Preferred rounds', '投资轮次|投资阶段|轮次|关注轮次|关注阶段|偏好阶段|阶段|投资偏好轮次|布局阶段|偏好輪次|stages|stage|rounds|round|stage focus|investment stage|investment stages|preferred stages|funding stages|series', many),
  field('prefSectors', 'sectors', givers, '偏好行业', 'Preferred sectors', '投资行业|关注行业|关注领域|投资领域|行业|领域|投资方向|关注方向|赛道|重点领域|投资赛道|行业偏好|偏好領域|并购行业|并购方向|目标行业|标的行业|sectors|sector|industries|industry|focus|sector focus|industry focus|investment focus|verticals|thesis sectors|areas of interest|interests|target sectors|target industry|category', many),
  field('prefRegions', 'regions', givers, '偏好地区', 'Preferred regions', '投资地区|关注地区|投资区域|目标地区|标的地区|偏好區域|geographic focus|geo focus|preferred regions|investment regions|target regions|target geography|markets', many),
  field('avoidSectors', 'sectors', givers, '回避行业', 'Sectors avoided', '不投行业|不投领域|不看行业|负面清单|禁投领域|exclusions|excluded sectors|avoid|no go sectors', many),
  field('intents', 'choice', ['investors'], '产业意图', 'Strategic intent', '战略意图|补链强链|产业链意图|补链方向|strategic intent|chain intent|intent', many),
  field('thesisNotes', 'longText', givers, '偏好说明', 'Thesis notes', '投资偏好|投资策略|投资逻辑|并购需求|收购需求|标的要求|thesis|investment thesis|strategy|investment strategy|mandate|criteria|notes on thesis', many),
  field('control', 'choice', ['acquirers'], '控股要求', 'Control', '控股权|是否控股|控股参股|收购比例|股权比例要求|control or minority|stake|ownership'),
  field('market', 'choice', ['acquirers'], '标的市场', 'Market', '境内外|境内境外|境内或境外|国内境外|并购市场|目标市场|domestic or overseas|target market'),
  field('stockCode', 'text', ['acquirers', 'investors'], '股票代码', 'Stock code', '证券代码|上市代码|代码|ticker|symbol|stock symbol|stock ticker'),
  field('contactName', 'text', organizations, '联系人', 'Contact', '联系人姓名|对接人|负责人|姓名|联络人|contact name|contact person|primary contact|point of contact', repeats),
  field('contactTitle', 'text', organizations, '联系人职务', 'Contact title', '职务|职位|联系人职位|contact role|contact position|job title', repeats),
  field('contactEmail', 'email', organizations, '邮箱', 'E-mail', '联系邮箱|公开邮箱|电子邮箱|联系人邮箱|电子邮件|邮件|郵箱|email|e mail|email address|contact email|mail', repeats),
  field('contactPhone', 'phone', organizations, '电话', 'Phone', '联系电话|公开电话|手机|手机号|手机号码|联系方式|联系人电话|電話|phone number|telephone|tel|mobile|cell|contact phone', repeats),
  field('remark', 'longText', organizations, '备注', 'Remark', '笔记|说明|附注|備註|note|notes|comment|comments|internal note'),
  field('personName', 'name', ['people'], '姓名', 'Full name', '名字|联系人|嘉宾|嘉宾姓名|参会人|参会人姓名|代表|name|person|contact|contact name|attendee|delegate|participant|guest'),
  field('personNameEn', 'name', ['people'], '英文姓名', 'Name in Latin letters', '英文名|拼音|english name|latin name|name en'),
  field('organization', 'name', ['people'], '单位', 'Organization', '公司|公司名称|机构|机构名称|单位名称|工作单位|企业|所属机构|所属公司|代表单位|company|company name|organisation|firm|employer|affiliation|fund|institution'),
  field('title', 'text', ['people'], '职务', 'Job title', '职位|头衔|职称|岗位|title|position|role|job'),
  field('email', 'email', ['people'], '邮箱', 'E-mail', '联系邮箱|电子邮箱|电子邮件|邮件|郵箱|email|e mail|email address|mail|contact email'),
  field('phone', 'phone', ['people'], '手机', 'Phone', '电话|联系电话|手机号|手机号码|联系方式|電話|phone number|telephone|tel|mobile|cell'),
  field('bio', 'longText', ['people'], '个人简介', 'Bio', '简介|介绍|嘉宾简介|背景|biography|about|background|profile|description'),
]

const byTarget = new Map<ImportTarget, Map<string, ImportField>>()
for (const target of all) byTarget.set(target, new Map(importFields.filter((item) => item.targets.includes(target)).map((item) => [item.key, item])))

/** Fields a file of this target may have, in display order. */
export function fieldsOf(target: ImportTarget): ImportField[] {
  return [...(byTarget.get(target)?.values() ?? [])]
}

export function fieldOf(target: ImportTarget, key: string): ImportField | null {
  return byTarget.get(target)?.get(key) ?? null
}

/** Fields that can say whose row it is; a file must have a column for at least one of them. */
export function nameFields(target: ImportTarget): string[] {
  return target === 'people' ? ['personName', 'personNameEn'] : ['name', 'nameZh', 'nameEn', 'legalName']
}
