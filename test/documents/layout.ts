import type { FormSince2019 as FormId } from '../../src/model/report.ts'

/**
 * The printed layout of the forms of 2019 (国办公开办函〔2019〕60号) and 2021 (国办公开办函〔2021〕30号).
 * Written down here a second time on purpose: made documents must not inherit an error of config/forms.
 */
export interface ProactiveItem {
  /** 第二十条第（…）项 */
  readonly item: string
  readonly columns: readonly (readonly [id: string, label: string])[]
  readonly rows: readonly (readonly [id: string, label: string])[]
}

const projects = [
  ['items_previous_year', '上一年项目数量'],
  ['items_change', '本年增/减'],
] as const
const decisions2019 = [...projects, ['decisions', '处理决定数量']] as const
const decisions2021 = [['decisions', '本年处理决定数量']] as const

/** Table 2 (主动公开), item by item. */
export const proactiveItems: Readonly<Record<FormId, readonly ProactiveItem[]>> = {
  '2019': [
    {
      item: '（一）',
      columns: [
        ['made', '本年新\n制作数量'],
        ['newly_disclosed', '本年新\n公开数量'],
        ['total_disclosed', '对外公开总数量'],
      ],
      rows: [
        ['rules', '规章'],
        ['normative_documents', '规范性文件'],
      ],
    },
    {
      item: '（五）',
      columns: decisions2019,
      rows: [
        ['licensing', '行政许可'],
        ['other_services', '其他对外管理服务事项'],
      ],
    },
    {
      item: '（六）',
      columns: decisions2019,
      rows: [
        ['penalties', '行政处罚'],
        ['coercion', '行政强制'],
      ],
    },
    { item: '（八）', columns: projects, rows: [['fees', '行政事业性收费']] },
    {
      item: '（九）',
      columns: [
        ['items', '采购项目数量'],
        ['amount', '采购总金额'],
      ],
      rows: [['procurement', '政府集中采购']],
    },
  ],
  '2021': [
    {
      item: '（一）',
      columns: [
        ['issued', '本年制发件数'],
        ['repealed', '本年废止件数'],
        ['in_force', '现行有效件数'],
      ],
      rows: [
        ['rules', '规章'],
        ['normative_documents', '行政规范性文件'],
      ],
    },
    { item: '（五）', columns: decisions2021, rows: [['licensing', '行政许可']] },
    {
      item: '（六）',
      columns: decisions2021,
      rows: [
        ['penalties', '行政处罚'],
        ['coercion', '行政强制'],
      ],
    },
    {
      item: '（八）',
      columns: [['amount', '本年收费金额（单位：万元）']],
      rows: [['fees', '行政事业性收费']],
    },
  ],
}

/** The six kinds of applicants (申请人) and the total, in printed order. */
export const applicants = [
  ['natural_person', '自然人'],
  ['business', '商业\n企业'],
  ['research', '科研\n机构'],
  ['public_interest', '社会公益组织'],
  ['legal_service', '法律服务机构'],
  ['other_org', '其他'],
  ['total', '总计'],
] as const

export interface ApplicationRow {
  readonly id: string
  /** 三、本年度办理结果 above, or null for the first two rows and the last. */
  readonly result: boolean
  /** （三）不予公开…, or null where the row stands alone. */
  readonly group: string | null
  readonly label: string
}

const alone = (id: string, label: string): ApplicationRow => ({ id, result: true, group: null, label })
const outside = (id: string, label: string): ApplicationRow => ({ id, result: false, group: null, label })
const grouped = (group: string, prefix: string, rows: readonly (readonly [string, string])[]) =>
  rows.map(([id, label]): ApplicationRow => ({ id: `${prefix}.${id}`, result: true, group, label }))

const otherRows: Readonly<Record<FormId, readonly ApplicationRow[]>> = {
  '2019': [alone('other.all', '（六）其他处理')],
  '2021': grouped('（六）其他处理', 'other', [
    ['uncorrected', '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
    ['unpaid', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
    ['other', '3.其他'],
  ]),
}

/** Table 3 (收到和处理申请), row by row: 23 rows in 2019, 25 in 2021. */
export function applicationRows(form: FormId): readonly ApplicationRow[] {
  return [
    outside('new', '一、本年新收政府信息公开申请数量'),
    outside('carried_over', '二、上年结转政府信息公开申请数量'),
    alone('granted', '（一）予以公开'),
    alone('partially_granted', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'),
    ...grouped('（三）不予公开', 'denied', [
      ['state_secret', '1.属于国家秘密'],
      ['other_law', '2.其他法律行政法规禁止公开'],
      ['safety_stability', '3.危及“三安全一稳定”'],
      ['third_party_rights', '4.保护第三方合法权益'],
      ['internal_affairs', '5.属于三类内部事务信息'],
      ['process_information', '6.属于四类过程性信息'],
      ['enforcement_files', '7.属于行政执法案卷'],
      ['administrative_query', '8.属于行政查询事项'],
    ]),
    ...grouped('（四）无法提供', 'unavailable', [
      ['not_held', '1.本机关不掌握相关政府信息'],
      ['needs_creation', '2.没有现成信息需要另行制作'],
      ['still_unclear', '3.补正后申请内容仍不明确'],
    ]),
    ...grouped('（五）不予处理', 'not_processed', [
      ['petition_complaint', '1.信访举报投诉类申请'],
      ['repeated', '2.重复申请'],
      ['publication', '3.要求提供公开出版物'],
      ['excessive', '4.无正当理由大量反复申请'],
      ['confirmation', '5.要求行政机关确认或重新出具已获取信息'],
    ]),
    ...otherRows[form],
    alone('total', '（七）总计'),
    outside('carried_forward', '四、结转下年度继续办理'),
  ]
}

/** Table 4 (复议、诉讼): three groups of five. */
export const reviewGroups = ['review', 'litigation_direct', 'litigation_after_review'] as const
export const reviewResults = [
  ['upheld', '结果\n维持'],
  ['corrected', '结果\n纠正'],
  ['other', '其他\n结果'],
  ['pending', '尚未\n审结'],
  ['total', '总计'],
] as const

/** Forms per table; table 4 is the same in both. */
export interface Forms {
  readonly proactive: FormId
  readonly applications: FormId
}

/** Ids of all figures of the two forms, in printed order. */
export function metricsOf(forms: Forms): readonly string[] {
  return [
    ...proactiveItems[forms.proactive].flatMap(({ rows, columns }) =>
      rows.flatMap(([row]) => columns.map(([column]) => `proactive.${row}.${column}`)),
    ),
    ...applicationRows(forms.applications).flatMap((row) =>
      applicants.map(([column]) => `applications.${row.id}.${column}`),
    ),
    ...reviewGroups.flatMap((group) => reviewResults.map(([result]) => `${group}.${result}`)),
  ]
}
