import { describe, expect, test } from 'vitest'
import {
  behindGate,
  config,
  found,
  hosts,
  js,
  json,
  page,
  paths,
  rows,
  shell,
  show,
} from './browser/behindGate.ts'

behindGate()

describe.skipIf('missing' in found).concurrent('A browser behind the gate', () => {
  describe('that renders a page', () => {
    test('gives what its scripts made of it, beside what the host sent, under the one user agent', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list') return { body: shell('', '<script src="/a.js"></script>') }
        if (path === '/a.js') return js(`${show} fetch('/api?q=1').then((a) => a.json()).then(show)`)
        return path === '/api?q=1' ? json(rows) : null
      })
      const { text, rendered, sha256 } = await page(name, { until: 'li a' })
      expect(text).toContain('教育局2023年政府信息公开工作年度报告')
      expect(rendered?.shown).toBe(true)
      expect(rendered?.data.map(({ url }) => url)).toEqual([`http://${name}/list`, `http://${name}/api?q=1`])
      expect(rendered?.data.at(1)?.text).toBe(JSON.stringify(rows))
      expect(rendered?.data.map((one) => one.sha256)).not.toContain(sha256)
      expect(paths(seen)).toEqual(['/list', '/a.js', '/api?q=1'])
      expect(new Set(seen.map(({ headers }) => headers['user-agent']))).toEqual(new Set([config.userAgent]))
    })

    test('asks for no image, style sheet, font, media or beacon', async () => {
      const { name, seen } = hosts.host(({ path }) =>
        path === '/list'
          ? {
              body: shell(
                `${show} document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/a.css', onload: () => show(${JSON.stringify(rows)}) })); navigator.sendBeacon('/beacon', 'x')`,
                '<img src="/a.png"><video src="/a.mp4"></video><style>@font-face{font-family:x;src:url(/a.woff)} body{font-family:x}</style>',
              ),
            }
          : null,
      )
      expect((await page(name, { until: 'li a' })).rendered?.shown).toBe(true)
      expect(paths(seen)).toEqual(['/list'])
    })

    test('follows a list that moved, and reads its links where it is now', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list') return { status: 301, headers: { location: '/new/list' }, body: '' }
        if (path === '/new/list')
          return { body: shell(`${show} fetch('rows').then((a) => a.json()).then(show)`) }
        return path === '/new/rows' ? json(rows) : null
      })
      expect((await page(name, { until: 'li a' })).url).toBe(`http://${name}/new/list`)
      expect(paths(seen)).toEqual(['/list', '/new/list', '/new/rows'])
    })

    test('passes on what its scripts and cookies mean for the host', async () => {
      const { name, seen } = hosts.host(({ path }) => {
        if (path === '/list')
          return {
            headers: { 'set-cookie': 'sid=7; path=/; expires=Wed, 21 Oct 2037 07:28:00 GMT' },
            body: shell(
              `${show} fetch('/api', { method: 'POST', headers: { 'content-type': 'application/json', token: 't' }, body: '{"page":1}' }).then((a) => a.json()).then(show)`,
            ),
          }
        return path === '/api' ? json(rows) : null
      })
      const { rendered } = await page(name, { until: 'li a' })
      expect(seen.at(1)).toMatchObject({
        method: 'POST',
        body: '{"page":1}',
        headers: { token: 't', cookie: 'sid=7', 'content-type': 'application/json' },
      })
      expect(rendered?.data.at(1)).toMatchObject({ method: 'POST', json: { page: 1 } })
    })
  })
})
