/** What invented companies do: sector code, the words of the name, and two lines on the product in both languages. */
export type Trade = {
  sector: string
  wordZh: string
  wordEn: string
  lines: { zh: string; en: string }[]
}

export const trades: Trade[] = [
  { sector: 'ai_model', wordZh: '智能', wordEn: 'Intelligence', lines: [
    { zh: '面向工业图纸的多模态大模型，读图、核对、出清单一次完成', en: 'Multimodal models that read, check and bill engineering drawings in one pass' },
    { zh: '为法务与合规团队做可追溯引文的专业大模型', en: 'A domain model for legal and compliance teams with traceable citations' } ] },
  { sector: 'ai_infra', wordZh: '算力', wordEn: 'Compute', lines: [
    { zh: '异构算力调度平台，让闲置显卡利用率提高一倍', en: 'Scheduling for mixed accelerators that doubles the use of idle cards' },
    { zh: '推理加速引擎，同等精度下单位成本降低六成', en: 'An inference engine at the same accuracy and forty per cent of the cost' } ] },
  { sector: 'chip_os', wordZh: '微芯', wordEn: 'Silicon', lines: [
    { zh: '面向边缘视觉的存算一体芯片，功耗低于一瓦', en: 'Compute-in-memory chips for edge vision below one watt' },
    { zh: '车规级实时操作系统，已通过功能安全认证', en: 'An automotive real-time operating system certified for functional safety' } ] },
  { sector: 'ic_equip', wordZh: '半导体', wordEn: 'Semiconductor', lines: [
    { zh: '先进封装混合键合设备与工艺包', en: 'Hybrid bonding tools and process packages for advanced packaging' },
    { zh: '十二英寸晶圆量测设备，核心光学部件自研', en: '300 mm wafer metrology with in-house optics' } ] },
  { sector: 'innov_drug', wordZh: '药业', wordEn: 'Therapeutics', lines: [
    { zh: '自身免疫口服小分子新药，两个品种进入二期临床', en: 'Oral small molecules for autoimmune disease, two in phase II' },
    { zh: '针对难成药靶点的蛋白降解平台', en: 'A protein degradation platform for targets held undruggable' } ] },
  { sector: 'med_device', wordZh: '医疗', wordEn: 'Medical', lines: [
    { zh: '血管介入手术机器人，已完成多中心临床试验', en: 'A vascular intervention robot with its multi-centre trial completed' },
    { zh: '可穿戴超声，居家监测心功能', en: 'Wearable ultrasound that watches heart function at home' } ] },
  { sector: 'cgt', wordZh: '生命', wordEn: 'Biosciences', lines: [
    { zh: '通用型细胞治疗，成本为自体疗法的十分之一', en: 'Off-the-shelf cell therapy at a tenth of the cost of autologous' },
    { zh: '体内基因编辑递送系统，肝外组织靶向', en: 'Delivery of in-vivo gene editing to tissues beyond the liver' } ] },
  { sector: 'synbio', wordZh: '合成', wordEn: 'Synthetics', lines: [
    { zh: '以秸秆为原料的生物基尼龙单体', en: 'Bio-based nylon monomers made from straw' },
    { zh: '无细胞蛋白合成平台，研发周期从月缩短到天', en: 'Cell-free protein synthesis that turns months into days' } ] },
  { sector: 'satnav', wordZh: '星链', wordEn: 'Orbital', lines: [
    { zh: '北斗高精度定位芯片与边坡监测系统', en: 'High-precision BeiDou chips and slope monitoring' },
    { zh: '商业遥感卫星星座与农业保险数据服务', en: 'A remote-sensing constellation serving crop insurers' } ] },
  { sector: 'low_altitude', wordZh: '航空', wordEn: 'Aviation', lines: [
    { zh: '载重两百公斤的支线货运无人机', en: 'Regional cargo drones that carry 200 kg' },
    { zh: '城市低空飞行的通信感知一体化网络', en: 'Joint communication and sensing for urban low-altitude flight' } ] },
  { sector: 'cybersec', wordZh: '安全', wordEn: 'Security', lines: [
    { zh: '隐私计算一体机，数据可用不可见', en: 'A privacy computing appliance: data used without being seen' },
    { zh: '大模型应用的内容与数据安全网关', en: 'A content and data gateway for applications of large models' } ] },
  { sector: 'ind_internet', wordZh: '工联', wordEn: 'Industrial', lines: [
    { zh: '流程工业数字孪生，装置能耗降低百分之八', en: 'Digital twins for process plants, eight per cent less energy' },
    { zh: '设备预测性维护，已接入三万台机组', en: 'Predictive maintenance on thirty thousand machines' } ] },
  { sector: 'autonomous', wordZh: '智行', wordEn: 'Mobility', lines: [
    { zh: '矿区无人运输车队，连续运行超两万小时', en: 'Driverless haulage for mines, twenty thousand hours without a break' },
    { zh: '低成本固态激光雷达，单价低于一千元', en: 'Solid-state lidar below a thousand yuan a unit' } ] },
  { sector: 'materials', wordZh: '新材', wordEn: 'Materials', lines: [
    { zh: '高导热石墨膜，用于高功率芯片散热', en: 'Graphite films that cool high-power chips' },
    { zh: '可降解医用镁合金，完成大动物试验', en: 'Degradable magnesium alloys for implants, animal trials complete' } ] },
  { sector: 'robotics', wordZh: '机器人', wordEn: 'Robotics', lines: [
    { zh: '通用人形机器人关节模组，扭矩密度领先', en: 'Joint modules for humanoid robots with leading torque density' },
    { zh: '柔性装配机器人，换线时间少于十分钟', en: 'Flexible assembly robots, changeover under ten minutes' } ] },
  { sector: 'storage_hydrogen', wordZh: '能源', wordEn: 'Energy', lines: [
    { zh: '长时液流储能，度电成本低于两毛', en: 'Long-duration flow batteries below 0.2 yuan a kilowatt-hour' },
    { zh: '质子交换膜电解槽，贵金属用量减少七成', en: 'PEM electrolysers with seventy per cent less precious metal' } ] },
  { sector: 'carbon', wordZh: '碳科', wordEn: 'Carbon', lines: [
    { zh: '工业园区碳排放实时核算与交易服务', en: 'Live carbon accounts and trading for industrial parks' } ] },
  { sector: 'quantum_computing', wordZh: '量子', wordEn: 'Quantum', lines: [
    { zh: '离子阱量子计算整机与纠错软件', en: 'Trapped-ion machines and their error correction' } ] },
  { sector: 'fintech', wordZh: '数科', wordEn: 'Fintech', lines: [
    { zh: '供应链票据智能风控，服务四十家银行', en: 'Risk control for supply-chain bills, in use at forty banks' } ] },
  { sector: 'smart_med', wordZh: '健康', wordEn: 'Health', lines: [
    { zh: '基层影像智能诊断，覆盖一千两百家医院', en: 'Imaging diagnosis for county hospitals, twelve hundred so far' } ] },
  { sector: 'instruments', wordZh: '仪器', wordEn: 'Instruments', lines: [
    { zh: '国产高分辨质谱仪，核心部件全部自研', en: 'High-resolution mass spectrometers with every core part in-house' } ] },
  { sector: 'nextgen_comm', wordZh: '通信', wordEn: 'Communications', lines: [
    { zh: '低轨卫星相控阵终端，厚度仅两厘米', en: 'Phased-array terminals for low orbit, two centimetres thick' } ] },
]

export const investorWords = {
  vc: [['创投', 'Ventures'], ['资本', 'Capital'], ['科创基金', 'Frontier Fund']],
  pe: [['股权投资', 'Equity Partners'], ['资本', 'Capital']],
  cvc: [['产业资本', 'Corporate Ventures'], ['战略投资', 'Strategic Investments']],
  guidance_fund: [['引导基金', 'Guidance Fund']],
  fof: [['母基金', 'Fund of Funds']],
  ma_fund: [['并购基金', 'Buyout Fund']],
  secondary: [['S基金', 'Secondaries']],
  insurer: [['保险资管', 'Insurance Asset Management']],
  bank: [['银行理财', 'Wealth Management']],
  angel_person: [['天使', 'Angels']],
  sovereign: [['主权基金', 'Sovereign Fund']],
  endowment: [['大学捐赠基金', 'University Endowment']],
  family_office: [['家族办公室', 'Family Office']],
} as const satisfies Record<string, readonly (readonly [string, string])[]>

export type SeedInvestorKind = keyof typeof investorWords
