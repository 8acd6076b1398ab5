import { Buffer } from 'node:buffer'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Change, Histories, History } from '../../src/model/history.ts'
import { renderDocx, renderHtml } from '../documents/makeDocument.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import { html, localSite, type Answer, type LocalSite } from './localSite.ts'
import { nianbao } from './nianbao.ts'

export const units = ['米市巷街道', '小河街道', '祥符街道', '湖墅街道'] as const
export const [mishi, xiaohe, xiangfu, hushu] = units
export const host = 'http://www.example.gov.cn'
export const metric = 'applications.new.total'

export const spec = (unit: string, figures: Readonly<Record<string, number>> = {}) => {
  const made = inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit })
  return { ...made, figures: { ...made.figures, ...figures } }
}
export const titleOf = (unit: string): string => `${unit}2022年政府信息公开工作年度报告`
export const text = (unit: string, figures?: Readonly<Record<string, number>>): string =>
  Buffer.from(renderHtml(spec(unit, figures))).toString('utf8')
export const docx =
  (unit: string, figures?: Readonly<Record<string, number>>): Answer =>
  (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/octet-stream' })
      .end(renderDocx(spec(unit, figures)))
  }
export const carrier = (unit: string, file: string): Answer =>
  html(
    `<html><body><h1>${titleOf(unit)}</h1><p>全文见附件。</p><p><a href="${file}">${titleOf(unit)}.docx</a></p></body></html>`,
  )
/** A page with the report in the article's box and, in that same box, what changes at every visit. */
export const restless = (unit: string, visits: number): Answer => {
  const body = /<body[^>]*>([\s\S]*)<\/body>/u.exec(text(unit))?.[1] ?? ''
  return html(`<html><body><div class="top">今天是2023年2月${visits % 28}日 星期${visits % 7}</div>
<div class="article"><p>浏览次数：${visits}</p>${body}<p>浏览次数：${visits}次</p><p><a href="/x${visits}.html">下一篇：关于${visits}的通知</a></p></div>
<div class="side"><a href="/hot${visits}.html">推荐阅读${visits}</a></div><div class="foot">您是第${visits}位访客</div></body></html>`)
}
export const at = (unit: string): string => `/html/1001/10020${units.findIndex((one) => one === unit)}.html`

/** A site whose list and answers a test changes from night to night. */
export async function nights(
  published: Readonly<Record<string, Answer>> = Object.fromEntries(
    units.map((unit) => [at(unit), html(text(unit))]),
  ),
) {
  const listed: Record<string, string> = Object.fromEntries(units.map((unit) => [at(unit), titleOf(unit)]))
  const answers: Record<string, Answer> = { ...published }
  const site = await localSite(listed, answers)
  return { site, listed, answers, crawl: (night: string, ...more: string[]) => crawl(site, night, more) }
}

async function crawl(site: LocalSite, night: string, more: readonly string[]): Promise<void> {
  const { code, stderr } = await nianbao('crawl', ...site.options, '--now', night, ...more)
  if (code !== 0 && code !== 3) throw new Error(stderr)
}

export async function changes({ archive }: LocalSite, ...more: string[]): Promise<readonly Change[]> {
  const { stdout } = await nianbao(
    'changes',
    '--archive',
    archive,
    '--since',
    '2023-01-01',
    '--json',
    ...more,
  )
  return (JSON.parse(stdout) as { changes: Change[] }).changes
}
export const inShort = (all: readonly Change[]): readonly string[] =>
  all.map(({ kind, unit, time }) => `${kind} ${unit} ${time.slice(0, 10)}`)

export async function historyOf({ archive }: LocalSite, id: string): Promise<History> {
  const { stdout } = await nianbao('history', '--archive', archive, id, '--json')
  const [history] = (JSON.parse(stdout) as Histories).histories
  if (!history) throw new Error(`${id} has no history`)
  return history
}
export const idOf = (all: readonly Change[], unit: string): string =>
  all.find((one) => one.unit === unit)?.id ?? ''

/** Whatever a test did: made again from the ledger and the records alone, everything is the same. */
export async function isTheSameOffline(site: LocalSite): Promise<void> {
  const before = await changes(site, '--found')
  await rm(join(site.archive, 'zhejiang-example/index.json'))
  await nianbao('extract', '--archive', site.archive)
  expect(await changes(site, '--found')).toEqual(before)
  const verified = await nianbao('verify', '--archive', site.archive)
  expect([verified.code, verified.stdout]).toEqual([0, ''])
}
