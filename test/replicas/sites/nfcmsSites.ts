import { oneColumn, yearColumns } from '../columnReplica.ts'
import { nfcmsReplica } from '../nfcmsReplica.ts'
import { publications } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { reportYears } from './reportYears.ts'

/** The sites of crawlers/ on Guangdong's NFCMS, with reports for 2021 to `lastYear`. */
export function nfcmsSites(lastYear: number): ReplicaSites {
  const years = reportYears(lastYear)
  const gz = publications({
    division: '广州市',
    units: ['人民政府办公厅', '城市管理和综合执法局', '公安局'],
    years,
  })
  const lw = publications({ division: '广州市荔湾区', units: ['沙面街道', '教育局', '荔湾区'], years })
  const dy = publications({ division: '中山市', units: ['大涌镇'], years })
  const gzColumns = yearColumns(gz, (year) => `bm/${year}n`).flatMap((column) =>
    column.path === '' ? [column, { path: 'bm', name: '部门', publications: [] }] : [column],
  )
  const lwColumns = oneColumn(lw)
  const dyColumns = oneColumn(dy)
  return {
    servers: [
      {
        hosts: ['www.gz.gov.cn', 'gz.gov.cn'],
        replicas: [
          nfcmsReplica({
            words: { site: '广州市人民政府', host: 'www.gz.gov.cn' },
            folder: '/zfjgzy/gzsrmzfbgt/zfxxgknb/',
            columns: () => gzColumns,
            perPage: 6,
            pager: 'link',
          }),
        ],
      },
      {
        hosts: ['www.lw.gov.cn'],
        replicas: [
          nfcmsReplica({
            words: { site: '广州市荔湾区人民政府', host: 'www.lw.gov.cn' },
            folder: '/zwgkk/bmxxgkndbg/',
            columns: () => lwColumns,
            perPage: 15,
            pager: 'total',
            mobile: ({ number }) => number % 3 === 0,
          }),
        ],
      },
      {
        hosts: ['www.zs.gov.cn'],
        replicas: [
          nfcmsReplica({
            words: { site: '中山市大涌镇人民政府', host: 'www.zs.gov.cn' },
            folder: '/dyz/qt/xxgkndbg/',
            columns: () => dyColumns,
            perPage: 20,
            pager: 'none',
          }),
        ],
      },
    ],
    published: { 'guangdong-guangzhou': gz, 'guangdong-liwan': lw, 'guangdong-dayong': dy },
  }
}
