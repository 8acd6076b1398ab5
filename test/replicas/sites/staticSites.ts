import { publications, type Publisher } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { staticReplica, type StaticSite } from '../staticReplica.ts'
import { reportYears } from './reportYears.ts'

/** One site of crawlers/ and how its replica differs from the other static ones. */
interface Place
  extends
    Pick<StaticSite, 'words' | 'list' | 'folder' | 'markup' | 'paging'>,
    Pick<Publisher, 'division' | 'units'> {
  readonly id: string
}

const places: readonly Place[] = [
  {
    id: 'shanghai-changning',
    words: { site: '上海市长宁区人民政府', host: 'zwgk.shcn.gov.cn' },
    division: '上海市长宁区',
    units: ['新华路街道'],
    list: '/xxgk/gknb-xhljdzfxxgk/',
    folder: '/xxgk/gknb-xhljdzfxxgk/2024/11',
    markup: 'ul',
    paging: 'none',
  },
  {
    id: 'shaanxi-lianhu',
    words: { site: '西安市莲湖区人民政府', host: 'www.lianhu.gov.cn' },
    division: '西安市莲湖区',
    units: ['北关街道', '西关街道', '莲湖区'],
    list: '/zwgk/zfxxgk/xxgknb/bmxxgknb/',
    folder: '/zwgk/zfxxgk/xxgknb/bmxxgknb',
    markup: 'table',
    paging: 'none',
  },
  {
    id: 'shanghai-shanghai',
    words: { site: '上海市人民政府', host: 'www.shanghai.gov.cn' },
    division: '上海市',
    units: ['上海市'],
    list: '/nw12344/',
    folder: '/nw12344/20240329',
    markup: 'ul',
    paging: 'none',
  },
]

/** The later sites of crawlers/ whose lists are plain pages of no known maker, with reports for 2021 to `lastYear`. */
export function staticSites(lastYear: number): ReplicaSites {
  const made = places.map((place) => {
    const published = publications({ ...place, years: reportYears(lastYear) })
    const replica = staticReplica({
      ...place,
      publications: () => published,
      perPage: 60,
      overstated: null,
    })
    return { id: place.id, published, server: { hosts: [place.words.host], replicas: [replica] } }
  })
  return {
    servers: made.map(({ server }) => server),
    published: Object.fromEntries(made.map(({ id, published }) => [id, published])),
  }
}
