import { browserReplica } from '../browserReplica.ts'
import { publications } from '../publications.ts'
import type { ReplicaSites } from '../replicaSites.ts'
import { reportYears } from './reportYears.ts'

/** The sites of crawlers/ whose lists need a browser, with reports for 2021 to `lastYear`. */
export function browserSites(lastYear: number): ReplicaSites {
  const chengxi = publications({
    division: '西宁市城西区',
    units: ['西关大街街道', '教育局', '城西区'],
    years: reportYears(lastYear),
  })
  return {
    servers: [
      {
        hosts: ['www.xncx.gov.cn'],
        replicas: [
          browserReplica({
            words: { site: '西宁市城西区人民政府', host: 'www.xncx.gov.cn' },
            publications: () => chengxi,
            perPage: 10,
          }),
        ],
      },
    ],
    published: { 'qinghai-xining-chengxi': chengxi },
  }
}
