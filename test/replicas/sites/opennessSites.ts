import { opennessReplica, type OpennessSite } from '../opennessReplica.ts'
import { publications } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { reportYears } from './reportYears.ts'

/** One site of crawlers/ and how its replica differs from the others of its vendor. */
interface Place extends Pick<OpennessSite, 'units' | 'kind' | 'tree'> {
  readonly id: string
  readonly division: string
  readonly host: string
}

const places: readonly Place[] = [
  {
    id: 'anhui-guangde',
    division: '广德市',
    host: 'www.guangde.gov.cn',
    units: { 桐汭街道: 1121, 桃州镇: 1122, 教育局: 1137 },
    kind: 'Openness',
  },
  {
    id: 'anhui-lixin',
    division: '利辛县',
    host: 'www.lixin.gov.cn',
    units: { 望疃镇: 174, 城关镇: 175, 审计局: 190 },
    kind: 'Xxgk',
    tree: 'script',
  },
]

/** The sites of crawlers/ of the family openness, with reports for 2021 to `lastYear`. */
export function opennessSites(lastYear: number): ReplicaSites {
  const made = places.map(({ id, division, host, ...place }) => {
    const published = publications({
      division,
      units: Object.keys(place.units),
      years: reportYears(lastYear),
    })
    const words = { site: `${division}人民政府`, host }
    const replica = opennessReplica({ ...place, words, publications: () => published, perPage: 15 })
    return { id, published, server: { hosts: [host], replicas: [replica] } }
  })
  return {
    servers: made.map(({ server }) => server),
    published: Object.fromEntries(made.map(({ id, published }) => [id, published])),
  }
}
