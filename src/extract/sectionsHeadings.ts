import type { SectionKey } from '../model/report.ts'

export type ChapterKey = Exclude<SectionKey, 'preface'>

/** The six chapters (部分) in the order of the form; the number of a heading is its place here. */
export const chapterOrder = [
  'overview',
  'proactive',
  'applications',
  'review_litigation',
  'problems',
  'other',
] as const satisfies readonly ChapterKey[]

/** A place where a chapter may begin: `from` and `to` bound the printed heading within the text of its line. */
export interface HeadingCandidate {
  readonly key: ChapterKey
  readonly from: number
  readonly to: number
  readonly score: number
}

const of = '的?'
const work = '(?:工作)?'
/** The names that the forms of 2019 and 2021 prescribe, and those of the years before (forms.md §1, platforms.md §7.2). */
const prescribed: Readonly<Record<ChapterKey, string>> = {
  overview: `(?:20\\d{2}年度?)?(?:政府信息公开|政务公开)?${work}${of}(?:(?:总体|基本)${work}(?:情况|概况)|概述|概况)`,
  proactive: `(?:行政机关)?(?:政府信息)?主动公开(?:政府)?(?:信息)?${work}${of}情况`,
  applications: `(?:(?:收到|接收|受理)?(?:和|及)?处理政府信息公开申请|(?:政府信息)?依申请公开(?:政府)?(?:信息)?(?:工作|办理)?|政府信息公开申请(?:办理)?)${of}情况`,
  review_litigation: `因?(?:政府信息公开)?${work}(?:被|申请|引起|引发|产生)*${of}行政(?:法)?复议(?:、|和|及|与|以及)?(?:被)?(?:提起)?${of}行政诉讼${of}情况`,
  problems: `(?:政府信息公开)?${work}(?:中)?(?:存在|主要)${of}?(?:存在|主要)?${of}(?:问题|不足)(?:及|和|与|、|以及)(?:改进|整改|下一步|今后|工作)[^。；\\s]{0,10}?(?:情况|措施|打算|计划|思路|方向|安排)`,
  other: `其[他它]需要(?:报告|说明|公开)?${of}(?:事项|情况)`,
}
/** Words by which a renamed chapter is still known, where its number 一、…六、 says that it is one. */
const renamed: Readonly<Record<ChapterKey, RegExp>> = {
  overview: /总体|基本情况|基本工作|概述|概况|主要工作/u,
  proactive: /主动公开/u,
  applications: /依申请公开|信息公开申请|申请公开/u,
  review_litigation: /复议.*诉讼|诉讼.*复议/u,
  problems: /问题|不足/u,
  other: /其[他它].*(?:事项|情况|说明)/u,
}
const whole = mapChapters((key) => new RegExp(`^${prescribed[key]}[：:。]?$`, 'u'))
const leading = mapChapters((key) => new RegExp(`^${prescribed[key]}(?=[\\s。：:，])`, 'u'))
const inline = mapChapters(
  (key) => new RegExp(`(?<!第)(?<number>[一二三四五六七八九])\\s?、\\s*${prescribed[key]}`, 'gu'),
)

/** What every heading of `inline` begins with: most lines need not be searched for six. */
const numbered = /[一二三四五六七八九]\s?、/u

const longestHeading = 45

/** Every place of a line where a chapter may begin; prose that lists the names of the chapters gives none. */
export function headingCandidates(line: string): readonly HeadingCandidate[] {
  const compact = line.replace(/\s+/gu, '')
  if (compact.length === 0) return []
  const own = compact.length <= longestHeading ? wholeLine(line, compact) : []
  if (own.length > 0) return own
  const first = lineStart(line)
  return first === null ? inLine(line) : [first, ...inLine(line.slice(first.to)).map(shift(first.to))]
}

const shift =
  (by: number) =>
  (candidate: HeadingCandidate): HeadingCandidate => ({
    ...candidate,
    from: candidate.from + by,
    to: candidate.to + by,
  })

const isSentence = (name: string): boolean =>
  /[；;。：:]./u.test(name) || /，.*(?<!情况|事项|措施|打算|计划)$/u.test(name)

/** A line that is a heading and nothing else. */
function wholeLine(line: string, compact: string): readonly HeadingCandidate[] {
  const { name, style, ordinal } = stripNumbers(compact)
  if (isSentence(name)) return []
  return chapterOrder.flatMap((key, place) => {
    const known = whole[key].test(name)
    if (!known && !(style === 'chinese' && renamed[key].test(name))) return []
    if (style === 'arabic' && ordinal !== place + 1) return []
    const score = (known ? 3 : 1) + numberScore(style, ordinal === place + 1)
    return [{ key, from: 0, to: line.length, score }]
  })
}

/** `六、其他需要报告的事项：无` or `一、总体情况。2022年…`: heading and text in one line. */
function lineStart(line: string): HeadingCandidate | null {
  const printed = /^\s*(?:(?<number>[一二三四五六]|[1-6])\s*[、.．]\s*)?/u.exec(line)
  const number = printed?.groups?.['number']
  if (printed === null || number === undefined) return null
  const ordinal = '一二三四五六'.includes(number) ? '一二三四五六'.indexOf(number) + 1 : Number(number)
  const rest = line.slice(printed[0].length)
  for (const [place, key] of chapterOrder.entries()) {
    const heading = leading[key].exec(rest)
    if (heading === null) continue
    const style = /\d/u.test(number) ? 'arabic' : 'chinese'
    if (style === 'arabic' && ordinal !== place + 1) return null
    const to = printed[0].length + heading[0].length
    return { key, from: 0, to, score: 2 + numberScore(style, ordinal === place + 1) }
  }
  return null
}

/** Flattened text: numbered headings with the prescribed names inside a long line. */
function inLine(line: string): readonly HeadingCandidate[] {
  if (line.length <= longestHeading || !numbered.test(line)) return []
  return chapterOrder
    .flatMap((key, place) =>
      [...line.matchAll(inline[key])].map((match) => {
        const fits = match.groups?.['number'] === '一二三四五六'.charAt(place)
        return { key, from: match.index, to: match.index + match[0].length, score: fits ? 5 : 3 }
      }),
    )
    .sort((a, b) => a.from - b.from)
}

type NumberStyle = 'chinese' | 'arabic' | 'none'

const numberScore = (style: NumberStyle, fits: boolean): number =>
  style === 'chinese' ? (fits ? 4 : 3) : style === 'arabic' ? 2 : 0

/** Strips `一、`, `5、`, `第一部分`, also printed twice; （一）, （1） and ① stay, so that no chapter's name matches. */
function stripNumbers(compact: string): { name: string; style: NumberStyle; ordinal: number | null } {
  const chinese =
    /^(?:(?:第(?<part>[一二三四五六七八九])(?:部分|章)[、.．：:]?|(?<number>[一二三四五六七八九])[、.．,，：:]))+/u.exec(
      compact,
    )
  if (chinese !== null)
    return {
      name: compact.slice(chinese[0].length).replace(/^\d[、.．]/u, ''),
      style: 'chinese',
      ordinal: '一二三四五六七八九'.indexOf(chinese.groups?.['number'] ?? chinese.groups?.['part'] ?? '') + 1,
    }
  const arabic = /^(?<number>\d{1,2})[、.．,，](?!\d)/u.exec(compact)
  if (arabic !== null)
    return {
      name: compact.slice(arabic[0].length),
      style: 'arabic',
      ordinal: Number(arabic.groups?.['number']),
    }
  return { name: compact, style: 'none', ordinal: null }
}

function mapChapters<Value>(make: (key: ChapterKey) => Value): Readonly<Record<ChapterKey, Value>> {
  return {
    overview: make('overview'),
    proactive: make('proactive'),
    applications: make('applications'),
    review_litigation: make('review_litigation'),
    problems: make('problems'),
    other: make('other'),
  }
}
