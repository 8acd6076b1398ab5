import { failures, type FailureCode } from '../../errors.ts'
import type { Language } from './language.ts'

interface ChineseWords {
  readonly name: string
  readonly meaning: string
}

/** What findings (发现) are called and mean in Chinese; the English is the remedy in `failures`. docs/failures.md has the same names. */
export const chineseFindings: Readonly<Partial<Record<FailureCode, ChineseWords>>> = {
  'unknown-label': { name: '不认识的栏目', meaning: '行或列的名称不属于任何格式，其数据未取。' },
  'ambiguous-year': { name: '年份不明', meaning: '报告年度不能确切认定。' },
  'ambiguous-unit': { name: '单位不明', meaning: '报告单位不能确切认定。' },
  'digits-run-together': { name: '数字粘连', meaning: '文字中的数字连成一串，无法确切拆分，故不取。' },
  'split-by-sums': {
    name: '据勾稽拆分',
    meaning: '粘连的数字按唯一使各项合计成立的方式拆开；单元格保留原样。',
  },
  'missing-cell': { name: '缺单元格', meaning: '行末缺少单元格，按空白记。' },
  'note-in-cell': { name: '单元格带注', meaning: '数字旁有单位或注释，取其开头的数字，原文保留。' },
  'read-by-ocr': {
    name: '识别所得',
    meaning: '由扫描件图像识别得出，无合计或第二次识别印证的须与原件核对。',
  },
  'read-from-conversion': {
    name: '读自转换件',
    meaning: '原件格式无法直接读取，数据读自 LibreOffice 转换的文件；两者均已存档，请与原件核对。',
  },
  'unread-text': { name: '有未识别的文字', meaning: '扫描页上有像文字的内容未能识别，缺少的内容须看原件。' },
  'unreadable-cell': { name: '单元格读不出', meaning: '单元格既非空白也非数字，故不取。' },
  'unclear-layout': { name: '表格结构不清', meaning: '单元格与栏目的对应不能确切认定，故不取。' },
  'repeated-row': { name: '重复行', meaning: '同一行印了两次而数据不同，故不取。' },
  'local-row': { name: '地方自加行', meaning: '格式中没有的行，不作为数据。' },
  'two-years': { name: '两年并列', meaning: '一张表并列两年数据，不合并取用。' },
  'sum-mismatch': { name: '合计不符', meaning: '所印各分项之和与所印合计不等。' },
  'sum-incomplete': { name: '合计无从核对', meaning: '分项或合计有空白，合计是否成立无法核对。' },
  'statement-differs': { name: '正文与表格不一致', meaning: '正文语句中的数字与表格不同，两者请对照原件。' },
  'sources-disagree': { name: '来源不一致', meaning: '同一报告的两个来源数据不同。' },
  'source-replaced': { name: '原页面被替换', meaning: '原网址如今给出其他内容，保留上次读出的数据。' },
  'missing-table': { name: '缺表', meaning: '文件中没有格式规定的某张表。' },
  'missing-row': { name: '缺行', meaning: '文件中没有格式规定的某些行或单元格，或所有表格全为空白。' },
  'year-differs': { name: '年份不符', meaning: '文件、列表或公布日期与报告年度不符。' },
  'leftover-year': { name: '正文残留他年', meaning: '语句或表格所称年份不是报告年度。' },
  'leftover-unit': { name: '正文残留他单位', meaning: '正文或表格所称单位不是报告单位。' },
  'carry-over-differs': {
    name: '结转数前后不符',
    meaning: '上年报告的结转下年度与本年的上年结转不等，两者均照录。',
  },
  'stock-differs': {
    name: '现行有效数推算不符',
    meaning: '现行有效不等于上年数加制发减废止；文件自然失效、职责划转也会如此。四个数均照录。',
  },
  'out-of-scale': {
    name: '数量级突变',
    meaning: '与该单位其他年份相差若干数量级：单位或录入有误，或确有其事，请看原件。',
  },
  withheld: { name: '原件不公开', meaning: '依存档者决定，某原件不公开；数据保留，文字略去。' },
  'title-differs': { name: '标题另有所指', meaning: '标题称作他物（通知、通报），正文是完整的报告。' },
  'not-a-report': { name: '不是年报', meaning: '文件不是年度报告，存档而不取数据。' },
  'several-reports': { name: '一个文件含多份年报', meaning: '文件含多份报告，须拆分后分别导入。' },
  'empty-file': { name: '空文件', meaning: '文件没有内容。' },
  'unreadable-file': { name: '读不了的文件', meaning: '文件加密、损坏、种类不明或只有图像，须由人阅读。' },
}

const codes: ReadonlyMap<string, FailureCode> = new Map(
  (Object.keys(failures) as FailureCode[]).map((code) => [code, code]),
)

const chineseOf = (code: string): ChineseWords | undefined => {
  const known = codes.get(code)
  return known === undefined ? undefined : chineseFindings[known]
}

/** Whether this is the code of a finding, of which there may be none at the moment. */
export const isFinding = (code: string): boolean => chineseOf(code) !== undefined

/** What a finding is called: in Chinese its name, in English its code. */
export const findingName = (language: Language, code: string): string =>
  language === 'zh' ? (chineseOf(code)?.name ?? code) : code

/** What its kind means, in the language that has words for it; empty for a code that is none. */
export function findingMeaning(
  language: Language,
  code: string,
): { readonly lang: string; readonly text: string } {
  const chinese = language === 'zh' ? chineseOf(code)?.meaning : undefined
  if (chinese !== undefined) return { lang: 'zh-CN', text: chinese }
  const known = codes.get(code)
  return { lang: 'en', text: known === undefined ? '' : failures[known] }
}
