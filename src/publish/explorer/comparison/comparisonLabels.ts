import type { Labels } from '../language.ts'

/** Words of comparisons. */
export const comparisonLabels = {
  compare: { zh: '对比', en: 'Compare' },
  comparison: { zh: '对比', en: 'Comparison' },
  compareWith: { zh: '与 {year} 年对比', en: 'Compare with {year}' },
  compareOther: { zh: '与其他报告对比', en: 'Compare with another report' },
  leftReport: { zh: '左', en: 'Left' },
  rightReport: { zh: '右', en: 'Right' },
  swap: { zh: '左右互换', en: 'Swap sides' },
  comparisonNote: {
    zh: '每格为“左 → 右”，下方是右减左的差；左侧不小于 {base} 时附百分比。相同的为灰色。空白、未读出的不当作 0，不计差。! 为存疑，* 为人工更正。数字链接到各自报告中的依据。',
    en: 'Each cell is “left → right”, below it right less left, in per cent too where the left is {base} or more. Equal cells are grey. Blank and unread cells are never taken for 0. ! is in doubt, * corrected by a person. Numbers lead to their evidence.',
  },
  noDelta: { zh: '不计差', en: 'no difference' },
  apartHead: { zh: '不可比', en: 'Not comparable' },
  apartNote: {
    zh: '两份报告此表格式不同，以下单元格只有一种格式有：',
    en: 'The table has different forms in the two reports; only one form has these cells:',
  },
  onlyIn: { zh: '此表仅见于', en: 'Only this report has the table:' },
  apartLocal: {
    zh: '地方自设行不属于任何格式，不作对比：',
    en: 'Rows that no form has are not compared:',
  },
  textDifference: { zh: '正文差异', en: 'Difference of the text' },
  textNote: {
    zh: '按部分逐句对比：删去线为仅左侧有，底色为仅右侧有。',
    en: 'By section and sentence: struck out is only left, shaded is only right.',
  },
  noText: { zh: '两份报告都没有正文。', en: 'Neither report has a text.' },
  sameText: { zh: '本部分文字相同。', en: 'This section is the same.' },
  sentencesSame: { zh: '（此处 {count} 字相同）', en: '({count} characters the same)' },
  sectionLeft: { zh: '仅左侧有此部分。', en: 'Only the left report has this section.' },
  sectionRight: { zh: '仅右侧有此部分。', en: 'Only the right report has this section.' },
  sectionWithheld: {
    zh: '至少一侧的原件不公开，文字不作对比。',
    en: 'The original of at least one side is withheld: its words are not compared.',
  },
  compareStatic: {
    zh: '静态文件里只有同一单位相邻两份报告的对比，见各报告页。任意两份报告的对比需运行 nianbao serve。',
    en: 'These static files hold comparisons of each report with the one before it of the same unit, linked from its page. Any two are compared by nianbao serve.',
  },
  chooseNote: {
    zh: '先找左侧的报告，再找右侧的。',
    en: 'Find the report for the left side, then the one for the right.',
  },
  chooseLeft: { zh: '左侧报告：单位名称', en: 'Left report: name of the unit' },
  chooseRight: { zh: '右侧报告：单位名称', en: 'Right report: name of the unit' },
  chosenLeft: { zh: '左侧', en: 'Left' },
  sameUnit: { zh: '同一单位的其他年份', en: 'Other years of the unit' },
  sameYear: { zh: '同年同地区的报告', en: 'Reports of the same year and region' },
  foundReports: { zh: '找到的报告', en: 'Reports found' },
} as const satisfies Labels
