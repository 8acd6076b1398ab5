import { levelColumns, oneColumn, yearColumns, type ReplicaColumn } from '../columnReplica.ts'
import { publications, type Publication } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { trsReplica, type TrsSite } from '../trsReplica.ts'
import { reportYears, unitColumns } from './reportYears.ts'

/** One site of crawlers/ and how its replica differs from the others of its vendor. */
interface Place {
  readonly id: string
  readonly site: string
  readonly host: string
  readonly division: string
  readonly units: readonly string[]
  readonly folder: string
  readonly columns: (published: readonly Publication[]) => readonly ReplicaColumn[]
  readonly paging: TrsSite['paging']
  readonly files?: TrsSite['files']
}

const places: readonly Place[] = [
  {
    id: 'gansu-ganzhou',
    site: '张掖市甘州区人民政府',
    host: 'www.gsgz.gov.cn',
    division: '张掖市甘州区',
    units: ['北街街道', '财政局', '甘州区'],
    folder: '/gzzfxxgk/zfxxgknb/',
    columns: (published) => levelColumns(published, (year) => `${year}n`, { bm: 'bmnb', jd: 'xzjd' }),
    paging: 'from-0',
  },
  {
    id: 'ningxia-xingqing',
    site: '银川市兴庆区人民政府',
    host: 'www.xqq.gov.cn',
    division: '银川市兴庆区',
    units: ['前进街街道', '教育局', '民政局'],
    folder: '/zwgk/bmxxgkml/',
    columns: (published) =>
      unitColumns(published, { 前进街街道: 'xqqqjjjdbsc', 教育局: 'xqqjyj', 民政局: 'xqqmzj' }),
    paging: 'from-1',
  },
  {
    id: 'beijing-dongcheng',
    site: '北京市东城区人民政府',
    host: 'www.bjdch.gov.cn',
    division: '北京市东城区',
    units: ['东花市街道', '景山街道', '卫生健康委员会'],
    folder: '/zfxxgkzl/zfxxgknb/',
    columns: (published) => levelColumns(published, (year) => `${year}nb`, { bm: 'dcqbm', jd: 'dcqjd' }),
    paging: 'plugin',
    files: 'script',
  },
  {
    id: 'beijing-miyun',
    site: '北京市密云区人民政府',
    host: 'www.bjmy.gov.cn',
    division: '北京市密云区',
    units: ['高岭镇', '太师屯镇', '水务局'],
    folder: '/zwgk/zfxxgk/zfxxgknb/',
    columns: (published) => yearColumns(published, (year) => `gknb${year}`),
    paging: 'variable',
  },
  {
    id: 'guizhou-xixiu',
    site: '安顺市西秀区人民政府',
    host: 'www.xixiu.gov.cn',
    division: '安顺市西秀区',
    units: ['东街街道', '统计局', '西秀区'],
    folder: '/web2023/zwgk/zfxxgk/zfxxgknb/',
    columns: (published) => yearColumns(published, String),
    paging: 'from-1',
  },
  {
    id: 'liaoning-yuhong',
    site: '沈阳市于洪区人民政府',
    host: 'www.syyh.gov.cn',
    division: '沈阳市于洪区',
    units: ['迎宾路街道', '城东湖街道', '审计局'],
    folder: '/zwgk/zfxxgknb/',
    columns: (published) =>
      levelColumns(published, String, { bm: 'bmzfxxgkgzndbg', jd: 'jdbsczfxxgkgzndbg' }),
    paging: 'from-0',
  },
  {
    id: 'sichuan-xichang',
    site: '西昌市人民政府',
    host: 'www.xichang.gov.cn',
    division: '西昌市',
    units: ['东城街道', '西城街道', '司法局'],
    folder: '/zfxxgk/zfxxgknb/',
    columns: (published) =>
      levelColumns(published, (year) => `nb${year}`, { bm: 'bmnb_15915', jd: 'xzjjdb_15916' }),
    paging: 'unreadable',
  },
  {
    id: 'jiangsu-gulou',
    site: '南京市鼓楼区人民政府',
    host: 'www.njgl.gov.cn',
    division: '南京市鼓楼区',
    units: ['华侨路街道', '宁海路街道', '财政局'],
    folder: '/glqrmzf/xxgkzl/zfxxgkndbg/',
    columns: oneColumn,
    paging: 'from-0',
  },
]

/** The sites of crawlers/ on 拓尔思 TRS, with reports for 2021 to `lastYear`. */
export function trsSites(lastYear: number): ReplicaSites {
  const made = places.map((place) => {
    const { division, units } = place
    const published = publications({ division, units, years: reportYears(lastYear) })
    const columns = place.columns(published)
    const words = { site: place.site, host: place.host }
    const replica = trsReplica({ ...place, words, columns: () => columns, perPage: 6 })
    return { id: place.id, published, server: { hosts: [place.host], replicas: [replica] } }
  })
  return {
    servers: made.map(({ server }) => server),
    published: Object.fromEntries(made.map(({ id, published }) => [id, published])),
  }
}
