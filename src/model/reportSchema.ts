import { z } from 'zod'
import { Report } from './report.ts'

/** The model of a report for readers in other languages: JSON Schema 2020-12, made from the zod schema. */
export function reportSchema(): string {
  const schema = z.toJSONSchema(Report, { target: 'draft-2020-12' })
  const named = {
    $id: 'nianbao/report@1',
    title: '政府信息公开工作年度报告: one unit, one year',
    description:
      'figures: a number is what was printed, null is a blank cell, an absent key is a cell that the document does not have; amounts in 万元',
  }
  return `${JSON.stringify({ ...named, ...schema }, null, 2)}\n`
}
