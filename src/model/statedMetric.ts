/**
 * A metric (指标) for which a sentence of a report may give a number. `equals` lists what of the tables says the same: each
 * member is a sum of metrics, and one of them being equal is enough.
 */
export interface StatedMetric {
  readonly id: string
  /** What people call it, in both languages. */
  readonly chinese: string
  readonly english: string
  /** Amounts are in 万元, as in the tables. */
  readonly unit: '件' | '条' | '万元'
  readonly equals: readonly (readonly string[])[]
}

const fromForm = (
  id: string,
  chinese: string,
  english: string,
  equals: StatedMetric['equals'],
): StatedMetric => ({ id, chinese, english, unit: '件', equals: [[id], ...equals] })

/**
 * Every metric that statements have. Those of the forms since 2019 keep their id in all years, so that a number of 2010 stands in
 * one series with those of today; `litigation.total` is only ever stated, for the forms split it in two.
 */
export const statedMetrics = [
  // Many units count what was carried over among what they 收到 or 受理: that is no contradiction.
  fromForm('applications.new.total', '新收申请', 'applications received', [
    ['applications.new.total', 'applications.carried_over.total'],
    ['statistics.applications.received.year'],
  ]),
  fromForm('applications.carried_over.total', '上年结转申请', 'applications carried over', []),
  fromForm('applications.carried_forward.total', '结转下年度申请', 'applications carried forward', []),
  fromForm('applications.granted.total', '予以公开', 'applications granted', [
    ['statistics.applications.granted.year'],
  ]),
  fromForm('applications.partially_granted.total', '部分公开', 'applications granted in part', [
    ['statistics.applications.partially_granted.year'],
  ]),
  fromForm('applications.total.total', '办结申请', 'applications concluded', [
    ['statistics.applications.concluded.year'],
    ['statistics.applications.answered.year'],
  ]),
  fromForm('review.total', '行政复议', 'administrative reviews', [['statistics.review.total.year']]),
  fromForm('litigation.total', '行政诉讼', 'lawsuits', [
    ['litigation_direct.total', 'litigation_after_review.total'],
    ['statistics.litigation.total.year'],
  ]),
  {
    id: 'statistics.disclosed.total.year',
    chinese: '主动公开政府信息',
    english: 'items published',
    unit: '条',
    equals: [['statistics.disclosed.total.year']],
  },
  {
    id: 'statistics.fees.charged.year',
    chinese: '收取信息公开费用',
    english: 'fees charged (10,000 yuan)',
    unit: '万元',
    equals: [['statistics.fees.charged.year']],
  },
] as const satisfies readonly StatedMetric[]

export type StatedMetricId = (typeof statedMetrics)[number]['id']
