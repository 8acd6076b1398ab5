import { Report } from '../../src/model/report.ts'

/** A report of a street office, with what a test needs of it. */
export const reportWith = (rest: Partial<Report>): Report =>
  Report.parse({
    ...{ schema: 'nianbao/report@1', id: '330105001/2022', rules: '1', year: 2022, year_from: 'title' },
    unit: {
      ...{ name: '米市巷街道', as_printed: '米市巷街道', code: '330105001' },
      division: { code: '330105001', path: ['浙江省', '杭州市', '拱墅区', '米市巷街道'] },
    },
    ...{ title: '米市巷街道2022年政府信息公开工作年度报告', published: null, forms: {}, sections: [] },
    ...{ figures: {}, cells: {}, statements: [], findings: [], sources: [], editions: [] },
    ...rest,
  })
