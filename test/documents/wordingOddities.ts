import type { SectionKey } from '../../src/model/report.ts'
import { type DraftParagraph, type DraftBlock, paragraph, plain, seen } from './draft.ts'
import { mapBlocks, mapParagraphs } from './edit.ts'
import { type Oddity, oddity } from './oddity.ts'

const reheaded = (p: DraftParagraph, change: (text: string) => string): DraftParagraph => ({
  ...p,
  runs: plain(change(seen(p.runs))),
})

const onHeadings = (name: string, change: (p: DraftParagraph) => readonly DraftBlock[]): Oddity =>
  oddity(name, (draft) => mapParagraphs(draft, (p) => (p.role === 'heading' ? change(p) : [p])))

const numbers: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6' }
const arabic = (text: string): string =>
  text.replace(/^([一二三四五六])、/u, (_, n: string) => `${numbers[n] ?? n}、 `)

/** 1、 总体情况, then 二、…, then 5、 … (Word's list numbers, half converted). */
export const mixedHeadingNumbers = onHeadings('mixed-heading-numbers', (p) => [
  p.section === 'overview' || p.section === 'problems' ? reheaded(p, arabic) : p,
])

export const bracketedHeadings = onHeadings('bracketed-headings', (p) => [
  reheaded(p, (text) => text.replace(/^([一二三四五六])、/u, (_, n: string) => `（${numbers[n] ?? n}）`)),
])

export const indentedHeadings = onHeadings('indented-headings', (p) => [
  reheaded(p, (text) => `    　${text} `),
])

export const unnumberedHeadings = onHeadings('unnumbered-headings', (p) => [
  reheaded(p, (text) => text.replace(/^[一二三四五六]、/u, '')),
])

const otherNames: Readonly<Partial<Record<SectionKey, string>>> = {
  overview: '一、工作基本情况',
  review_litigation: '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况',
  problems: '五、存在的主要问题、改进情况及明年工作计划',
}
export const renamedHeadings = onHeadings('renamed-headings', (p) => [
  reheaded(p, (text) => otherNames[p.section] ?? text),
])

/** The headings before two tables are lost. */
export const lostHeadings = onHeadings('lost-headings', (p) =>
  p.section === 'applications' || p.section === 'review_litigation' ? [] : [p],
)

export const headingsNumberedTwice = onHeadings('headings-numbered-twice', (p) => [
  reheaded(p, (text) => `${text.slice(0, 2)}${text}`),
])

/** Word prints the number itself; it is not in the text. */
export const listNumberedHeadings = onHeadings('list-numbered-headings', (p) => [
  { ...reheaded(p, (text) => text.replace(/^[一二三四五六]、/u, '')), listNumber: 1 },
])

/** Sentences carried over from last year's report. */
export const otherYear: Oddity = oddity('leftover-year', (draft) => {
  const { year } = draft.truth
  return mapParagraphs(draft, (p) =>
    p.section === 'overview' && p.role === 'body'
      ? [reheaded(p, (text) => `${year - 1}年以来，${text.replaceAll(String(year), String(year - 1))}`)]
      : [p],
  )
})

export const otherUnit = oddity('leftover-unit', (draft) =>
  mapParagraphs(draft, (p) =>
    p.section === 'problems' && p.role === 'body'
      ? [reheaded(p, (text) => `建设东路街道办事处${text}`)]
      : [p],
  ),
)

/** What converters print of bookmarks. */
export const bookmarks = oddity(
  'bookmarks',
  (draft) =>
    mapParagraphs(draft, (p) =>
      p.section === 'overview' ? [reheaded(p, (text) => `[bookmark: _GoBack]${text}`)] : [p],
    ),
  ['text-tab-indented', 'text-tabs', 'text-one-line', 'text-token-per-line'],
)

/** The data of a chart, at the end of converted text. */
export const chartValues = oddity('chart-values', (draft) => ({
  ...draft,
  blocks: [
    ...draft.blocks,
    paragraph(
      `${draft.truth.year}年各类信息占比\t微信公众号64%\t工作动态21%\t其他15%\t0.640000000000001\t0.21\t0.15`,
      'leftover',
      'other',
    ),
  ],
}))

export const chromeInText = oddity('page-chrome', (draft) => ({
  ...draft,
  blocks: [
    paragraph('当前位置：首页 > 政务公开 > 政府信息公开年报', 'leftover'),
    paragraph(
      `发布时间：${draft.truth.year + 1}-01-19 10:22 来源：区政府办 浏览次数：381 字体：[大 中 小] 打印`,
      'leftover',
    ),
    ...draft.blocks,
    paragraph('分享到： 微信 微博 QQ空间 扫一扫在手机打开当前页', 'leftover', 'other'),
    paragraph('网站标识码：2301120001 主办单位：区人民政府 访问量：1028441', 'leftover', 'other'),
  ],
}))

/** A letter that hands the report in, before its title. */
export const coveringLetter = oddity('covering-letter', (draft) => {
  const { unit, year } = draft.truth
  return {
    ...draft,
    blocks: [
      paragraph(`关于报送${unit}${year}年度政府信息公开工作年度报告的函`, 'leftover'),
      paragraph('区政务公开办公室：', 'leftover'),
      paragraph(`按照通知要求，现将${unit}${year}年政府信息公开工作年度报告报上，请予审核。`, 'leftover'),
      paragraph(`${year + 1}年1月12日`, 'leftover'),
      ...draft.blocks,
    ],
  }
})

/** Signature and date at the end. */
export const signature = oddity('signature', (draft) => ({
  ...draft,
  blocks: [
    ...draft.blocks,
    paragraph(draft.truth.unit, 'leftover', 'other'),
    paragraph(`${draft.truth.year + 1}年1月18日`, 'leftover', 'other'),
  ],
}))

/** A note under table 4 and a caption over table 3, with numbers in them. */
export const notesAroundTables = oddity('notes-around-tables', (draft) =>
  mapBlocks(draft, (block) => {
    if (block.kind !== 'table') return [block]
    const caption = paragraph(
      `表${{ proactive: 1, applications: 2, review_litigation: 3 }[block.key]}`,
      'body',
      block.key,
    )
    return [
      caption,
      block,
      paragraph('注：以上数据含上年度结转数量2件，不含所属单位3家。', 'body', block.key),
    ]
  }),
)
