import { describe, expect, test } from 'vitest'
import { asFile, asPage, codeOf, fetchOne, host, open, page, serve } from './running/fetchOnce.ts'
import { drip, flood, inTurn, raw, send, sendUnframed, type Answerer } from './servers/faultyServer.ts'

describe('bodies that are not whole', () => {
  const start = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
  test.each<[string, Answerer, typeof asPage | typeof asFile]>([
    ['breaks off before its Content-Length', raw(`${start}Content-Length: 900\r\n\r\n<html><body>x`), asPage],
    ['breaks off inside its chunks', raw(`${start}Transfer-Encoding: chunked\r\n\r\n40\r\n<html>`), asPage],
    ['has a broken chunk', raw(`${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n<html>`), asPage],
    ['is a page without its end, of no announced length', sendUnframed(page.slice(0, 300)), asPage],
    ['is JSON without its end, of no announced length', sendUnframed('{"rows":[1,2'), asPage],
    ['ends inside a tag, though its length is right', send(`${page.slice(0, 200)}<td cla`), asPage],
    ['is a part that nobody asked for', send(page, {}, 206), asPage],
    ['is empty where a page belongs', send(''), asPage],
    ['is a PDF without %%EOF', send(Buffer.from(`%PDF-1.7 %%EOF${' x'.repeat(2000)}`)), asFile],
    [
      'is a ZIP without its directory',
      send(Buffer.from(`PK\u0003\u0004${'x'.repeat(2000)}`, 'latin1')),
      asFile,
    ],
  ])('a body that %s is truncated and asked for once more', async (_how, answer, policy) => {
    const { outcome, requests } = await fetchOne(answer, policy)
    expect([codeOf(outcome), requests]).toEqual(['truncated-body', 2])
  })

  test('a body that is whole at the second try is admitted', async () => {
    const { outcome, requests } = await fetchOne(inTurn(sendUnframed(page.slice(0, 300)), sendUnframed(page)))
    expect([codeOf(outcome), requests]).toEqual(['admitted', 2])
  })

  test('a 404 that is cut short is still not found', async () => {
    const { outcome, requests } = await fetchOne(
      raw('HTTP/1.1 404 Not Found\r\nContent-Length: 900\r\n\r\nx'),
    )
    expect([codeOf(outcome), requests]).toEqual(['not-found', 1])
  })

  test('a body larger than the limit is refused from its announced length alone', async () => {
    const { outcome, requests } = await fetchOne(flood(1_000_000_000, true))
    expect([codeOf(outcome), outcome.exchange, requests]).toEqual(['too-large', null, 1])
  })

  test('a body of a gigabyte without a length is read up to the limit only', async () => {
    const { outcome, requests } = await fetchOne(flood(1_000_000_000, false))
    expect([codeOf(outcome), outcome.exchange, requests]).toEqual(['too-large', null, 1])
  })

  test('a body that drips is given up after the total time, and tried again', async () => {
    const { outcome, requests } = await fetchOne(drip)
    expect([codeOf(outcome), requests]).toEqual(['timed-out', 3])
  })
})

describe('what is sent in place of content', () => {
  const ruishu =
    '<html><head><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};</script></head><body></body></html>'
  const jsl = '<script>document.cookie=("_")+("_jsl_clearance_s=1");location.href=location.pathname</script>'
  const gone = '<html><head><title>提示</title></head><body><h1>您访问的页面不存在</h1></body></html>'
  const bigError = `<html><head><title>404 - 找不到文件</title></head><body>${'<a href="/">导航</a>'.repeat(500)}</body></html>`
  const captcha = '<html><body>请输入验证码<img src="/c.jpg"><input name="code"></body></html>'
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(900)])

  test.each<[string, Answerer, 'page' | 'listing' | 'attachment', string, string]>([
    ['403', send('no', {}, 403), 'page', '/x', 'blocked'],
    ['422', send('no', {}, 422), 'page', '/x', 'blocked'],
    ['a 412 with the script of 瑞数', send(ruishu, {}, 412), 'page', '/x', 'challenge-page'],
    [
      'a 521 with the script of 加速乐',
      send('<script>__jsl_clearance</script>', {}, 521),
      'page',
      '/x',
      'challenge-page',
    ],
    ['a 200 with nothing but a script that sets a cookie', send(jsl), 'page', '/x', 'challenge-page'],
    ['a 200 with nothing but a script, for a listing', send(ruishu), 'listing', '/x', 'challenge-page'],
    ['a short page that says it is not there', send(gone), 'page', '/x', 'soft-404'],
    ['a long page whose title is 404', send(bigError), 'page', '/x', 'soft-404'],
    [
      'a page without anything on it',
      send('<html><head></head><body></body></html>'),
      'page',
      '/x',
      'blocked',
    ],
    ['a captcha page', send(captcha), 'page', '/x', 'captcha'],
    ['a captcha page for a docx', send(captcha), 'attachment', '/a.docx', 'captcha'],
    ['an image for a docx', send(png), 'attachment', '/a.docx', 'captcha'],
    ['an error page for a docx', send(gone), 'attachment', '/a.docx', 'soft-404'],
    ['any other page for a docx', send(page), 'attachment', '/a.docx', 'soft-404'],
    [
      'an error in JSON for a file',
      send('{"code":500,"msg":"error"}'),
      'attachment',
      '/down?id=1',
      'soft-404',
    ],
    ['a few words for a file', send('文件不存在'), 'attachment', '/down?id=1', 'soft-404'],
  ])('%s is refused once, with its body', async (_what, answer, expected, path, code) => {
    const { outcome, requests } = await fetchOne(answer, { hosts: [host], expect: expected }, path)
    expect([codeOf(outcome), requests]).toEqual([code, 1])
    expect(outcome.exchange?.body.length).toBeGreaterThan(0)
  })

  test('a page that only sends its reader on within its host is followed, and is no refusal', async () => {
    const refresh =
      '<html><head><meta http-equiv="refresh" content="0;url=/new.html"></head><body></body></html>'
    const server = await serve({
      '/a.html': send(refresh),
      '/new.html': send(page),
      '/circle.html': send(refresh.replace('new', 'round')),
      '/round.html': send(refresh.replace('new', 'circle')),
    })
    const fetcher = open(server)
    const ask = (path: string) => fetcher.fetch({ url: `http://${host}${path}` }, asPage)
    const outcome = await ask('/a.html')
    expect(outcome).toMatchObject({
      kind: 'admitted',
      exchange: {
        url: `http://${host}/a.html`,
        finalUrl: `http://${host}/new.html`,
        hops: [{ url: `http://${host}/a.html`, status: 200, location: `http://${host}/new.html` }],
      },
    })
    expect(await ask('/circle.html')).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('circle') as string,
    })
  })

  test('a whole page that carries the script of 瑞数 is content', async () => {
    const { outcome } = await fetchOne(
      send(page.replace('<body>', '<body><script>$_ts=window["$_ts"]</script>')),
    )
    expect(outcome.kind).toBe('admitted')
  })

  test('a page of some length that speaks of missing pages is content', async () => {
    const text = `<html><body>${'The district office of disclosure. '.repeat(15)}404 not found</body></html>`
    expect((await fetchOne(send(text))).outcome.kind).toBe('admitted')
  })

  test('an image that is named as one is an attachment', async () => {
    expect(codeOf((await fetchOne(send(png), asFile, '/scan.png')).outcome)).toBe('admitted')
  })
})
