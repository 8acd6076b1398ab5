import { changeLabels } from './changeLabels.ts'
import { comparisonLabels } from './comparison/comparisonLabels.ts'
import { listLabels } from './lists/listLabels.ts'
import { downloadLabels } from './downloads/downloadLabels.ts'
import type { Labels } from './language.ts'
import { originalLabels } from './originalLabels.ts'
import { rankingLabels } from './rankings/rankingLabels.ts'
import { reportLabels } from './reportLabels.ts'
import { stateLabels } from './stateLabels.ts'

/** Every word that the explorer itself says: one table, composed of those of its pages; what all pages share stands here. */
export const labels = {
  ...changeLabels,
  ...comparisonLabels,
  ...downloadLabels,
  ...listLabels,
  ...originalLabels,
  ...rankingLabels,
  ...reportLabels,
  ...stateLabels,
  title: { zh: '年报', en: 'Annual reports' },
  subtitle: { zh: '政府信息公开工作年度报告档案', en: 'An archive of annual disclosure reports' },
  skip: { zh: '跳到正文', en: 'Skip to content' },
  menu: { zh: '栏目', en: 'Sections' },
  otherLanguage: { zh: 'English', en: '中文' },
  replica: {
    zh: '副本库：页面来自本机的模拟站点，其中内容不能作为证据。',
    en: 'Replica archive: its pages come from stand-ins; nothing in it is evidence.',
  },
  regions: { zh: '地区', en: 'Regions' },
  findings: { zh: '发现', en: 'Findings' },
  coverage: { zh: '覆盖', en: 'Coverage' },
  changes: { zh: '变更', en: 'Changes' },
  codebook: { zh: '指标', en: 'Codebook' },
  status: { zh: '状态', en: 'Status' },
  search: { zh: '检索', en: 'Search' },
  searchFor: { zh: '单位、标题或正文中的词', en: 'Words in unit, title or text' },
  searchStatic: {
    zh: '这是静态文件，不能检索。请按地区或年份浏览；运行 nianbao serve 可检索全文。',
    en: 'These are static files, which cannot search. Browse by region or year; nianbao serve searches the full text.',
  },
  reports: { zh: '份报告', en: 'reports' },
  reportsHead: { zh: '报告', en: 'Reports' },
  units: { zh: '个单位', en: 'units' },
  sites: { zh: '个网站', en: 'sites' },
  report: { zh: '报告', en: 'Report' },
  unit: { zh: '单位', en: 'Unit' },
  unitsHead: { zh: '单位', en: 'Units' },
  region: { zh: '地区', en: 'Region' },
  country: { zh: '全国', en: 'The whole country' },
  year: { zh: '年份', en: 'Year' },
  years: { zh: '年份', en: 'Years' },
  byYear: { zh: '按年份', en: 'By year' },
  byRegion: { zh: '按地区', en: 'By region' },
  form: { zh: '格式', en: 'Form' },
  finding: { zh: '发现', en: 'Finding' },
  all: { zh: '全部', en: 'All' },
  go: { zh: '检索', en: 'Search' },
  found: { zh: '找到', en: 'Found' },
  nothingFound: {
    zh: '没有符合的报告。可换一个词，或去掉一些条件。',
    en: 'No report fits. Try another word, or fewer limits.',
  },
  previous: { zh: '上一页', en: 'Previous page' },
  next: { zh: '下一页', en: 'Next page' },
  page: { zh: '页', en: 'Page' },
  pages: { zh: '分页', en: 'Pages' },
  narrow: { zh: '缩小范围', en: 'Narrow down' },
  metric: { zh: '指标', en: 'Metric' },
  noFindings: { zh: '没有发现。', en: 'No findings.' },
  colon: { zh: '：', en: ': ' },
  severity: { zh: '程度', en: 'Severity' },
  message: { zh: '说明', en: 'Message' },
  info: { zh: '提示', en: 'info' },
  warning: { zh: '警告', en: 'warning' },
  error: { zh: '错误', en: 'error' },
  site: { zh: '网站', en: 'Site' },
  address: { zh: '网址', en: 'Address' },
  kind: { zh: '种类', en: 'Kind' },
  meaning: { zh: '含义', en: 'Meaning' },
  row: { zh: '行', en: 'Row' },
  column: { zh: '列', en: 'Column' },
  table: { zh: '表', en: 'Table' },
  unitOf: { zh: '计量单位', en: 'Unit of measure' },
  codebookNote: {
    zh: '各格式每张表的每个单元格对应一个指标；指标的英文编号是永久的，各处通用。',
    en: 'Each cell of each table of a form is a metric; its id is permanent and the same everywhere.',
  },
  count: { zh: '数量', en: 'Number' },
  notFound: { zh: '没有这个页面', en: 'There is no such page' },
  notFoundNote: { zh: '此存档中没有对应的内容。', en: 'This archive has nothing by this address.' },
  onlyRead: {
    zh: '这里只供阅读：只接受 GET 与 HEAD。',
    en: 'This is for reading only: it answers GET and HEAD.',
  },
  otherName: {
    zh: '本服务不以这个主机名提供。若在代理之后，请以 nianbao serve --base 指明地址。',
    en: 'Nothing is served by this name of a host. Behind a proxy, name the address with nianbao serve --base.',
  },
  failed: { zh: '出错了', en: 'Something went wrong' },
  footer: {
    zh: '数据由公开文件自动读出，每个数字都可追溯到原件的单元格；与原件不符时以原件为准。',
    en: 'Figures are read from published documents by a program; each leads to its cell. Where they differ, the original counts.',
  },
} as const satisfies Labels
export type LabelKey = keyof typeof labels
