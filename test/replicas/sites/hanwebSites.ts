import { jpaasReplica } from '../jpaasReplica.ts'
import { jpageReplica, type JpageColumn } from '../jpageReplica.ts'
import { publications, type Publication } from '../publications.ts'
import type { Replica } from '../replicaServer.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { xxgkReplica, type XxgkSite } from '../xxgkReplica.ts'
import { reportYears } from './reportYears.ts'

type Published = readonly Publication[]

/** The sites of crawlers/ on the 信息公开目录 module and the later ones on jpage and JPaaS, with reports for 2021 to `lastYear`. */
export function hanwebSites(lastYear: number): ReplicaSites {
  const years = reportYears(lastYear)
  const of = (division: string, ...units: readonly string[]): Published =>
    publications({ division, units, years })
  const shangxi = of('金华市义乌市', '上溪镇')
  const yiting = of('金华市义乌市', '义亭镇')
  const yiwu = of('金华市义乌市', '人民政府办公室')
  const xianju = of('台州市仙居县', '下各镇', '横溪镇', '财政局')
  const shangcheng = of('杭州市上城区', '人民政府办公室', '清波街道', '教育局')
  const xiaoshan = of('杭州市萧山区', '城厢街道', '北干街道', '财政局')
  const longyou = of('衢州市龙游县', '横山镇', '湖镇镇')
  const gaogang = of('泰州市高港区', '沿江街道')
  return {
    servers: [
      {
        hosts: ['www.yw.gov.cn'],
        replicas: [
          directory('义乌市', 'www.yw.gov.cn', 1229134129, shangxi, { printed: 'call', name: '公开年报' }),
          directory('义乌市', 'www.yw.gov.cn', 1229134136, yiting, { printed: 'inputs', name: '公开年报' }),
          directory('义乌市', 'www.yw.gov.cn', 1229531861, yiwu, { printed: 'tree', name: '公开年报' }),
        ],
      },
      {
        hosts: ['www.zjxj.gov.cn'],
        replicas: [
          directory('仙居县', 'www.zjxj.gov.cn', 1229325036, xianju, {
            ...{ perPage: 8, markup: 'list', pager: 'pages', tree: true },
            others: [{ column: 1229325001, title: '仙居县2024年统计公报' }],
          }),
        ],
      },
      { hosts: ['www.hzsc.gov.cn'], replicas: [jpage('上城区', 'www.hzsc.gov.cn', 1229231425, shangcheng)] },
      {
        hosts: ['www.xiaoshan.gov.cn'],
        replicas: [
          jpage('萧山区', 'www.xiaoshan.gov.cn', 1229709821, xiaoshan, { paging: 'page', perPage: 5 }),
        ],
      },
      {
        hosts: ['www.longyou.gov.cn'],
        replicas: [jpage('龙游县', 'www.longyou.gov.cn', 1229114055, longyou)],
      },
      {
        hosts: ['www.cmc.gov.cn'],
        replicas: [jpaas('高港区', 'www.cmc.gov.cn', '/zfxxgk/yjjd/zfxxgknb', gaogang)],
      },
    ],
    published: {
      'zhejiang-yiwu': [...shangxi, ...yiting, ...yiwu],
      'zhejiang-xianju': xianju,
      'zhejiang-shangcheng': shangcheng,
      'zhejiang-xiaoshan': xiaoshan,
      'zhejiang-longyou': longyou,
      'jiangsu-gaogang': gaogang,
    },
  }
}

const directory = (
  place: string,
  host: string,
  column: number,
  published: Published,
  over: Partial<XxgkSite>,
): Replica =>
  xxgkReplica({
    ...{ words: { site: `${place}人民政府`, host }, column, name: '政府信息公开年报', classId: 'D001' },
    ...{ publications: () => published, perPage: 15, printed: 'call', markup: 'table', pager: 'total' },
    ...over,
  })

const jpage = (
  place: string,
  host: string,
  column: number,
  published: Published,
  over: Partial<JpageColumn> = {},
): Replica =>
  jpageReplica({
    ...{ words: { site: `${place}人民政府`, host }, column, webId: 3093, unitId: 4517 },
    ...{ publications: () => published, perPage: 15, groupSize: 3, paging: 'startrecord' },
    ...{ nextgroup: false, cap: 100, ...over },
  })

const jpaas = (place: string, host: string, column: string, published: Published): Replica =>
  jpaasReplica({
    ...{ words: { site: `${place}人民政府`, host }, column, webId: 3218, tagId: '信息列表' },
    ...{ tplSetId: () => 'kWq7mXbT2nRfYc9LpZsEa', publications: () => published, cap: 100, store: null },
  })
