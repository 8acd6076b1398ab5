import { lonsunReplica, type LonsunSite } from '../lonsunReplica.ts'
import { publications } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { reportYears } from './reportYears.ts'

/** One site of crawlers/ and how its replica differs from the others of its vendor. */
interface Place extends Pick<LonsunSite, 'units' | 'reports'> {
  readonly id: string
  readonly division: string
  readonly host: string
}

const places: readonly Place[] = [
  {
    id: 'anhui-fengyang',
    division: '凤阳县',
    host: 'www.fengyang.gov.cn',
    units: { 中都街道: 161057226, 府城镇: 161057227, 财政局: 161057301 },
    reports: 'query',
  },
]

/** The sites of crawlers/ on 龙讯 Lonsun, with reports for 2021 to `lastYear`. */
export function lonsunSites(lastYear: number): ReplicaSites {
  const made = places.map(({ id, division, host, ...place }) => {
    const published = publications({
      division,
      units: Object.keys(place.units),
      years: reportYears(lastYear),
    })
    const words = { site: `${division}人民政府`, host }
    const replica = lonsunReplica({ ...place, words, publications: () => published, perPage: 15 })
    return { id, published, server: { hosts: [host], replicas: [replica] } }
  })
  return {
    servers: made.map(({ server }) => server),
    published: Object.fromEntries(made.map(({ id, published }) => [id, published])),
  }
}
