import { jpaasReplica, storePath } from './jpaasReplica.ts'
import { jpageReplica } from './jpageReplica.ts'
import { docx } from './pageParts.ts'
import { publications, type Publication } from './publications.ts'
import type { Replica } from './replicaServer.ts'
import { staticReplica } from './staticReplica.ts'
import { ucapReplica } from './ucapReplica.ts'

/** The replicas that answer for one server, under one or more host names. */
interface ReplicaHost {
  readonly hosts: readonly string[]
  readonly replicas: readonly Replica[]
}

export interface ReplicaSites {
  readonly servers: readonly ReplicaHost[]
  /** Everything that is published, by site. */
  readonly published: Readonly<Record<string, readonly Publication[]>>
}

const STORE = 'zjjcmspublic.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn'

const gongshu = ['米市巷街道', '小河街道', '湖墅街道', '拱宸桥街道', '半山街道', '财政局', '拱墅区']
const yuhang = ['良渚街道', '五常街道', '仓前街道', '径山镇', '教育局', '余杭区']
const acheng = ['金都街道', '河东街道', '玉泉街道', '双丰街道', '审计局', '阿城区']
const chengdong = ['八一路街道', '火车站街道', '清真巷街道', '韵家口镇', '城东区']

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)

const all =
  (publications: readonly Publication[]): (() => readonly Publication[]) =>
  () =>
    publications

/** The four sites of crawlers/, with reports for 2020 to `lastYear`. Sites of Hanweb moved from jpage to JPaaS. */
export function replicaSites(lastYear: number): ReplicaSites {
  const g = { division: '杭州市拱墅区', units: gongshu }
  const y = { division: '杭州市余杭区', units: yuhang }
  const published = {
    gongshuNew: publications({ ...g, years: range(2022, lastYear) }),
    gongshuOld: publications({ ...g, years: range(2020, 2021) }),
    yuhangNew: publications({ ...y, years: range(2022, lastYear) }),
    yuhangOld: publications({ ...y, years: range(2020, 2021) }),
    acheng: publications({ division: '哈尔滨市阿城区', units: acheng, years: range(2020, lastYear) }),
    chengdong: withOldCharset(
      publications({ division: '西宁市城东区', units: chengdong, years: range(2020, lastYear) }),
    ),
  }
  return {
    published: {
      'zhejiang-gongshu': [...published.gongshuNew, ...published.gongshuOld],
      'zhejiang-yuhang': [...published.yuhangNew, ...published.yuhangOld],
      'heilongjiang-acheng': published.acheng,
      'qinghai-xining-chengdong': published.chengdong,
    },
    servers: [
      {
        hosts: ['www.gongshu.gov.cn'],
        replicas: gongshuReplicas(published.gongshuNew, published.gongshuOld),
      },
      { hosts: ['www.yuhang.gov.cn'], replicas: yuhangReplicas(published.yuhangNew, published.yuhangOld) },
      {
        hosts: [STORE],
        replicas: [
          ({ url }) => docx(published.yuhangNew.find(({ hash }) => url.pathname === storePath(3095, hash))),
        ],
      },
      { hosts: ['www.acheng.gov.cn', 'acheng.gov.cn'], replicas: [achengReplica(published.acheng)] },
      { hosts: ['www.xncd.gov.cn'], replicas: [chengdongReplica(published.chengdong)] },
    ],
  }
}

/** The newest report with its words in the page is kept in the charset of an older system. */
function withOldCharset(published: readonly Publication[]): readonly Publication[] {
  const old = published.find(({ report, attachment }) => report?.year === 2021 && attachment === null)
  return published.map((one) => (one === old ? { ...one, charset: 'gb18030' } : one))
}

function gongshuReplicas(now: readonly Publication[], before: readonly Publication[]): readonly Replica[] {
  const words = { site: '杭州市拱墅区人民政府', host: 'www.gongshu.gov.cn' }
  return [
    jpaasReplica({
      words,
      column: 1229781441,
      webId: 2096,
      tagId: '信息列表',
      tplSetId: () => 'twgFdvK8tDtEnAde8Gpsj',
      publications: all(now),
      cap: 100,
      store: null,
    }),
    jpageReplica({
      words,
      column: 1230096,
      webId: 2096,
      unitId: 5861214,
      publications: all(before),
      perPage: 15,
      groupSize: 3,
      paging: 'startrecord',
      nextgroup: true,
      cap: 100,
    }),
  ]
}

function yuhangReplicas(now: readonly Publication[], before: readonly Publication[]): readonly Replica[] {
  const words = { site: '杭州市余杭区人民政府', host: 'www.yuhang.gov.cn' }
  return [
    jpaasReplica({
      words,
      column: 1229780563,
      webId: 3095,
      tagId: '组配分类list',
      tplSetId: () => 'rZlQrQ3MzlENOr1wE0PeW',
      publications: all(now),
      cap: 15,
      store: STORE,
    }),
    jpageReplica({
      words,
      column: 1229709995,
      webId: 3095,
      unitId: 6103377,
      publications: all(before),
      perPage: 5,
      groupSize: 3,
      paging: 'page',
      nextgroup: false,
      cap: 100,
    }),
  ]
}

const achengReplica = (published: readonly Publication[]): Replica =>
  ucapReplica({
    words: { site: '哈尔滨市阿城区人民政府', host: 'www.acheng.gov.cn' },
    site: 'achengqu',
    channel: 'c111273',
    publications: all(published),
    cap: 20,
    aggregates: true,
    generation: () => 1,
  })

const chengdongReplica = (published: readonly Publication[]): Replica =>
  staticReplica({
    words: { site: '西宁市城东区人民政府', host: 'www.xncd.gov.cn' },
    list: '/html/public/zfxxgknb.html',
    folder: '/html/4012',
    publications: all(published),
    perPage: 20,
    markup: 'ul',
    paging: 'link',
    overstated: 0,
  })
