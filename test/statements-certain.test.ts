import { describe, expect, test } from 'vitest'
import { statementsOf } from '../src/extract/statements/statementsOf.ts'
import type { SectionKey } from '../src/model/report.ts'

interface Setting {
  readonly of?: { readonly name: string; readonly printed: string }
  readonly year?: number
  readonly section?: SectionKey
}
/** A sentence, what it says for certain (`metric value` each), and of whom and when the report is. */
type Case = readonly [string, readonly string[], Setting?]

const street = { name: '米市巷街道', printed: '杭州市拱墅区米市巷街道' }
const county = { name: '沭阳县', printed: '宿迁市沭阳县人民政府' }
const short = new Map([
  ['applications.new.total', 'new'],
  ['applications.carried_over.total', 'over'],
  ['applications.carried_forward.total', 'forward'],
  ['applications.granted.total', 'granted'],
  ['applications.partially_granted.total', 'partly'],
  ['applications.total.total', 'done'],
  ['review.total', 'review'],
  ['litigation.total', 'suits'],
  ['statistics.disclosed.total.year', 'items'],
  ['statistics.fees.charged.year', 'fees'],
])

function said(text: string, { of = street, year = 2022, section = 'overview' }: Setting): readonly string[] {
  return statementsOf([{ key: section, heading: '', text }], of, year).map(
    ({ metric, value }) => `${short.get(metric) ?? metric} ${value}`,
  )
}

/** As bodies of all kinds write them, expectations by reading: a number that is not certain is none. */
const sentences: Readonly<Record<string, readonly Case[]>> = {
  'a section, an office or a place below the unit is not the unit': [
    ['街道综合信息指挥室2022年收到政府信息公开申请12件。', []],
    ['街道综合行政执法队收到信息公开申请4件，城建办收到7件。', []],
    ['街道应急管理站收到政府信息公开申请1件。', []],
    ['街道平安法治办公室受理政府信息公开申请5件。', []],
    ['街道社会事务服务中心主动公开政府信息33条。', []],
    ['街道各科室、社区主动公开政府信息620条。', []],
    ['征迁工作专班收到政府信息公开申请35件。', []],
    ['拆迁指挥部收到政府信息公开申请12件。', []],
    [
      '镇自然资源所收到政府信息公开申请2件。',
      [],
      { of: { name: '河东镇', printed: '青溪县河东镇人民政府' } },
    ],
    [
      '镇便民服务大厅受理政府信息公开申请3件。',
      [],
      { of: { name: '河东镇', printed: '青溪县河东镇人民政府' } },
    ],
    ['司法所收到政府信息公开行政复议1件。', []],
    ['街道综合信息指挥室牵头办理依申请公开，全年收到申请12件。', []],
    ['预算科主动公开政府信息62条。', [], { of: { name: '财政局', printed: '上城区财政局' } }],
    [
      '第一税务分局收到政府信息公开申请3件。',
      [],
      { of: { name: '税务局', printed: '国家税务总局青溪县税务局' } },
    ],
    [
      '大队收到政府信息公开申请9件，交警中队受理2件。',
      [],
      { of: { name: '公安局', printed: '青溪县公安局' } },
    ],
    ['我校附属幼儿园收到信息公开申请1件。', [], { of: { name: '杭州第二中学', printed: '杭州第二中学' } }],
    ['下属事业单位收到政府信息公开申请3件。', []],
  ],
  'what others did besides makes a number one of the innermost part': [
    ['我街道机关本级收到政府信息公开申请8件，其余由各社区受理。', []],
    ['街道本级收到政府信息公开申请10件，所属单位收到3件。', []],
    [
      '我委共收到政府信息公开申请12件，委属单位收到3件。',
      [],
      { of: { name: '卫生健康委员会', printed: '青溪县卫生健康委员会' } },
    ],
    [
      '委机关2016年主动公开政府信息321条。',
      [],
      { of: { name: '发展和改革委员会', printed: '青溪县发展和改革委员会' }, year: 2016 },
    ],
    ['省级行政机关收到政府信息公开申请3560件。', [], { of: { name: '浙江省', printed: '浙江省人民政府' } }],
    ['区政府本级收到政府信息公开申请56件。', [], { of: { name: '拱墅区', printed: '杭州市拱墅区人民政府' } }],
    [
      '2022年，市本级收到政府信息公开申请215件，各县区收到3000件。',
      [],
      { of: { name: '宿迁市', printed: '宿迁市' } },
    ],
    ['全系统收到政府信息公开申请45件。', [], { of: { name: '税务局', printed: '国家税务总局青溪县税务局' } }],
    ['局属单位收到政府信息公开申请3件。', [], { of: { name: '教育局', printed: '青溪县教育局' } }],
  ],
  'a name of another level or place is another body': [
    ['2022年，全区共收到政府信息公开申请1250件。', []],
    ['2022年我区收到政府信息公开申请1250件，我街道收到36件。', []],
    [
      '全县共收到政府信息公开申请56件，我局收到3件。',
      [],
      { of: { name: '林业局', printed: '青溪县林业局' } },
    ],
    ['市财政局收到政府信息公开申请120件。', [], { of: { name: '财政局', printed: '杭州市上城区财政局' } }],
    ['下城区财政局收到政府信息公开申请12件。', [], { of: { name: '财政局', printed: '杭州市上城区财政局' } }],
    [
      '区财政局收到政府信息公开申请12件。',
      ['new 12'],
      { of: { name: '财政局', printed: '杭州市上城区财政局' } },
    ],
    [
      '2022年，全市行政机关共收到政府信息公开申请3215件。',
      ['new 3215'],
      { of: { name: '宿迁市', printed: '宿迁市' } },
    ],
    [
      '2022年，我县共新收政府信息公开申请156件，其中县自然资源局45件。',
      ['new 156'],
      { of: { name: '青溪县', printed: '青溪县人民政府' } },
    ],
    [
      '全旗各苏木镇、各部门共收到政府信息公开申请36件。',
      [],
      { of: { name: '科尔沁右翼前旗', printed: '科尔沁右翼前旗人民政府' } },
    ],
    [
      '镇政府全年收到政府信息公开申请3件。',
      ['new 3'],
      { of: { name: '河东镇', printed: '青溪县河东镇人民政府' } },
    ],
    [
      '高新区管委会全年收到政府信息公开申请7件，全区主动公开信息560条。',
      ['new 7', 'items 560'],
      { of: { name: '高新区管委会', printed: '高新区管理委员会' } },
    ],
    [
      '县委县政府信息公开办收到政府信息公开申请120件。',
      [],
      { of: { name: '教育局', printed: '青溪县教育局' } },
    ],
  ],
  'what was carried over is told from what came': [
    ['2022年收到政府信息公开申请14件，含上年结转2件。', []],
    ['我街道收到政府信息公开申请14件，街道收到政府信息公开申请9件。', []],
    ['全年共受理政府信息公开申请891件（含上年结转8件），办结881件。', ['done 881']],
    ['全年共受理政府信息公开申请891件，其中新收883件，上年结转8件。', ['new 883', 'over 8']],
    ['今年共办理政府信息公开申请56件，其中上年度结转4件、本年度新收52件。', ['over 4', 'new 52']],
    ['2022年收到政府信息公开申请14件（上年结转2件）。', []],
    ['2022年收到政府信息公开申请14件，加上上年结转2件，共16件。', ['new 14', 'over 2']],
    ['办结去年结转申请3件。', []],
    ['信访件上年结转2件，本年度新收15件。', []],
    ['行政复议案件新收5件，上年结转1件，结转下年2件。', []],
    [
      '2021年度结转至2022年度办理的申请2件，结转至2023年度办理的申请4件。',
      ['over 2', 'forward 4'],
      { section: 'applications' },
    ],
    [
      '2021年结转2022年办理8件，2022年结转2023年继续办理10件。',
      ['over 8', 'forward 10'],
      { section: 'applications' },
    ],
    ['上年结转资金3万元，项目2件。', []],
  ],
  'what is left of a number, or came out of it, is not the number': [
    ['除去重复申请，收到政府信息公开申请18件。', []],
    ['剔除撤回的2件，2022年收到政府信息公开申请19件。', []],
    ['以上申请中，收到政府信息公开申请2件因内容不明确要求补正。', []],
    ['上年结转并于今年予以公开2件。', [], { section: 'applications' }],
    ['上年结转的2件中，办结1件，再次结转1件。', [], { section: 'applications' }],
    ['上年结转政府信息公开申请数量2件，其中自然人1件。', ['over 2'], { section: 'applications' }],
    ['上年结转2件，本年新收19件，办结21件。', ['new 19', 'over 2', 'done 21'], { section: 'applications' }],
    ['逾期办结1件，按期办结20件。', [], { section: 'applications' }],
    ['15个工作日内办结18件。', [], { section: 'applications' }],
    ['全年内办结21件。', ['done 21'], { section: 'applications' }],
    ['代为办结3件。', [], { section: 'applications' }],
    ['办理21件，未办结1件。', [], { section: 'applications' }],
    ['补正后予以公开2件。', [], { section: 'applications' }],
    ['本月办结5件。', [], { section: 'applications' }],
    ['申请人撤回2件，视为办结2件。', [], { section: 'applications' }],
    ['网络申请予以公开10件。', [], { section: 'applications' }],
    ['防汛期间收到政府信息公开申请7件。', []],
    ['报告期间收到政府信息公开申请7件。', ['new 7']],
    ['被上级采用主动公开信息342条。', []],
    ['目前共有主动公开政府信息9286条。', []],
    ['未收到政府信息公开申请的行政复议1件。', [], { section: 'review_litigation' }],
    ['不予公开答复中部分公开3件。', [], { section: 'applications' }],
    ['县政府作为复议机关审理行政复议88件。', [], { section: 'review_litigation' }],
    ['其中，行政复议8件涉及县住建局，4件涉及县资规局。', [], { section: 'review_litigation' }],
    ['全年公开政府信息1286条，其中主动公开1280条，依申请公开6条。', []],
    ['主动公开政府信息1286条的目标已完成。', []],
    ['未收取信息处理费的申请12件。', []],
    ['没有收取信息处理费的情况。', ['fees 0']],
  ],
  'what came in another year is not of this one': [
    ['2022年，我街道收到政府信息公开申请12件，其中2件为2021年12月收到。', []],
    ['2022年，我街道收到政府信息公开申请12件，其中2件系去年提交。', []],
    ['2022年，我街道收到政府信息公开申请12件，其中2件为2022年12月收到。', ['new 12']],
    ['行政复议申请1件、行政诉讼案件1件均为2021年立案。', [], { section: 'review_litigation' }],
  ],
  'the towns of a county are not all of it': [
    ['全县各乡镇街道收到政府信息公开申请120件，县直部门收到230件。', [], { of: county }],
    ['全县各乡镇、各部门共收到政府信息公开申请350件。', ['new 350'], { of: county }],
    ['全县各级行政机关共收到政府信息公开申请350件。', ['new 350'], { of: county }],
  ],
  'a list that is denied is denied whole': [
    ['全年未发生政府信息公开方面的举报、投诉、行政复议和行政诉讼。', ['review 0', 'suits 0']],
  ],
  'the clause says for itself of which year it is': [
    ['2021年收到政府信息公开申请88件，2022年收到政府信息公开申请96件。', ['new 96']],
    ['与2021年相比，2022年收到政府信息公开申请96件，增加8件。', ['new 96']],
    ['2021年、2022年共收到政府信息公开申请27件。', []],
    ['近三年共收到政府信息公开申请77件。', []],
    ['五年来，主动公开政府信息12000条。', []],
    ['2021年未收到政府信息公开申请，2022年收到3件。', []],
    ['我街道2022年收到政府信息公开申请12件，2020年以来累计收到50件。', ['new 12']],
    ['对比2021年的600条，2022年主动公开政府信息620条。', ['items 620']],
  ],
  'reviews and lawsuits are counted whole': [
    ['新发生政府信息公开行政复议2件，上年结转1件。', []],
    ['新收政府信息公开行政诉讼案件5件。', []],
    ['因政府信息公开被提起行政诉讼一审2件、二审1件。', []],
    ['申请人王某因不服答复，就政府信息公开提起行政复议2件。', []],
    ['因政府信息公开引发的行政复议为零、行政诉讼为零。', ['review 0', 'suits 0']],
    ['全年行政复议、行政诉讼均为0。', []],
    ['因政府信息公开被申请行政复议5件，其中维持3件、确认违法1件、尚未审结1件。', ['review 5']],
  ],
  'a fee is what was charged': [
    ['应收取信息处理费500元，因申请人未缴纳不再处理。', []],
    ['2022年应收取信息处理费600元，实际收取信息处理费400元。', ['fees 0.04']],
    ['退还多收取的信息处理费100元。', []],
    ['向申请人李某收取信息处理费100元。', []],
    ['共收取信息处理费320元，申请人逾期未缴纳。', []],
    ['2022年，未向申请人收取检索、复制、邮寄等费用。', ['fees 0'], { section: 'applications' }],
    ['未收取费用。', []],
    ['收取依申请公开信息处理费合计人民币320元，减免40元。', ['fees 0.032']],
    ['全年共收取依申请公开政府信息检索费50元、邮寄费20元。', []],
  ],
  'a part or a second number is not the whole': [
    ['收到申请883件，其中当面申请3件，信函申请4件，网络申请876件。', ['new 883']],
    ['除上述申请外，还收到政府信息公开申请3件。', []],
    ['收到政府信息公开申请20（16）件。', []],
    ['收到政府信息公开有效申请15件。', []],
    ['经补正后受理政府信息公开申请5件。', []],
    ['在拆迁方面，收到政府信息公开申请20件。', []],
    [
      '依申请公开方面：全年收到申请14件，其中予以公开6件、部分公开2件、不予公开1件、无法提供5件。',
      ['new 14'],
    ],
    ['收到区政府转来的政府信息公开申请3件。', []],
    ['电子显示屏主动公开政府信息96条。', []],
    ['2022年累计公开政府信息1560条。', ['items 1560']],
    ['自然人申请中予以公开20件。', [], { section: 'applications' }],
  ],
}

for (const [promise, cases] of Object.entries(sentences))
  describe(promise, () => {
    test.each(cases.map(([text, expected, setting = {}]) => ({ text, expected, setting })))(
      '$text',
      (one) => {
        expect(said(one.text, one.setting).toSorted()).toEqual(one.expected.toSorted())
      },
    )
  })

test.each(['化学新材料产业园-沿江街道', '经开区·高新区管委会', 'A+B^街道'])(
  'a name with signs in it is a name: %s',
  (name) => {
    const of = { name, printed: `某市${name}` }
    expect(said(`2022年，${name}收到政府信息公开申请12件。`, { of })).toEqual(['new 12'])
  },
)
