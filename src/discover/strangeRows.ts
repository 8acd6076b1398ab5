/** What stands beside a title and leads to the same report: its file, its page. */
const BESIDE_A_TITLE =
  /^[[［【（]?(?:点击|查看|打开|在线|立即)?(?:下载|查看|预览|附件|全文|原文|详情|更多|阅读|(?:PDF|Word|图片|文字|网页|OFD|手机|移动|电脑)版?)(?:详情|全文|附件|文件|原文|报告|>+)?\d{0,2}[\]］】）]?$/iu

/**
 * Rows of a report column whose titles speak of nothing that is known, and of which nobody can say that they are no reports: a unit
 * of an unknown kind, a title cut in its middle. Words that stand beside titles (下载) count only where they are more than the titles
 * taken for reports: then they stand for them.
 */
export function strangeRows(unrelated: readonly string[], taken: number): readonly string[] {
  const beside = unrelated.filter((title) => BESIDE_A_TITLE.test(title))
  return beside.length > taken ? unrelated : unrelated.filter((title) => !BESIDE_A_TITLE.test(title))
}
