import type { Finding } from '../model/finding.ts'
import type { Report, SectionKey } from '../model/report.ts'

/** What a sentence claims of a year, so that one about another year can be told from a comparison. */
type ClaimKind = 'requests' | 'publication' | 'fees' | 'progress' | 'conduct'

interface Claim {
  readonly kind: ClaimKind
  readonly year: number
  readonly sentence: string
  /** Where the own year would be named, if the sentence told of an earlier one only to compare. */
  readonly around: string
}

/** Whose a year at the beginning of a clause may be: 2024年, 我局2024年, 街道2024年度. What follows must not make it the year of a document. */
const claimedYear =
  /^(?:(?:我|本|全|该)?(?:街道|[省市州区县旗镇乡局办委院]|机关|单位|中心)?)(?<year>20\d\d)年度?(?:内|[，,]|(?=全年|全[省市州区县镇乡]|我|本|街道|[区市县镇乡局办委]|机关|单位|共|累计|总计|未|没|无|主动|依申请|收到|受理|新收|办理|答复|发布|公开|发出|收取))/u

/** Nearly no sentence has what every claim begins with. */
const anyYear = /20\d\d年/u

/** Words of comparison, of a span of time, of plans, and of documents that bear a year of their own: the sentence may be about another year. */
const mention =
  /同比|环比|相比|比[上去前]|较[上去前]?|上年|上一年|去年|往年|历年|前年|增长|下降|增加了|减少了|结转|转入|以来|截[至止]|[自从]20|至20|起至|年底前|计划|规划|打算|拟|将[进继在以全从按不]|下一步|预算|决算|要点|考[核评]|通报|称号|荣誉|表彰|显示|评估|评议|测评|原|曾|修订|印发的|》.{0,6}(?:实施|施行)|[、和及与]20\d\d年|20\d\d[—–\-－~至到]/u

const kinds: readonly (readonly [ClaimKind, readonly SectionKey[], RegExp])[] = [
  ['fees', ['overview', 'other'], /(?:收费通知|收取|收费).{0,20}(?:\d+(?:\.\d+)?元|\d+件|费用?)/u],
  [
    'requests',
    ['overview', 'applications'],
    /(?:收到|受理|新收|接到|办理|办结|答复).{0,25}(?:申请.{0,12}\d+|\d+.{0,4}[件起条宗].{0,8}申请)/u,
  ],
  [
    'publication',
    ['overview', 'proactive'],
    /(?:主动公开|主动发布|公开|发布|公布).{0,20}信息.{0,12}\d+余?[条件篇份]|(?:公开|发布).{0,4}\d+余?[条件篇份].{0,6}信息/u,
  ],
  [
    'conduct',
    ['overview'],
    /^[^。]{0,40}(?:认真|深入|全面|严格)?(?:贯彻|落实|推进|执行)[^。]{0,40}(?:政务公开|信息公开|条例)/u,
  ],
  ['progress', ['problems'], /公开工作.{0,12}取得.{0,40}(?:不足|问题|差距)/u],
]

/** The preface says of which year the report is: 现将2022年工作情况汇报如下, 本报告反映了2022年度. */
const selfDescription =
  /(?:现[将就]|现(?:予以?|向社会)?(?:公布|发布|公开)|本(?:年度)?报告[^，。]{0,12}(?:反映|总结)了?)[^，。；]{0,20}?(?<year>20\d\d)年[^。；]{0,30}(?:报告|情况|汇报|公布|成效)/u

/** What a report says of a whole year of its own. */
const summary = /共|全年|全部|均|总计|合计|累计/u

/**
 * Sentences that claim another year for what they say of the report's own (残留年份; docs/decisions/0039): one finding for each
 * such year. A mention of another year is the rule and none; nor is the history of years, told one beside the other, or without a
 * word that it was all of one long past. A year to come is one only where its whole count is told.
 */
export function leftoverYears({ year, sections, title, statements }: Report): readonly Finding[] {
  if (year === null) return []
  const claims = sections.flatMap((section) =>
    section.text.split('\n').flatMap((paragraph) => claimsIn(paragraph, section)),
  )
  const ofOwnYear = new Set(claims.filter((claim) => claim.year === year).map(({ kind }) => kind))
  const strange = [
    ...sections
      .flatMap(({ key, text }) => (key === 'preface' ? describedIn(text) : []))
      // 现公布…，2026年1月: a later year must be that of the report itself.
      .filter(
        (told) =>
          told.year < year ||
          told.sentence.includes(`${told.year}年政`) ||
          told.sentence.includes(`${told.year}年度政`),
      ),
    ...claims.filter(
      (claim) =>
        !ofOwnYear.has(claim.kind) &&
        !namesOwnYear(claim.around, year) &&
        !isHistory(claim, claims, year) &&
        !statements.some(
          (stated) =>
            isOfSameKind(stated.metric, claim.kind) && !claim.sentence.includes(String(stated.value)),
        ),
    ),
  ].filter((claim) => claim.year !== year && !namesOwnYear(claim.sentence, year))
  const byYear = Map.groupBy(strange, (claim) => claim.year)
  return [...byYear]
    .filter(([other]) => !title.includes(String(other)))
    .sort(([one], [other]) => one - other)
    .map(([other, found]) => findingOf(year, other, found))
}

/** Of several years side by side, or of one long past; of a year to come unless all of it is counted. */
function isHistory(claim: Claim, claims: readonly Claim[], year: number): boolean {
  const isBesideAnother = claims.some(
    ({ around, year: other }) => around === claim.around && other !== claim.year,
  )
  if (isBesideAnother) return true
  const isCounted = claim.kind === 'requests' || claim.kind === 'publication'
  if (claim.year > year) return !(isCounted && claim.year === year + 1 && summary.test(claim.sentence))
  return isCounted && claim.year < year - 1 && !summary.test(claim.sentence)
}

/** Whether a number that is certainly of the own year (`metric`) tells what a claim of this kind tells. */
const isOfSameKind = (metric: string, kind: ClaimKind): boolean =>
  (kind === 'requests' && metric.startsWith('applications.')) ||
  (kind === 'publication' && metric.startsWith('statistics.disclosed')) ||
  (kind === 'fees' && metric.startsWith('statistics.fees'))

interface Described {
  readonly year: number
  readonly sentence: string
}

function claimsIn(paragraph: string, { key, text }: Report['sections'][number]): readonly Claim[] {
  return sentencesOf(paragraph).flatMap((sentence): readonly Claim[] => {
    if (!anyYear.test(sentence) || mention.test(sentence)) return []
    const clauses = sentence.split(/(?<=[，,：:、）)])/u)
    return clauses.slice(0, 6).flatMap((_, at): readonly Claim[] => {
      const clause = clauses.slice(at).join('')
      const year = claimedYear.exec(clause)?.groups?.['year']
      if (year === undefined) return []
      const kind = kinds.find(([, where, claim]) => where.includes(key) && claim.test(clause))?.[0]
      // Only the opening of the overview speaks of the whole year: what follows may tell of what was done before.
      if (kind === 'conduct' && sentencesOf(text)[0] !== sentence) return []
      const around = kind === 'conduct' ? text : paragraph
      return kind === undefined ? [] : [{ kind, year: Number(year), sentence, around }]
    })
  })
}

function describedIn(text: string): readonly Described[] {
  return sentencesOf(text).flatMap((sentence): readonly Described[] => {
    const year = mention.test(sentence) ? undefined : selfDescription.exec(sentence)?.groups?.['year']
    return year === undefined ? [] : [{ year: Number(year), sentence }]
  })
}

/** Sentences without white space; one that is longer than any sentence is prose that lost its stops, and proves nothing. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/[。；;！\n]/u)
    .map((sentence) => sentence.replace(/\s+/gu, ''))
    .filter((sentence) => sentence.length > 0 && sentence.length <= 300)

/** Whether words speak of the report's own year, by number or as 本年. */
const namesOwnYear = (words: string, year: number): boolean =>
  words.includes(String(year)) || /[本今当]年/u.test(words.replace(/本年度?报告/gu, ''))

function findingOf(year: number, other: number, found: readonly Described[]): Finding {
  const [from, chinese] =
    other < year
      ? ['probably left over from an earlier report', '可能沿用了旧稿']
      : ['probably a slip', '可能是笔误']
  const quoted = `“${(found[0]?.sentence ?? '').slice(0, 60)}”`
  const more = found.length > 1 ? ` (${found.length} sentences)` : ''
  return {
    code: 'leftover-year',
    severity: 'warning',
    metrics: [],
    message:
      `the report for ${year} says ${quoted}, which speaks of ${other}${more}: ${from}. ` +
      `${year} 年报告正文写作“${other} 年”，${chinese}。`,
  }
}
