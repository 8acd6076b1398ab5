import { loadConfig } from '../../src/config/loadConfig.ts'
import { extractor } from '../../src/extract/extract.ts'
import type { Report } from '../../src/model/report.ts'
import { loneBundle } from '../../src/pipeline/loneBundle.ts'
import { validator } from '../../src/validate/validate.ts'

const { knowledge } = await loadConfig('config')

export const extract = extractor(knowledge)

const validate = validator(knowledge.forms)

export type Row = readonly string[]

export const html = (rows: readonly Row[]): string =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`

export const prose = `<h1>青溪县林业局2016年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>2016年，我局认真落实条例，各项工作平稳推进。</p>
<p>二、主动公开政府信息的情况</p><p>2016年主动公开政府信息320条。</p>
<p>三、依申请公开政府信息的情况</p><p>2016年共收到政府信息公开申请12件。</p>
<p>四、存在的主要问题及改进措施</p><p>公开意识有待加强。</p>`

export function read(body: string): Report {
  const bytes = Buffer.from(`<html><meta charset="utf-8"><body><div>${body}</div></body></html>`)
  const provenance = { siteDivision: null, givenUnit: null, givenYear: null }
  const { reports } = extract(loneBundle(bytes, 'report.html', provenance))
  const [report] = reports
  if (report === undefined) throw new Error('no report')
  return validate(report)
}

export const codes = (report: Report): readonly string[] =>
  report.findings
    .filter(({ code, severity }) => severity !== 'info' && code !== 'ambiguous-unit')
    .map(({ code }) => code)

export const doubted = (report: Report): readonly string[] =>
  report.findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics))

export const header = ['统计指标', '单位', '统计数']

/** Indicators of the national list in other hands: brackets, numbers and 其中 as people print them. */
export const national: readonly Row[] = [
  ['一、主动公开情况', '——', '——'],
  ['（一）主动公开政府信息数<br>（不同渠道和方式公开相同信息计1条）', '条', '320'],
  ['其中：主动公开规范性文件数', '条', '4'],
  ['制发规范性文件总数', '件', '4'],
  ['（二）通过不同渠道和方式公开政府信息的情况', '——', '——'],
  ['1.政府公报公开政府信息数', '条', '0'],
  ['2、政府网站公开政府信息数', '条', '300'],
  ['3.政务微博公开政府信息数', '条', ''],
  ['4.政务微信公开政府信息数', '条', '20'],
  ['5.其他方式公开政府信息数', '条', '0'],
  ['三、依申请公开情况', '——', '——'],
  ['（一）收到申请数', '件', '12'],
  ['1.当面申请数', '件', '3'],
  ['2.传真申请数', '件', '0'],
  ['3.网络申请数', '件', '8'],
  ['4.信函申请数', '件', '1'],
  ['（三）申请答复数', '件', '12'],
  ['2.同意公开答复数', '件', '10'],
  ['四、行政复议数量', '件', '2'],
  ['（一）维持具体行政行为数', '件', '1'],
  ['（二）被依法纠错数', '件', '1'],
  ['（三）其他情形数', '件', '0'],
  ['五、行政诉讼数量', '件', '5'],
  ['（一）维持具体行政行为或者驳回原告诉讼请求数', '件', '2'],
  ['（二）被依法纠错数', '件', '0'],
  ['（三）其他情形数', '件', '3'],
  ['七、依申请公开信息收取的费用', '元', '350'],
  ['（三）接受培训人员数', '人次', '40'],
]
