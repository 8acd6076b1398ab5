import { describe, expect, test } from 'vitest'
import { type FetchPolicy } from '../src/fetch/fetch.ts'
import type { FetchOutcome } from '../src/model/exchange.ts'
import { type HostAnswer } from './servers/manyHosts.ts'
import { behindGate, fetcher, found, hosts, js, paths, policy, shell } from './browser/behindGate.ts'

behindGate()

const content = `<h1>财政局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><h2>二、主动公开政府信息情况</h2><p>${'现将本年度政府信息公开工作情况报告如下。'.repeat(20)}</p><table><tr><td>1</td></tr></table>`

describe.skipIf('missing' in found).concurrent('A browser behind the gate', () => {
  describe('that tries once', () => {
    const challenge = (script: string, status = 412): HostAnswer => ({
      status,
      body: `<html><head><script>$_ts=window["$_ts"]||{};${script}</script></head><body></body></html>`,
    })
    const asPage = (name: string): FetchPolicy => policy(name, { expect: 'page', browser: 'once' })
    const get = (name: string, path: string, asked = asPage(name)): Promise<FetchOutcome> =>
      fetcher.fetch({ url: `http://${name}${path}` }, asked)

    test("admits the host's own answer to a reader whose script set the cookie, marked, and keeps the cookie for the host", async () => {
      const { name, seen } = hosts.host(({ headers, path }) => {
        if (path.endsWith('.js'))
          return js('document.cookie = "pass=" + 6 * 7 + "; path=/"; location.reload()')
        if (headers['cookie']?.includes('pass=42') === true) return { body: shell('', content + path) }
        return challenge('', 412).body === ''
          ? null
          : { status: 412, body: '<html><script>$_ts=1</script><script src="/c.js"></script></html>' }
      })
      const first = await get(name, '/a')
      expect(first).toMatchObject({
        kind: 'admitted',
        exchange: {
          url: `http://${name}/a`,
          status: 200,
          browser: { kind: 'passed' },
          requestHeaders: { cookie: 'pass=42' },
        },
      })
      expect(first.exchange === null ? '' : Buffer.from(first.exchange.body).toString()).toBe(
        shell('', `${content}/a`),
      )
      expect(paths(seen)).toEqual(['/a', '/c.js', '/a'])
      const second = await get(name, '/b')
      expect(second).toMatchObject({ kind: 'admitted' })
      expect(second.exchange?.browser).toBeUndefined()
      expect(paths(seen).slice(3)).toEqual(['/b'])
    })

    test('pages that are refused meanwhile wait for it, and are asked for again', async () => {
      const { name } = hosts.host(({ headers, path }) =>
        headers['cookie'] === 'pass=1'
          ? { body: shell('', content + path) }
          : challenge('setTimeout(() => { document.cookie = "pass=1; path=/"; location.reload() }, 300)'),
      )
      const outcomes = await Promise.all(['/a', '/b', '/c', '/d'].map((path) => get(name, path)))
      expect(outcomes.map(({ kind }) => kind)).toEqual(['admitted', 'admitted', 'admitted', 'admitted'])
      expect(fetcher.paused().map(({ host }) => host)).not.toContain(name)
    })

    test('a cookie that is no ASCII is sent as browsers send it, and ends no run', async () => {
      const { name, seen } = hosts.host(({ headers, path }) =>
        headers['cookie'] === undefined
          ? challenge('document.cookie = "pass=通过; path=/"; location.reload()')
          : { body: shell('', content + path) },
      )
      expect(await get(name, '/a')).toMatchObject({ kind: 'admitted' })
      const sent = String(seen.at(-1)?.headers['cookie'] ?? '')
      expect(Buffer.from(sent, 'latin1').toString('utf8')).toBe('pass=通过')
    })

    test('gives up a host that never lets it pass: one try in a run, then the host is paused', async () => {
      const { name, seen } = hosts.host(() => challenge('document.cookie = "a=1"; location.reload()'))
      expect(await get(name, '/a')).toMatchObject({ kind: 'refused', code: 'challenge-page' })
      const tried = seen.length
      expect(tried).toBeLessThanOrEqual(4)
      expect(await get(name, '/b')).toMatchObject({ kind: 'refused', code: 'challenge-page' })
      expect(await get(name, '/c')).toMatchObject({ kind: 'refused', code: 'host-paused' })
      expect(seen.length - tried).toBe(1)
    })

    test.each<readonly [string, string]>([
      ['a blanked page', '<html><head><title></title></head><body><script>var x = 1</script></body></html>'],
      ['a page of a few words', '<html><body><p>系统提示</p><a href="/">返回</a></body></html>'],
    ])('does not take %s for content', async (_what, after) => {
      const { name } = hosts.host(({ headers }) =>
        headers['cookie'] === 'a=1'
          ? { body: after }
          : challenge('document.cookie = "a=1; path=/"; location.reload()'),
      )
      expect(await get(name, '/a')).toMatchObject({ kind: 'refused', code: 'challenge-page' })
    })

    test.each<readonly [string, Partial<FetchPolicy>, HostAnswer]>([
      ['the site file does not allow it', { expect: 'page' }, challenge('fetch("/ran")')],
      ['a file is asked for', { expect: 'attachment', browser: 'once' }, challenge('fetch("/ran")')],
      [
        'it is a captcha',
        { expect: 'page', browser: 'once' },
        {
          body: '<html><body>请输入验证码<img src="/c.png"><input><script>fetch("/ran")</script></body></html>',
        },
      ],
      [
        'the host just refuses',
        { expect: 'page', browser: 'once' },
        { status: 403, body: '<script>fetch("/ran")</script>' },
      ],
    ])('does not try when %s', async (_when, asked, answer) => {
      const { name, seen } = hosts.host(() => answer)
      expect(await get(name, '/a', policy(name, asked))).toMatchObject({ kind: 'refused' })
      expect(paths(seen)).toEqual(['/a'])
    })
  })
})
