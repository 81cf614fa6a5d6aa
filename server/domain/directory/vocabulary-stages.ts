import { entry, type VocabularyList } from './vocabulary-entry.ts'

/** How grown a company is. Source of the base: 「创意创想—种子期—初创期—成长期—产业化」. */
export const companyStages: VocabularyList = {
  version: 1,
  entries: [
    entry('idea', '创意', 'Idea', '创意创想|创意期|概念期|創意|概念验证|PoC|Concept|Ideation', { source: '002:842' }),
    entry('seed', '种子期', 'Seed', '種子期|种子|种子阶段|Seed stage', { source: '002:842' }),
    entry('startup', '初创期', 'Start-up', '初創期|初创|早期|初创企业|起步期|Startup|Start up|Early|Early stage|Early-stage', { source: '002:842' }),
    entry('growth', '成长期', 'Growth', '成長期|成长|扩张期|快速扩张期|成熟期前|Growth stage|Growth-stage|Expansion|Scaleup|Scale-up|Mid stage|Growth equity', { source: '002:842' }),
    entry('scale', '产业化', 'Industrialisation', '產業化|成熟期|成熟|龙头|规模化|Mature|Late|Late stage|Later stage|Late-stage|Scale', { source: '002:842' }),
  ],
}

/** Financing rounds, in the order money usually comes. */
export const rounds: VocabularyList = {
  version: 1,
  entries: [
    entry('pre_seed', '种子前', 'Pre-seed', '种子前轮|Pre-Seed轮|Preseed|Pre seed|Friends and family|F&F'),
    entry('seed', '种子轮', 'Seed', '種子輪|种子|种子期|种子+轮|Seed轮|Seed round|Seed+|Seed plus'),
    entry('angel', '天使轮', 'Angel', '天使輪|天使|天使+轮|天使投资|Angel轮|Angel round|Angels'),
    entry('pre_a', 'Pre-A轮', 'Pre-A', 'PreA輪|Pre A|Pre-Series A|PreA+轮|A轮前'),
    entry('a', 'A轮', 'Series A', 'A輪|A|A round|Round A|首轮'),
    entry('a_plus', 'A+轮', 'Series A+', 'A+輪|A+|A plus|A1轮|A2轮|Series A1|Series A2|A++轮'),
    entry('pre_b', 'Pre-B轮', 'Pre-B', 'PreB輪|Pre B|Pre-Series B'),
    entry('b', 'B轮', 'Series B', 'B輪|B|B round|Round B'),
    entry('b_plus', 'B+轮', 'Series B+', 'B+輪|B+|B plus|B1轮|B2轮|Series B1|Series B2|B++轮'),
    entry('pre_c', 'Pre-C轮', 'Pre-C', 'PreC輪|Pre C|Pre-Series C'),
    entry('c', 'C轮', 'Series C', 'C輪|C|C round|Round C'),
    entry('c_plus', 'C+轮', 'Series C+', 'C+輪|C+|C plus|C1轮|C2轮|Series C1|Series C2|C++轮'),
    entry('d', 'D轮', 'Series D', 'D輪|D|D round|Round D|Pre-D轮'),
    entry('d_plus', 'D+轮及以后', 'Series D+ and later', 'D+轮|D+輪|D+|E轮|E輪|E|E+轮|F轮|F輪|F|F+轮|G轮|G|H轮|H|E轮及以后|Series D+|Series E|Series F|Series G|Series H|Series E+|Late rounds'),
    entry('strategic', '战略投资', 'Strategic investment', '戰略投資|战略融资|战投|Strategic|Strategic round|Corporate round|股权投资'),
    entry('pre_ipo', 'Pre-IPO', 'Pre-IPO', 'Pre-IPO轮|PreIPO|上市前|F轮-上市前|E轮-上市前|D轮-上市前|Pre IPO|拟上市'),
    entry('neeq', '新三板', 'NEEQ', '新三板挂牌|新三板定增|新三板轮|新三板上市|NEEQ board|New Third Board', { source: '002:592' }),
    entry('listed', '已上市', 'Listed', '上市|IPO|IPO上市|IPO上市后|上市后|定向增发|Public|Post-IPO|Post IPO|主板上市|科创板上市|创业板上市|北交所上市'),
    entry('acquired', '已并购', 'Acquired', '并购|併購|被收购|被并购|合并|Acquisition|M&A|Merged'),
  ],
}

/** Classes in which projects are taken in for the district's Demo Days. */
export const intakeClasses: VocabularyList = {
  version: 1,
  entries: [
    entry('research_result', '优质科研成果项目', 'Research result', '科研成果|科研成果项目|科技成果|成果转化项目|科研项目|Research project|Research', { source: '000:25' }),
    entry('seed_project', '种子项目', 'Seed project', '種子項目|种子企业|Seed', { source: '000:25' }),
    entry('potential_unicorn', '潜在独角兽', 'Potential unicorn', '潛在獨角獸|独角兽|獨角獸|准独角兽|潜在独角兽企业|Unicorn|Soonicorn', { source: '000:25' }),
    entry('little_giant', '专精特新“小巨人”', 'Little giant', '專精特新小巨人|专精特新小巨人|小巨人|小巨人企业|专精特新|专精特新企业|Specialised and innovative SME', { source: '000:25' }),
    entry('chain_leader', '产业链主企业', 'Chain leader', '產業鏈主企業|链主|链主企业|龙头企业|产业链龙头|Industry leader', { source: '000:25' }),
  ],
}

/** What a research team wants to do with a result. */
export const resultIntents: VocabularyList = {
  version: 1,
  entries: [
    entry('buy', '购买', 'Buy', '購買|转让|出售|受让|技术转让|Purchase|Sale|Transfer', { source: '002:1010' }),
    entry('license', '许可', 'License', '許可|授权|技术许可|专利许可|Licence|Licensing', { source: '002:1010' }),
    entry('invest', '投资', 'Invest', '投資|作价入股|股权投资|入股|Investment', { source: '002:1010' }),
  ],
}
