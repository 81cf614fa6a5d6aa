import { entry, under, type VocabularyList } from './vocabulary-entry.ts'

/** Matches every field of technology: what a generalist fund writes. Matching treats it as wide, not as a field of its own. */
export const broadSectorCode = 'tech_general'

/** Sectors, two levels. The base set follows the district policy texts (source column); the rest is what rosters say. */
export const sectors: VocabularyList = {
  version: 1,
  entries: [
    entry(broadSectorCode, '科技（不限细分）', 'Technology (any field)', '科技|硬科技|高科技|高新技术|高精尖|未来产业|前沿科技|前沿技术|黑科技及前沿技术|黑科技|不限|不限行业|行业不限|综合|硬科技综合|科技综合|Technology|Tech|Deeptech|Deep tech|Hard tech|Frontier tech|Sector agnostic|Industry agnostic|Generalist|Agnostic|Any|TMT|ICT'),

    entry('ai', '人工智能', 'Artificial intelligence', '人工智慧|AI|A.I.|机器学习|機器學習|Machine Learning|ML|Deep Learning|深度学习|Reinforcement Learning|AI/ML|AI & ML|AI+|Data Science|Recommendation System|智能技术', { source: '000:19' }),
    ...under('ai', [
      entry('ai_model', '大模型与生成式人工智能', 'Foundation models & generative AI', '大模型|生成式AI|生成式人工智能|AIGC|LLM|GenAI|Generative AI|Foundation Models|AI Assistant|Conversational AI|Chatbot|Chat|智能助手|AI Agent|Agents|智能体'),
      entry('ai_vision', '计算机视觉', 'Computer vision', '電腦視覺|机器视觉|图像识别|人脸识别|Computer Vision|CV|图像视频|Image recognition'),
      entry('ai_language', '语音与自然语言', 'Speech & language', '语音识别|智能语音|自然语言处理|NLP|Speech|Voice|机器翻译|Search|语音技术'),
      entry('ai_infra', '智能算力与平台', 'AI infrastructure', '算力|智算|AI Infrastructure|MLOps|AIOps|AI芯片平台|Compute'),
    ]),

    entry('ic', '集成电路', 'Integrated circuits', '積體電路|半导体|半導體|芯片|晶片|芯片半导体|芯片与半导体|Semiconductors|Semiconductor|Semis|Chips|IC|Microelectronics|微电子|光电子|光电|光子|光子芯片|Photonics', { source: '000:19' }),
    ...under('ic', [
      entry('chip_os', '基础芯片与操作系统', 'Base chips & operating systems', '信创|信息技术应用创新|基礎晶片|作業系統|操作系统|核心通用芯片|基础软件|系统工具|Operating systems|Base software', { source: '001:12' }),
      entry('ic_design', '集成电路设计', 'IC design', '芯片设计|晶片設計|IC设计|EDA|IP核|Chip design|Fabless', { source: '004:46' }),
      entry('ic_equip', '半导体设备与材料', 'Semiconductor equipment & materials', '半导体设备|半导体材料|晶圆制造|封装测试|Foundry|Semiconductor equipment'),
      entry('sensors', '传感器', 'Sensors', '感測器|传感器及中间件|MEMS|雷达|激光雷达|LiDAR|Sensor|Sensing'),
    ]),

    entry('biomed', '生物医药', 'Biomedicine & health', '生物与新医药|生物医药与大健康|生物健康|生技|生技醫療|生技医疗|醫藥健康|医药健康|生物醫藥|医药|医药产业|医疗健康|医疗|大健康|生命科学|生命科學|生物科技|生物技术|Healthcare|Health care|Health|Biotech|Biotechnology|Life sciences|Life science|Pharma|Pharmaceuticals|Medical|MedTech and Biotech|Biomedicine|Bio|Health & Life Sciences', { source: '000:19' }),
    ...under('biomed', [
      entry('innov_drug', '创新药', 'Innovative drugs', '創新藥|新药|新药研发|药物研发|小分子|大分子|抗体|疫苗|Therapeutics|Drug discovery|Drug Discovery and Delivery|AI-powered Drug Discovery|Drug Delivery|Oncology|Biopharma|Pharma R&D|CRO|CXO', { source: '001:8' }),
      entry('med_device', '高端医疗器械', 'High-end medical devices', '高端醫療器械|醫療器械|医疗器械|医疗器械及硬件|医疗设备|手术机器人|Medical Devices|Medical Device|Medtech|Medical Robotics|Robotic Surgery|Medical equipment', { source: '001:8' }),
      entry('cgt', '细胞与基因治疗', 'Cell & gene therapy', '細胞基因治療|细胞基因治疗|细胞治疗|基因治疗|干细胞|基因编辑|CGT|Cell Therapy|Gene Therapy|CAR-T', { source: '001:37' }),
      entry('synbio', '合成生物学', 'Synthetic biology', '合成生物學|合成生物|生物制造|Synthetic Biology|Synbio|Industrial Bio|Biomanufacturing|Bioplastic', { source: '001:37' }),
      entry('structbio', '结构生物学', 'Structural biology', '結構生物學|Cryo-EM', { source: '001:37' }),
      entry('smart_med', '智慧医疗', 'Digital health & smart medical services', '數位醫療|数位医疗|智慧醫療服務|智慧醫療|数字医疗|互联网医疗|医疗信息化|寻医诊疗|医疗服务|医生服务|Digital Health|Health Tech|Healthtech|Healthcare IT|Healthcare Services|Telehealth|Telemedicine|eHealth|Mental Health Tech|Consumer Health Services|Consumer Health and Wellness|Femtech|Women\'s Health|Wellness', { source: '001:37' }),
      entry('diagnostics', '体外诊断与精准医学', 'Diagnostics & precision medicine', '体外诊断|IVD|精准医学|精准医疗|基因检测|Diagnostics|Precision medicine|Genomics|Microfluidics', { source: '004:329' }),
      entry('brain', '脑科学与脑机接口', 'Brain science & interfaces', '脑机接口|脑科学|脑计划|类脑|类脑智能|Neurotech|Neuroscience|BCI|Brain-computer interface', { source: '002:1020' }),
      entry('elder_care', '康养服务', 'Elder care & rehabilitation', '养老|康养|银发经济|康复|Elder care|Senior care|Aging'),
    ]),

    entry('aerospace', '空天信息', 'Aerospace & space information', '空天產業|空天産業|航空航天|航空航天产业|航天|卫星|商业航天|太空探索|Aerospace|Space|SpaceTech|Aviation and Space|Aviation|Space Exploration|Commercial Space Launch|Airplanes|Satellites|Satellite', { source: '000:34' }),
    ...under('aerospace', [
      entry('satnav', '北斗与空间信息服务', 'BeiDou & spatial information', '北斗|卫星导航|位置定位|地理信息|遥感|GIS|Navigation|Geospatial|Remote sensing', { source: '004:46' }),
      entry('low_altitude', '低空经济与无人机', 'Low-altitude economy & drones', '低空经济|无人机|飞行器|eVTOL|通用航空|Drones|Drone|UAV|Unmanned Vehicle'),
      entry('defense', '国防与两用技术', 'Defence & dual use', '军工|国防|军民两用|Defense|Defence|Dual use|Defense Tech'),
    ]),

    entry('nextgen_it', '新一代信息技术', 'Next-generation IT', '新一代資訊技術|信息技术|資訊技術|资讯科技|資訊科技|数位经济|網路|网路|信息产业|数字经济|互联网|網際網路|移动互联网|下一代互联网|软件|軟體|资讯服务|信息服务|软件与信息服务|软件和信息服务|电子信息|电子信息产业|新基建|IT|Information technology|Software|Internet|Mobile|Infrastructure|Telecommunications Software', { source: '001:6' }),
    ...under('nextgen_it', [
      entry('nextgen_comm', '下一代通信', 'Next-generation communications', '下一代通信網路|下一代通信网络|通信|5G|6G|通信设备|Telecommunications|Telecom|Communications|Connectivity', { source: '001:7' }),
      entry('cloud_bigdata', '云计算与大数据', 'Cloud & big data', '雲端|云端|雲端運算|云端运算|雲計算|云计算|大數據|大数据|云服务|IT基础设施|数据服务|数据分析|数据要素|数据中心|Cloud|Cloud Computing|Cloud infrastructure|Big Data|Data|Data Engineering|Databases|Data infrastructure|Kubernetes|Analytics|Data Visualization|IT infrastructure', { source: '001:14' }),
      entry('ind_internet', '工业互联网', 'Industrial internet', '工業網際網路|工业软件|工业物联网|IIoT|Industrial internet|Industry 4.0|Industrial software', { source: '001:14' }),
      entry('iot', '物联网', 'Internet of things', '物聯網|IoT|Internet of Things|智能家居|智慧家居|智能硬件物联网|Smart home|Connected devices', { source: '002:586' }),
      entry('blockchain', '区块链', 'Blockchain', '區塊鏈|数字资产|加密货币|Blockchain|Crypto|Web3|Crypto / Web3|Cryptocurrency|DeFi|NFT|Digital assets', { source: '001:12' }),
      entry('cybersec', '网络与信息安全', 'Network & information security', '資訊安全|资讯安全|資安|资安|网路安全|網路與資訊安全|网络安全|信息安全|数据安全|企业安全|安全|Cybersecurity|Cyber|Cyber Security|Security|Privacy|Identity|DevSecOps|Fraud Detection|Infosec', { source: '001:14' }),
      entry('xr', '虚拟现实与元宇宙', 'XR & metaverse', '虚拟现实|虛擬實境|增强现实|擴增實境|元宇宙|VR|AR|XR|VR/AR|Virtual Reality|Augmented Reality|Metaverse', { source: '002:940' }),
      entry('smart_city', '智慧城市', 'Smart city', '数字政务|安防|公共安全|智慧政务|Smart cities|Urban tech|GovTech|Government|Public sector|Civic tech', { source: '002:1020' }),
    ]),

    entry('icv', '智能网联', 'Intelligent connected vehicles', '智慧網聯|智能网联汽车|汽车|汽车交通|智能汽车|先进汽车|出行|Automotive|Auto|Mobility|Transportation|Transport|Transportation Services|Auto Commerce', { source: '001:7' }),
    ...under('icv', [
      entry('autonomous', '自动驾驶', 'Autonomous driving', '自動駕駛|无人驾驶|辅助驾驶|ADAS|Autonomous vehicles|Self-driving|Autonomous driving'),
      entry('vehicle_network', '车联网与车载硬件', 'Connected-car systems', '智能座舱|车联网|車聯網|车联网及硬件|车载及出行|车载硬件|V2X|Connected car|Telematics'),
      entry('new_energy_vehicle', '新能源汽车', 'Electric vehicles', '新能源車|电动汽车|電動車|充电桩|Electric Vehicles|EV|EVs|Charging'),
    ]),

    entry('materials', '新材料', 'Advanced materials', '先进材料|材料|Materials|New materials|Advanced materials|Chemicals|化工', { source: '001:8' }),
    ...under('materials', [
      entry('nano', '纳米与石墨烯', 'Nanomaterials & graphene', '石墨烯|纳米技术|纳米材料|微纳制造|Nanotechnology|Nanotech|Graphene', { source: '004:300' }),
      entry('additive', '增材与激光制造', 'Additive & laser manufacturing', '增材制造|激光制造|3D打印|3D列印|3D Printing|Additive manufacturing|Laser', { source: '004:329' }),
    ]),

    entry('equip_mfg', '高端装备与智能制造', 'High-end equipment & smart manufacturing', '高端裝備和智慧製造|高端装备|智能制造|智慧製造|先进制造|制造业|装备制造|工业|工业4.0|大智造|Industrials|Industrial|Manufacturing|Advanced manufacturing|Smart manufacturing|Manufacturing and Robotics|Automation|Industrial automation', { source: '001:6' }),
    ...under('equip_mfg', [
      entry('robotics', '机器人', 'Robotics', '機器人|智能机器人|工业机器人|服务机器人|具身智能|人形机器人|Robotics|Robots|Robot|Embodied AI|Humanoid', { source: '002:940' }),
      entry('hardware', '智能硬件', 'Smart hardware', '硬件|硬體|智能硬件|综合硬件|其他硬件服务|消费电子|可穿戴设备|3C|Hardware|Consumer electronics|Electronics|Wearables|Devices', { source: '004:311' }),
      entry('instruments', '科学仪器', 'Scientific instruments', '科学仪器|仪器仪表|高端仪器|Instruments|Instrumentation|Lab equipment'),
    ]),

    entry('energy_env', '能源环保', 'Energy & environment', '綠能|绿能|能源環保|能源|环保|节能环保|新能源|清洁能源|双碳|碳中和|绿色生态|Energy|Climate|ClimateTech|Climate Tech|Cleantech|Clean tech|Clean energy|Sustainability|Environment|Greentech|Green|ESG|Energy Tech|Impact|Energy transition', { source: '001:12' }),
    ...under('energy_env', [
      entry('renewables', '新能源发电', 'Renewable power', '光伏|太阳能|风电|可再生能源|Renewable Energy|Renewables|Solar|Solar Power|Wind'),
      entry('storage_hydrogen', '储能与氢能', 'Storage & hydrogen', '储能|儲能|新型储能|氢能|氢燃料电池|电池|动力电池|Energy Storage|Batteries|Battery|Hydrogen|Hydrogen Energy|Fuel cells', { source: '004:300' }),
      entry('carbon', '节能减排与碳管理', 'Carbon & efficiency', '碳管理|碳捕集|低碳|节能|节能技术|Carbon Capture and Removal|Carbon Capture|Energy efficiency', { source: '002:1020' }),
      entry('nuclear', '核能与可控核聚变', 'Nuclear & fusion', '核能|核聚变|可控核聚变|Nuclear|Fusion'),
      entry('env_protection', '环境治理', 'Environmental protection', '水处理|固废|环境治理|污染治理|Water|Waste|Recycling|Circular economy'),
    ]),

    entry('quantum', '量子', 'Quantum', '量子科技|量子信息|量子技术|Quantum technology|Quantum tech', { source: '004:300' }),
    ...under('quantum', [
      entry('quantum_computing', '量子计算', 'Quantum computing', '量子計算|Quantum computer'),
      entry('quantum_comm', '量子通信', 'Quantum communications', '量子通訊|量子保密通信|Quantum communication', { source: '004:300' }),
    ]),

    entry('fintech', '金融科技', 'Fintech', '金融|科技金融|互联网金融|金融服务|Financial services|Finance|Financial technology|Financial', { source: '001:16' }),
    ...under('fintech', [
      entry('payments', '支付与清算', 'Payments', '支付|跨境支付|移动支付|Payment|Payroll payments'),
      entry('banking_tech', '银行科技与数字银行', 'Banking technology', '银行科技|数字银行|Banking|Neobank|Banking and Exchange|Banking as a Service|Consumer Finance|Personal finance'),
      entry('lending', '信贷科技', 'Credit & lending', '信贷|消费金融|供应链金融|Credit and Lending|Lending|Credit'),
      entry('insurtech', '保险科技', 'Insurtech', '保險科技|保险|保險|Insurance|Health Insurance|Insurance tech'),
      entry('wealthtech', '财富与资产管理', 'Wealth & asset management', '财富管理|资产管理|Asset Management|Investing|Investments|Trading|Wealth management|Wealthtech|Capital markets|Fundraising'),
      entry('regtech', '监管科技与合规', 'Regtech & compliance', '监管科技|合规|Regtech|Compliance|KYC'),
    ]),

    entry('digital_trade', '数字贸易', 'Digital trade', '數字貿易|数字商务|跨境贸易|Trade tech|Commerce|Digital commerce', { source: '001:57' }),
    ...under('digital_trade', [
      entry('ecommerce', '电子商务', 'E-commerce', '電子商務|电商|跨境电商|电商解决方案|E-commerce|Ecommerce|eCommerce|Marketplace|Marketplaces|Online retail|Social commerce|Subscriptions'),
      entry('logistics', '物流与供应链', 'Logistics & supply chain', '物流|物流運輸|供应链|其他物流|仓储|快递|Logistics|Supply Chain|Supply Chain and Logistics|Warehouse Management Tech|Delivery|Freight|Shipping|Supply chain tech'),
    ]),

    entry('sci_service', '科技服务', 'Science & technology services', '科技服務業|科技服务业|创新服务|研发服务|检验检测|技术转移|高技术服务|现代服务业|生产性服务业|S&T services|R&D services|Professional services|专业服务业|专业服务', { source: '001:35' }),
    ...under('sci_service', [
      entry('education', '教育科技', 'Education technology', '教育培训|教育|教育業|教育业|在线教育|互联网教育|教育技术|职业教育|Education|Edtech|EdTech|eLearning|E-learning|AI-Enhanced Learning|Training|Careers|Job and Career Services', { source: '001:39' }),
    ]),

    entry('culture_creative', '文化创意', 'Culture & creative industries', '文化創意|文创|文化|文化科技|文化和科技融合|文化娱乐|文娱|数字文化|數字文化産業|传媒|新媒体|移动新媒体|媒体及阅读|Media|Entertainment|Culture|Creative|Content|Media & Entertainment|Media and Entertainment|Creator Economy|Publishing|Design', { source: '000:38' }),
    ...under('culture_creative', [
      entry('gaming', '游戏', 'Games', '遊戲|移动游戏|电子竞技|电竞|Gaming|Games|Game|Esports'),
      entry('video_audio', '音视频', 'Video & audio', '视频|短视频|直播|音乐|影视|影音|Video|Audio|Music|Podcasts|Streaming|Film'),
      entry('social', '社交与社区', 'Social & community', '社交|社交网络|社区|Social|Community|Social network|Messaging|Dating'),
      entry('sports', '体育', 'Sports', '体育|體育|健身|Sport|Sports Tech|Fitness'),
    ]),

    entry('new_formats', '新兴业态', 'New business formats', '新业态|新经济|平台经济|共享经济|就医陪诊|上门护理|Sharing economy|New economy|Gig economy|Future of work', { source: '000:23' }),

    entry('consumer', '消费', 'Consumer', '消费品|新消费|大消费|消費|消费服务|Consumer goods|Consumer products|Consumer tech|B2C|D2C|DTC|CPG|Retail|零售|新零售|Home and Personal|Lifestyle|生活服务'),
    ...under('consumer', [
      entry('local_services', '本地生活', 'Local services', '本地生活服务|本地综合生活|实用生活服务|生活方式|家政|Local services|Home Services'),
      entry('food', '食品与餐饮', 'Food & beverage', '食品|餐饮|餐飲|食品饮料|Food|Food Tech|Foodtech|Food and Beverage|Food & Beverage|Restaurant Tech|Ghost Kitchens|Grocery|Restaurants|Beverages'),
      entry('travel', '旅游出行', 'Travel & hospitality', '文旅|文化旅游|旅游|旅遊|旅行|酒店|旅游工具及社区|Travel|Tourism|Hospitality|Leisure'),
      entry('fashion', '时尚与美妆', 'Fashion & beauty', '时尚|服装|美妆|Fashion|Beauty|Apparel and Cosmetics|Apparel|Cosmetics|Sustainable Fashion|Luxury'),
      entry('pets_family', '母婴与宠物', 'Family & pets', '母婴|宠物|亲子|Pets|Pet tech|Family|Parenting|Baby'),
      entry('consumer_apps', '工具应用', 'Consumer apps', '工具|工具软件|工具應用|其他工具|浏览器|应用软件|Consumer internet|Consumer apps|Apps|Mobile apps|Utilities|Consumer software'),
    ]),

    entry('enterprise', '企业服务', 'Enterprise services', '企業服務|企业级服务|企业软件|企业服务/SaaS|其他企业服务|综合企业服务|ToB|To B|B2B|Enterprise|Enterprise Software|Enterprise Tech|Enterprise services|Business software|Business services|SMB|Office Management|Operations|行业信息化|行业信息化及解决方案|行业解决方案|Vertical software'),
    ...under('enterprise', [
      entry('saas', '软件即服务', 'SaaS', '软件服务|Saas|Software as a service|Vertical SaaS|B2B SaaS|SaaS软件|PaaS|No-code|Low-code|无代码|低代码|Robotic Process Automation|RPA|Workflow Automation|Productivity|Collaboration|协同办公|办公软件|Documents|Scheduling|Email|Remote Work'),
      entry('devtools', '开发者服务', 'Developer tools', '开发者工具|B2D开发者服务|开发者|开源|Developer Tools|Dev tools|DevTools|Developer|DevOps|Open Source|API|APIs|Engineering, Product and Design|Web Development|GraphQL|Monitoring|Design Tools|Testing'),
      entry('martech', '营销与广告技术', 'Marketing & advertising', '广告营销|廣告|营销|广告技术|整合营销传播|移动及网络广告|其他广告|数字营销|Marketing|Martech|Adtech|Ad tech|Advertising|Market Research|Growth marketing'),
      entry('sales_service', '销售与客户服务', 'Sales & customer service', '客户服务|客服|销售|客户关系管理|CRM|Sales|Sales Enablement|Customer Support|Customer Success|Customer Service|Call Center|Sales tech'),
      entry('hr_tech', '人力资源', 'HR technology', '人力資源|招聘|薪酬|Human Resources|HR Tech|HR|Recruiting|Recruiting and Talent|Payroll|Talent|HRTech'),
      entry('fin_ops', '财税与采购', 'Finance & procurement software', '财税|财务软件|采购|Finance and Accounting|FinOps|Accounting|Procurement|Tax|CFO tech|Spend management'),
      entry('legaltech', '法律科技', 'Legal technology', '法律|法律服务|法律科技|Legal|LegalTech|Legal tech'),
    ]),

    entry('agri', '现代农业', 'Agriculture & agritech', '农业|農業|农业科技|智慧农业|种业|Agriculture|Agtech|AgTech|Agritech|Agri|Farming|Agrifood'),
    entry('real_estate', '建筑与地产科技', 'Construction & proptech', '房地产|房產|房产服务|地产科技|建筑|建筑科技|智能建造|Real Estate|Proptech|Construction|Construction tech|Housing and Real Estate|Real Estate and Construction|Housing|Property'),
  ],
}
