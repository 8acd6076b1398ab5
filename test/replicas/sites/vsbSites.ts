import { oneColumn } from '../columnReplica.ts'
import { publications, type Publication } from '../publications.ts'
import type { Replica } from '../replicaServer.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { vsbReplica, type VsbSite } from '../vsbReplica.ts'
import { reportYears } from './reportYears.ts'

/** The sites of crawlers/ on 博达 VSB, with reports for 2021 to `lastYear`. */
export function vsbSites(lastYear: number): ReplicaSites {
  const years = reportYears(lastYear)
  const xncz = publications({ division: '西宁市城中区', units: ['礼让街街道', '财政局', '城中区'], years })
  const tsqs = publications({ division: '天水市清水县', units: ['永清镇', '白驼镇', '清水县'], years })
  return {
    servers: [
      { hosts: ['xncz.gov.cn', 'www.xncz.gov.cn'], replicas: chengzhong(xncz) },
      { hosts: ['www.tsqs.gov.cn'], replicas: [qingshui(tsqs)] },
    ],
    published: { 'qinghai-xining-chengzhong': xncz, 'gansu-qingshui': tsqs },
  }
}

/** A column for the reports of some years, each with a number of its own. */
function chengzhong(published: readonly Publication[]): readonly Replica[] {
  const until = (last: number, first: number): readonly Publication[] =>
    published.filter(({ published: date }) => {
      const year = Number(date.slice(0, 4)) - 1
      return year >= first && year <= last
    })
  const words = { site: '西宁市城中区人民政府', host: 'xncz.gov.cn' }
  const files: readonly VsbSite['files'][] = ['download', 'frame', 'virtual']
  return [
    { tree: 4580, all: until(9999, 2024) },
    { tree: 4236, all: until(2023, 2022) },
    { tree: 3969, all: until(2021, 2021) },
  ].map(({ tree, all }, index) => {
    const columns = oneColumn(all)
    return vsbReplica({
      words,
      slug: '/zwgk/zfxxgknb',
      tree,
      owner: 1711231234,
      dynamic: true,
      columns: () => columns,
      perPage: 6,
      pager: 'link',
      files: files[index],
    })
  })
}

function qingshui(published: readonly Publication[]): Replica {
  const columns = oneColumn(published)
  return vsbReplica({
    words: { site: '清水县人民政府', host: 'www.tsqs.gov.cn' },
    slug: '/zwgk/zfxxgknb',
    tree: 14051,
    owner: 1569871231,
    dynamic: true,
    columns: () => columns,
    perPage: 15,
    pager: 'link',
  })
}
