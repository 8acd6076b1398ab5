import { expect, test } from 'vitest'
import { metricsText } from '../src/console/metricsText.ts'
import type { Run } from '../src/model/run.ts'

const run: Run = {
  schema: 'nianbao/run@1',
  run: '2026-01-20T02-00-00.000Z',
  command: 'crawl',
  started: '2026-01-20T02:00:00.000Z',
  finished: '2026-01-20T02:01:30.500Z',
  sites: [
    {
      site: 'zhejiang-gongshu',
      listings: [],
      candidates: 12,
      ignored: {},
      captured: { new: 3, changed: 1, unchanged: 0 },
      reports: 4,
      unread: [],
      troubles: [],
      alarms: [
        { code: 'too-few', endpoint: null, message: 'few', fails: true },
        { code: 'too-many', endpoint: null, message: 'many', fails: false },
      ],
      waiting: 2,
    },
  ],
  requests: { 'www.gongshu.gov.cn': 7 },
  hostsRefusing: [],
}

test('every line of the metrics file is one that Prometheus reads', () => {
  const metric = /^[a-z_]+\{[a-z]+="(?:[^"\\]|\\.)*"\} -?\d+(?:\.\d+)?$/u
  const lines = metricsText(run, 3).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.filter((line) => !line.startsWith('# ') && !metric.test(line))).toEqual([])
})

test('the metrics file says when the run ended, how, and what each site has in the way', () => {
  const text = metricsText(run, 3)
  expect(text).toContain('nianbao_run_finished_seconds{command="crawl"} 1768874490.5\n')
  expect(text).toContain('nianbao_run_exit_code{command="crawl"} 3\n')
  expect(text).toContain('nianbao_site_failing_alarms{site="zhejiang-gongshu"} 1\n')
  expect(text).toContain('nianbao_site_warnings{site="zhejiang-gongshu"} 1\n')
  expect(text).toContain('nianbao_site_waiting_links{site="zhejiang-gongshu"} 2\n')
})
