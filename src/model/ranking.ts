/** A ranking (排名) of units of one kind in one year: a number of the tables, or a quotient of two sums of them. */
export interface Ranking {
  readonly id: string
  readonly chinese: string
  readonly english: string
  /** Metrics that are added up. */
  readonly above: readonly string[]
  /** Metrics whose sum divides that one; null where nothing divides it. */
  readonly below: readonly string[] | null
  /** `part`: what is above is part of what is below, and shown per cent. `rate`: above for each 100 below. */
  readonly shape: 'count' | 'part' | 'rate'
  /** A quotient of fewer below says nothing: who has fewer is left out. */
  readonly least: number
}

const applications = (row: string): string => `applications.${row}.total`

/** 不予公开: its eight reasons; the form has no total of them. */
const denied = [
  ...['state_secret', 'other_law', 'safety_stability', 'third_party_rights'],
  ...['internal_affairs', 'process_information', 'enforcement_files', 'administrative_query'],
].map((reason) => applications(`denied.${reason}`))

const unavailable = ['not_held', 'needs_creation', 'still_unclear'].map((reason) =>
  applications(`unavailable.${reason}`),
)

const concluded = (of: string): readonly string[] =>
  ['upheld', 'corrected', 'other'].map((end) => `${of}.${end}`)

const handled = [applications('total')]
const litigation = ['litigation_direct', 'litigation_after_review'] as const

/**
 * What units are ranked by (docs/decisions/0056). Its parts are metrics of the forms since 2019 that both forms have. Blank parts are not taken
 * for 0: a unit that left one blank is left out, and so is one of which a part is in doubt.
 */
export const rankings: readonly Ranking[] = [
  {
    ...{ id: 'received', chinese: '本年新收申请', english: 'Applications received' },
    ...{ above: [applications('new')], below: null, shape: 'count', least: 0 },
  },
  {
    ...{ id: 'granted', chinese: '予以公开占办理结果', english: 'Granted, of applications concluded' },
    ...{ above: [applications('granted')], below: handled, shape: 'part', least: 20 },
  },
  {
    ...{ id: 'denied', chinese: '不予公开占办理结果', english: 'Denied, of applications concluded' },
    ...{ above: denied, below: handled, shape: 'part', least: 20 },
  },
  {
    ...{
      id: 'unavailable',
      chinese: '无法提供占办理结果',
      english: 'Not available, of applications concluded',
    },
    ...{ above: unavailable, below: handled, shape: 'part', least: 20 },
  },
  {
    ...{
      id: 'carried-forward',
      chinese: '结转下年度占应办申请',
      english: 'Carried forward, of applications on hand',
    },
    ...{
      above: [applications('carried_forward')],
      below: [applications('new'), applications('carried_over')],
    },
    ...{ shape: 'part', least: 20 },
  },
  {
    ...{
      id: 'review-corrected',
      chinese: '行政复议结果纠正占已审结',
      english: 'Corrected in administrative review, of those concluded',
    },
    ...{ above: ['review.corrected'], below: concluded('review'), shape: 'part', least: 10 },
  },
  {
    ...{
      id: 'litigation-corrected',
      chinese: '行政诉讼结果纠正占已审结',
      english: 'Corrected in court, of lawsuits concluded',
    },
    ...{ above: litigation.map((of) => `${of}.corrected`), below: litigation.flatMap(concluded) },
    ...{ shape: 'part', least: 10 },
  },
  {
    ...{
      id: 'disputes',
      chinese: '每百件办结申请的复议与诉讼',
      english: 'Reviews and lawsuits for each 100 applications concluded',
    },
    ...{
      above: ['review.total', ...litigation.map((of) => `${of}.total`)],
      below: handled,
      shape: 'rate',
      least: 20,
    },
  },
]

/** Every metric that a ranking is made of. */
export const rankedMetrics: readonly string[] = [
  ...new Set(rankings.flatMap(({ above, below }) => [...above, ...(below ?? [])])),
].sort()
