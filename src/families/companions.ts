import type { CheerioAPI } from 'cheerio/slim'

/** What a link beside a title says when it leads to the same article: 下载, [查看], 附件下载, PDF版. */
const COMPANION =
  /^[[(（【《]?(?:点击|在线|全文|原文|正文|附件|文件|下载|查看|打开|浏览|预览|阅读|详情|解读|图解|版本?|格式|pdf|word|docx?|wps|ofd|\d){0,4}[\])）】》]?$/iu
/** A title, its file in two forms, and a look at it. */
const MOST = 4

export const isCompanion = (words: string): boolean => COMPANION.test(words.replace(/\s/gu, ''))

/** Whether a box holds one title, and beside it only links to more of the same article (一行多链). `links`: how many it holds. */
export function holdsOneTitle(box: ReturnType<CheerioAPI>, links: number): boolean {
  if (links > MOST) return false
  const anchors = box.find('a[href]')
  const words = anchors.toArray().map((_, at) => anchors.eq(at).text().replace(/\s/gu, ''))
  return words.filter((each) => !COMPANION.test(each)).length <= 1
}
