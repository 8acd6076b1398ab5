import type { Labels } from '../language.ts'

/** Words of lists and their files. */
export const listLabels = {
  listFile: { zh: '下载此表（CSV）', en: 'Download this list (CSV)' },
  listTooLong: {
    zh: '此表超过十万行，不提供单个文件：请缩小范围，或用 nianbao export csv。',
    en: 'The list has more than 100,000 rows and no file of its own: narrow it down, or use nianbao export csv.',
  },
  filterCounts: {
    zh: '数字为报告内有发现的报告数；加号之后为与其他年份不符的报告数。',
    en: 'Numbers are reports with findings within them; behind a plus, reports that contradict other years.',
  },
  filterStatic: {
    zh: '静态文件不能按地区、年份筛选；运行 nianbao serve 可以。',
    en: 'Static files cannot be narrowed by region and year; nianbao serve can.',
  },
  limitUnread: {
    zh: '地址中有无法识别的条件，未采用：',
    en: 'The address has limits that cannot be read; they are left out:',
  },
  noFindingFits: { zh: '没有符合的发现。', en: 'No finding fits.' },
} as const satisfies Labels
