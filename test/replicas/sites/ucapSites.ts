import { publications, type Publisher } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { ucapReplica, type UcapSite } from '../ucapReplica.ts'
import { reportYears } from './reportYears.ts'

/** One site of crawlers/ and how its replica differs from the others of its vendor. */
interface Place
  extends Pick<UcapSite, 'words' | 'site' | 'channel' | 'names'>, Pick<Publisher, 'division' | 'units'> {
  readonly id: string
}

const places: readonly Place[] = [
  {
    id: 'beijing-tongzhou',
    words: { site: '北京市通州区人民政府', host: 'www.bjtzh.gov.cn' },
    division: '北京市通州区',
    units: ['中仓街道', '玉桥街道', '水务局'],
    site: 'tzzfxxgk',
    channel: 'c109617fbdgnp',
    names: 'number',
  },
  {
    id: 'xinjiang-nilka',
    words: { site: '尼勒克县人民政府', host: 'www.xjnlk.gov.cn' },
    division: '尼勒克县',
    units: ['尼勒克镇', '乌赞镇', '教育局'],
    site: 'xjnlk',
    channel: 'c112945',
    names: 'hex',
  },
  {
    id: 'heilongjiang-daoli',
    words: { site: '哈尔滨市道里区人民政府', host: 'www.hrbdl.gov.cn' },
    division: '哈尔滨市道里区',
    units: ['经纬街道', '审计局', '道里区'],
    site: 'hebdlq',
    channel: 'c112289c',
    names: 'c01',
  },
]

/** The later sites of crawlers/ on 开普云 UCAP, with reports for 2021 to `lastYear`. */
export function ucapSites(lastYear: number): ReplicaSites {
  const made = places.map((place) => {
    const published = publications({ ...place, years: reportYears(lastYear) })
    const replica = ucapReplica({
      ...place,
      publications: () => published,
      cap: 20,
      aggregates: true,
      generation: () => 1,
    })
    return { id: place.id, published, server: { hosts: [place.words.host], replicas: [replica] } }
  })
  return {
    servers: made.map(({ server }) => server),
    published: Object.fromEntries(made.map(({ id, published }) => [id, published])),
  }
}
