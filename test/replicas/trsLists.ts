import type { SourceFacts } from '../../src/sites/defineSite.ts'
import { levelColumns, oneColumn } from './columnReplica.ts'
import { host } from './oneSite.ts'
import { publications } from './publications.ts'
import type { Night } from './readListing.ts'
import type { Replica } from './replicaServer.ts'
import { trsReplica, type TrsSite } from './trsReplica.ts'

const words = { site: '测试区人民政府', host }
export const published = publications({
  division: '张掖市甘州区',
  units: ['东街街道', '南街街道', '西街街道', '北街街道', '财政局', '教育局', '甘州区'],
  years: [2020, 2021, 2022, 2023],
})
export const reports = published.filter(({ report }) => report !== null)
export const folder = '/zwgk/zfxxgknb/'
export const list = `http://${host}${folder}`
export const flat: SourceFacts = { family: 'trs', list }
export const deep: SourceFacts = { family: 'trs', list, descend: 2 }

const flatColumns = oneColumn(published)
export const treeColumns = levelColumns(published, (year) => `${year}n`, { jd: 'jd', bm: 'bm' })

export const replica = (over: Partial<TrsSite> = {}): Replica =>
  trsReplica({ words, folder, columns: () => flatColumns, perPage: 10, paging: 'from-0', ...over })
export const tree = (over: Partial<TrsSite> = {}): Replica =>
  replica({ columns: () => treeColumns, perPage: 3, ...over })

export const codes = ({ alarms }: Night): readonly string[] => alarms.map(({ code }) => code)

export function column(body: string): string {
  return `<html><head><meta charset="utf-8"><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body><a href="/">首页</a>${body}</body></html>`
}

export function row(number: string, title: string): string {
  return `<li><a href="./202301/t20230115_90${number}.html">${title}</a><span>2023-01-15</span></li>`
}
