import { readFigures, type FiguresReading } from '../../src/extract/figures/readFigures.ts'
import type { Table } from '../../src/model/document.ts'
import { prepared } from '../figuresTables.ts'

export const read = (...tables: readonly Table[]): FiguresReading => readFigures(tables, prepared)

export const codes = (reading: FiguresReading, metric: string): readonly string[] =>
  reading.findings
    .filter(({ metrics }) => metrics.includes(metric))
    .map(({ code, severity }) => `${code} ${severity}`)

export const rules2021 = '信息内容|本年制发件数|本年废止件数|现行有效件数'

export const applicants = [
  '|自然人|法人或其他组织|总计',
  '||商业企业|科研机构|社会公益组织|法律服务机构|其他|',
] as const
