import type { SectionKey } from '../../src/model/report.ts'
import type { Figures } from './makeFigures.ts'
import { type Random, random } from './random.ts'

export interface ProseFacts {
  readonly unitPrinted: string
  readonly year: number
  readonly figures: Figures
}

/** Facts of one report and the dice that choose among the ways to say them. */
interface Writer extends ProseFacts {
  readonly dice: Random
  /** How the unit speaks of itself. */
  readonly we: string
}

type Sentences = Readonly<Partial<Record<SectionKey, readonly string[]>>>

const us = (unitPrinted: string): string =>
  unitPrinted.includes('街道')
    ? '我街道'
    : unitPrinted.endsWith('局')
      ? '我局'
      : /[镇乡]/u.test(unitPrinted)
        ? '我镇'
        : '全市'

const parts =
  '总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项'

function preface({ unitPrinted, year, dice }: Writer): readonly string[] {
  const basis = dice.pick([
    '根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条规定',
    '按照《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室关于年度报告格式的要求',
    '依照《中华人民共和国政府信息公开条例》及省、市关于编制发布年度报告工作的部署',
  ])
  const period = dice.pick([
    `报告所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。`,
    `本报告统计期限为${year}年1月1日至${year}年12月31日。`,
    `本年度报告中各项数据的统计时段从${year}年1月1日开始，到${year}年12月31日结束。`,
  ])
  const contact = dice.pick([
    '公众对报告内容有疑问的，可与党政综合办公室联系，电话：0571-81230000，邮编：310000。',
    '欲了解更多情况，请拨打政务公开咨询电话0451-53890000。',
    '',
  ])
  return [
    `${basis}，结合${year}年度政府信息公开工作实际，${unitPrinted}编制本报告。全文由${parts}六个部分组成。${period}${contact}`,
  ]
}

/** What the narrative says of applications must agree with table 3; everything else is free. */
function applicationsSentence({ figures, year, we, dice }: Writer): string {
  const received = figures['applications.new.total'] ?? 0
  const over = figures['applications.carried_over.total'] ?? 0
  const forward = figures['applications.carried_forward.total'] ?? 0
  if (received === 0)
    return dice.pick([
      `${year}年${we}未收到政府信息公开申请。`,
      `全年没有公民、法人或者其他组织向${we}提出政府信息公开申请。`,
    ])
  return dice.pick([
    `${year}年${we}共收到政府信息公开申请${received}件，上年结转${over}件，结转下年度继续办理${forward}件，答复工作均在法定期限内完成。`,
    `全年新收政府信息公开申请${received}件，逐件登记、审核、答复，未发生超期情形。`,
    `一年来，${we}规范受理流程，收到申请${received}件，其中结转至下一年度办理${forward}件。`,
  ])
}

function overview(writer: Writer): readonly string[] {
  const { year, we, dice } = writer
  const posts = dice.int(120, 2900)
  const site = dice.int(20, 110)
  const opening = dice.pick([
    `${year}年，${we}坚持以公开促规范、以公开促服务，围绕群众关心的事项扎实推进政府信息公开各项工作。`,
    `一年来，${we}把政务公开列入重点任务，压实责任、完善流程、拓宽渠道，公开质量稳步提升。`,
    `${year}年度，${we}认真落实上级关于政务公开的部署，持续提高公开的及时性和可读性。`,
  ])
  return [
    opening,
    `（一）主动公开情况。全年通过政府门户网站公开信息${site}条，通过政务新媒体推送信息${posts}条，其中机构职能类${dice.int(1, 9)}条、财政预决算类${dice.int(2, 8)}条、重点民生领域${dice.int(10, 60)}条。`,
    `（二）依申请公开情况。${applicationsSentence(writer)}`,
    dice.pick([
      '（三）政府信息管理情况。严格执行先审查后公开制度，明确起草、审核、发布各环节责任，对历史信息开展一次集中清理。',
      '（三）政府信息管理情况。落实专人负责信息的采集、校核和更新，做到应公开尽公开、涉密信息不上网。',
    ]),
    `（四）平台建设情况。优化公开专栏布局，更新公开指南${dice.int(1, 3)}次，在便民服务中心设置查阅点${dice.int(1, 4)}处。`,
    dice.pick([
      '（五）监督保障情况。将政务公开纳入年度考核，接受社会评议，全年未发生责任追究情形。',
      `（五）监督保障情况。组织业务培训${dice.int(1, 4)}场，参训人员${dice.int(20, 90)}人次，未发生因公开工作不力被追责的情况。`,
    ]),
  ]
}

function problems({ year, dice }: Writer): readonly string[] {
  return [
    dice.pick([
      '（一）主要问题。一是主动公开的内容还不够丰富，二是政策解读形式较为单一，三是工作人员变动较快，业务能力有待加强。',
      '（一）存在问题。部分科室公开意识不强，信息更新存在滞后现象；与群众互动的方式仍需改进。',
    ]),
    dice.pick([
      `（二）改进措施。${year + 1}年将细化公开目录，加大培训力度，运用图解、短视频等方式提升解读效果。`,
      `（二）下一步打算。建立信息更新提醒机制，每季度开展自查不少于1次，力争在${year + 1}年实现公开事项全覆盖。`,
    ]),
  ]
}

const other = ({ year, dice }: Writer): readonly string[] => [
  dice.pick([
    `${year}年未收取政府信息公开信息处理费。`,
    `依据信息处理费管理办法，${year}年发出收费通知0件，收取金额0元。`,
    '无其他需要报告的事项。',
    '无',
  ]),
]

/** A report's sentences in plausible official Chinese, invented here; what they say of applications agrees with the figures. */
export function writeProse(seed: number | string, facts: ProseFacts): Sentences {
  const writer: Writer = { ...facts, dice: random(`prose:${seed}`), we: us(facts.unitPrinted) }
  return {
    preface: preface(writer),
    overview: overview(writer),
    problems: problems(writer),
    other: other(writer),
  }
}
