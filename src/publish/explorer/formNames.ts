import type { FormId, SectionKey, TableKey } from '../../model/report.ts'
import type { Label } from './language.ts'

/** What the tables of a form are called. */
export const tableNames: Readonly<Record<TableKey, Label>> = {
  proactive: { zh: '主动公开政府信息情况', en: 'Proactive disclosure' },
  applications: { zh: '收到和处理政府信息公开申请情况', en: 'Applications received and handled' },
  review_litigation: { zh: '政府信息公开行政复议、行政诉讼情况', en: 'Administrative review and litigation' },
  statistics: { zh: '政府信息公开情况统计表', en: 'Statistics of disclosure (forms before 2019)' },
}

/** What the parts of a report are called. */
export const sectionNames: Readonly<Record<SectionKey | 'title' | 'signed', Label>> = {
  preface: { zh: '引言', en: 'Preface' },
  overview: { zh: '总体情况', en: 'Overview' },
  proactive: tableNames.proactive,
  applications: tableNames.applications,
  review_litigation: tableNames.review_litigation,
  problems: { zh: '存在的主要问题及改进情况', en: 'Problems and improvements' },
  other: { zh: '其他需要报告的事项', en: 'Other matters' },
  title: { zh: '标题', en: 'Title' },
  signed: { zh: '落款日期', en: 'Date of signing' },
}

/** A form by its year of issue; the region where it is not the country's. */
export const formNames: Readonly<Record<FormId, Label>> = {
  '2008': { zh: '2008 年格式', en: 'form of 2008' },
  '2014': { zh: '2014 年格式', en: 'form of 2014' },
  '2014-fujian': { zh: '2014 年格式（福建）', en: 'form of 2014 (Fujian)' },
  '2019': { zh: '2019 年格式', en: 'form of 2019' },
  '2021': { zh: '2021 年格式', en: 'form of 2021' },
}
