import { describe, expect, test } from 'vitest'
import { Buffer } from 'node:buffer'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { everyday } from './running/everyday.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const unit = '小河街道'
const path = '/html/1001/100200.html'
const listed = { [path]: `${unit}2022年政府信息公开工作年度报告` }
const report = html(
  Buffer.from(
    renderHtml(inventReport({ unit, division: '杭州市拱墅区', year: 2022, seed: unit })),
  ).toString(),
)
const menu = `<div>${['首页', '政务公开', '互动交流'].map((word) => `<a href="/${word}/">${word}</a>`).join(' ')}</div>`
const page = (title: string, body: string): Answer =>
  html(
    `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${menu}${body}</body></html>`,
  )

describe('What passes by itself is asked for again in the next run, however the host says it', () => {
  test.each(
    everyday<[string, Record<string, Answer>, string]>(
      [
        [
          'an error page behind a redirect',
          {
            [path]: status(302, { location: '/error/500.html' }),
            '/error/500.html': page('出了点问题', '<p>系统繁忙，请稍后重试</p>'),
          },
          'server-error',
        ],
        ['a page of maintenance', { [path]: page('公告', '<p>网站正在升级维护中</p>') }, 'server-error'],
        ['a page that is not there yet', { [path]: page('提示', '<p>您访问的页面不存在</p>') }, 'soft-404'],
      ],
      2,
    ),
  )('%s', async (_what, answers, code) => {
    const served = { ...answers }
    const site = await localSite(listed, served)
    await nianbao('crawl', ...site.options, '--now', '2023-05-05')
    const troubles = (await lastRunOf(site.archive)).sites[0]?.troubles ?? []
    expect(troubles.map((trouble) => trouble.code)).toEqual([code])
    served[path] = report
    await nianbao('crawl', ...site.options, '--now', '2023-05-06')
    expect((await lastRunOf(site.archive)).sites[0]?.reports).toBe(1)
  })
})
