import type { Labels } from '../language.ts'

/** Words of downloads. */
export const downloadLabels = {
  downloads: { zh: '下载', en: 'Downloads' },
  downloadAll: {
    zh: '下载全部或部分数据（各种格式）',
    en: 'Download all or part of the data, in several formats',
  },
  downloadsNote: {
    zh: '先选范围，再选格式。各项条件同时生效；文件现做现给，数据多时要等几分钟。',
    en: 'Choose what, then the format. Choices narrow each other. The file is made when you ask for it, which takes minutes where there is much.',
  },
  downloadsStatic: {
    zh: '这是静态文件，不能现做下载。有存档的人可用命令行得到各种格式：',
    en: 'These are static files, which make no downloads. Whoever has the archive gets every format by the command line:',
  },
  downloadsPart: {
    zh: '可再加条件，只取一部分：',
    en: 'These options choose a part of it:',
  },
  everything: { zh: '全部', en: 'Everything' },
  downloadAs: { zh: '下载', en: 'Download' },
  formatXlsx: {
    zh: '一个 Excel 工作簿：每张表一个工作表，第一页说明来历。',
    en: 'One Excel workbook: a sheet for each table, and a first sheet that says where it comes from.',
  },
  formatCsv: {
    zh: '每张表一个文件，表格软件可直接打开，连同清单（行数和校验值）打成压缩包。',
    en: 'A file for each table, which any spreadsheet opens, zipped with a manifest of rows and checksums.',
  },
  formatJsonl: {
    zh: '每行一条记录，供程序逐行读取，连同清单打成压缩包。',
    en: 'A record on each line, for programs, zipped with its manifest.',
  },
  formatParquet: {
    zh: '按列存放，带数据类型，适合数据库和统计软件，连同清单打成压缩包。',
    en: 'Stored by columns with their types, for databases and statistics, zipped with its manifest.',
  },
  formatDatapackage: {
    zh: '数据表连同各列的含义、类型和校验值的说明文件，自成一体，适合存放和引用。',
    en: 'The tables with a description of every column, its type and checksum: complete by itself, to be kept and cited.',
  },
  formatBundle: {
    zh: '原件、台账、数据表和证明的完整证据包，用通用工具即可核验；在每份报告的页面上。',
    en: 'Originals, ledger, tables and proofs of one report, checked with common tools; it is on the page of each report.',
  },
  bundleName: { zh: '证据包', en: 'Bundle with proofs' },
  datapackageName: { zh: '数据包', en: 'Data package' },
  reportBundle: { zh: '本报告的证据包（原件与证明）', en: 'Bundle of this report (originals and proofs)' },
  reportXlsx: { zh: '本报告的数据表（Excel）', en: 'Tables of this report (Excel)' },
  reportJsonl: { zh: '本报告的数据（JSON Lines）', en: 'Data of this report (JSON Lines)' },
  notDownloaded: { zh: '没有做成下载文件', en: 'The download was not made' },
  downloadsBusy: {
    zh: '正在为其他读者制作下载文件，请稍后再试。',
    en: 'Downloads are being made for others; please try again in a moment.',
  },
} as const satisfies Labels
