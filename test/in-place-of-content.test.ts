import { describe, expect, onTestFinished, test } from 'vitest'
import { openFetch } from '../src/fetch/fetch.ts'
import type { FetchConfig } from '../src/model/config.ts'
import { openFaultyServer, send } from './servers/faultyServer.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.example.gov.cn'
const config: FetchConfig = { ...hastyManners, backoff: 1 }

type Expected = 'page' | 'listing' | 'attachment'
type Headers = Readonly<Record<string, string>>

/** What comes of asking a local host twice for an address, and whether that pauses the host. */
async function asked(body: string | Uint8Array, expect: Expected, path: string, headers: Headers = {}) {
  const server = await openFaultyServer({ [path]: send(body, headers, 200) })
  const fetcher = openFetch({ config, replicas: new Map([[host, server.origin]]) })
  onTestFinished(async () => {
    fetcher.close()
    await server.close()
  })
  const ask = () => fetcher.fetch({ url: `http://${host}${path}` }, { hosts: [host], expect })
  const outcome = await ask()
  await ask()
  const code = outcome.kind === 'refused' ? outcome.code : outcome.kind
  return { code, pauses: fetcher.paused().length > 0 }
}

const page = (title: string, body: string): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`
const title = '米市巷街道2022年政府信息公开工作年度报告'
const json = { 'content-type': 'application/json' }
const plain = { 'content-type': 'text/plain; charset=utf-8' }
const xml = { 'content-type': 'application/xml' }
const denied =
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>'
const noKey =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>'
const waf =
  '您的请求频率过高，系统已临时限制您的访问。为保障网站安全稳定运行，请完成下列安全验证后继续浏览。如果您是正常用户，请检查浏览器是否已启用脚本和Cookie；如果您位于单位局域网内，可能是其他用户的行为触发了限制，请联系网络管理员。'
const three = '一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况'
const wordXml =
  '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"><w:p/></w:wordDocument>'
const wordHtml = (body: string): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title></title></head><body>${body}</body></html>`

describe('What stands in the place of an article is refused', () => {
  test.each<[string, string, string, Headers?]>([
    ['an error in JSON', '{"code":500,"msg":"系统异常，请稍后再试","data":null}', 'server-error', json],
    ['a login in JSON', '{"code":401,"msg":"请先登录"}', 'blocked', json],
    ['two words of a firewall', 'Access Denied', 'blocked', plain],
    ['a busy system', '系统繁忙，请稍后再试。', 'server-error', plain],
    [
      'a limit of its rate',
      page('提示信息', '<a href="/">首页</a><p>您的访问过于频繁，请稍后再试！</p>'),
      'throttled',
    ],
    ['an error of a store of objects', noKey, 'soft-404', xml],
    ['an expired signature', denied, 'blocked', xml],
    ['an error in a callback', 'callback({code:404,msg:"文章不存在"})', 'soft-404'],
    ['an error as a fragment', '文件读取失败<br/>java.io.FileNotFoundException: /data/x', 'soft-404'],
    [
      'a long page of a firewall',
      page(
        '安全提示',
        `<h1>安全提示</h1><p>${waf.repeat(3)}</p><a href="/verify">点击完成验证</a><script>document.cookie="w=1";setTimeout(function(){location.reload()},3000)</script>`,
      ),
      'captcha',
    ],
    [
      'the same without a title',
      page(
        '',
        `<p>${waf.repeat(3)}</p><a href="/v">完成</a><script>document.cookie="w=1";location.reload()</script>`,
      ),
      'captcha',
    ],
    [
      'a challenge that hides text',
      page(
        'Just a moment...',
        `<div id="c">Checking your browser</div><div style="display:none">${'欢迎访问本站。'.repeat(60)}</div><script>window.__cf_chl_opt={a:1}</script>`,
      ),
      'challenge-page',
    ],
    [
      'a challenge that shows much',
      page('', `<p>${'欢迎访问本站。'.repeat(60)}</p><script>window.__cf_chl_opt={a:1}</script>`),
      'challenge-page',
    ],
    [
      'a script under hidden text',
      page('某站', `<div hidden><p>${'欢迎访问本站。'.repeat(60)}</p></div><script src="/c.js"></script>`),
      'challenge-page',
    ],
    [
      'a script under a template',
      page('某站', `<template>${'欢迎访问本站。'.repeat(60)}</template><script src="/c.js"></script>`),
      'challenge-page',
    ],
    [
      'a login wall under the title of the article',
      page(title, '<p>您没有权限查看该文章，请先登录</p><a href="/login">登录</a>'),
      'blocked',
    ],
    [
      'a captcha under the title of the article',
      page(title, '<img src="/logo.png"><img src="/captcha.jpg"><p>请输入验证码</p><input name="v">'),
      'captcha',
    ],
    ['nothing but zeros', '\0'.repeat(5000), 'truncated-body'],
    [
      'a shell with a message box for when its content does not come',
      page(
        '某站',
        '<script src="/c.js"></script><script>function f(){alert("加载失败");history.back()}</script>',
      ),
      'challenge-page',
    ],
    [
      'a program that failed',
      page('提示', '<p>服务器繁忙，请您过几分钟以后再来看看这一页面</p><a href="/">首页</a>'),
      'server-error',
    ],
  ])('%s', async (_what, body, code, headers) => {
    expect((await asked(body, 'page', '/a.html', headers)).code).toBe(code)
  })
})

describe('What stands in the place of a file is refused', () => {
  test.each<[string, string | Uint8Array, string, Headers?, string?]>([
    ['a busy system', '系统繁忙，请稍后再试', 'server-error', plain],
    [
      'a busy system where no name tells the kind',
      '系统繁忙，请稍后再试',
      'server-error',
      plain,
      '/down?id=1',
    ],
    ['an error in XML', denied, 'blocked', xml, '/a.pdf'],
    [
      'a long error in JSON',
      JSON.stringify({ code: 500, msg: '系统异常', stack: 'at com.x.Y '.repeat(300) }),
      'server-error',
      json,
    ],
    ['an error as an object', "{code:500,msg:'系统异常'}", 'server-error'],
    ['a fragment', '文件读取失败<br/>java.io.FileNotFoundException: /data/x.pdf', 'soft-404', {}, '/a.pdf'],
    [
      'an error page that was pasted from Word',
      wordHtml('<p>您访问的文件不存在或已过期，请与管理员联系。</p>'),
      'soft-404',
      {},
      '/a.doc',
    ],
    [
      'a PDF without objects',
      '%PDF-1.4 not really\n<html><body>错误 文件不存在</body></html>\n%%EOF',
      'truncated-body',
      {},
      '/a.pdf',
    ],
    ['nothing but zeros', new Uint8Array(5000), 'truncated-body', {}, '/a.pdf'],
    [
      'bytes of no kind',
      Buffer.from([7, 1, 0, 250, 3, 9, 200, 11].flatMap((n) => Array<number>(90).fill(n))),
      'unreadable-file',
    ],
    [
      'a message box that leads back',
      '<script>alert("文件不存在！");history.back();</script>',
      'soft-404',
      {},
      '/a.pdf',
    ],
    ['a page of the site', page('某区人民政府', `<p>${'政务公开 互动交流 '.repeat(90)}</p>`), 'soft-404'],
  ])('%s', async (_what, body, code, headers, path = '/a.docx') => {
    expect((await asked(body, 'attachment', path, headers)).code).toBe(code)
  })

  test.each<[string, string, Expected, string]>([
    [
      'a message box for a file',
      '<script>alert("文件不存在！");history.back();</script>',
      'attachment',
      '/a.pdf',
    ],
    ['a message box for a page', "<script>alert('该信息已删除');window.close()</script>", 'page', '/a.html'],
    ['a page of the site for a file', page('某区人民政府', '<p>政务公开</p>'), 'attachment', '/a.pdf'],
  ])('%s pauses no host', async (_what, body, expected, path) => {
    expect(await asked(body, expected, path)).toEqual({ code: 'soft-404', pauses: false })
  })
})

describe('A file of a kind is kept', () => {
  test.each<[string, string | Uint8Array, string, Expected?]>([
    ['WordML', wordXml, '/a.doc'],
    ['a web archive of Word', 'MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx', '/a.doc'],
    [
      'a short report that Word saved as a page',
      wordHtml(`<h1>${title}</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>链接失效已整改。</p>`),
      '/a.doc',
    ],
    ['标文通', '<?xml version="1.0"?><uof:UOF xmlns:uof="u"></uof:UOF>', '/a.doc'],
    ['a long text that speaks of errors', `${'本年度工作。'.repeat(400)}系统故障`, '/a.txt'],
    ['a RAR archive', Buffer.from('Rar!\x1a\x07\x00\x00\x01', 'latin1'), '/a.rar'],
    ['a PDF', '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF', '/a.pdf'],
    ['a report as text', three, '/a.txt'],
    ['a report as text under another name', three, '/a.doc'],
    ['a table as text', '项目,数量\n制发规章,3\n', '/a.csv'],
    ['bytes of a kind that nobody knows', Buffer.from([1, 0, 2, 255, 7, 9]), '/down?id=3'],
    ['a report as text for a page', three, '/a.html', 'page'],
    ['a PDF for a page', '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF', '/a.html', 'page'],
    ['a report in JSON', JSON.stringify({ content: three }), '/api/article', 'page'],
  ])('%s', async (_what, body, path, expected = 'attachment') => {
    expect((await asked(body, expected, path)).code).toBe('admitted')
  })
})

const scan = '<img src="/i/1.jpg"><img src="/i/2.jpg">'
const row = (href: string, text: string): string =>
  `<li><a href="${href}">${text}</a><span>2023-01-20</span></li>`

describe('Content that speaks of what refusals speak of is kept', () => {
  test.each<[string, string, Expected?]>([
    [
      'a short report on broken links',
      page(
        title,
        `<h1>${title}</h1><p>2022年，本单位无政府信息公开申请，无行政复议和行政诉讼。整改网站链接失效问题3个，栏目更新及时。</p>`,
      ),
    ],
    [
      'the same under the title of its site',
      page(
        '某区人民政府',
        `<h1>${title}</h1><p>2022年，本单位无政府信息公开申请，无行政复议和行政诉讼。整改网站链接失效问题3个。</p>`,
      ),
    ],
    [
      'a short report on maintenance',
      page(
        title,
        `<p>一、总体情况</p><p>全年主动公开信息12条。因网站系统升级改造，9月份网站升级期间暂停服务两天。</p><p>二、收到和处理政府信息公开申请情况：0件。</p>`,
      ),
    ],
    [
      'a scan with a form for messages',
      page(
        title,
        `<h1>${title}</h1>${scan}<form>我要留言 验证码 <input name="yzm"><input type=submit></form>`,
      ),
    ],
    [
      'a scan with a login in its head',
      page(title, `<div>欢迎您，请先登录 <a href="/login">登录</a></div><h1>${title}</h1>${scan}`),
    ],
    [
      'a short report on a new domain',
      page(
        title,
        `<h1>${title}</h1><p>2022年无申请。本单位办公地址和网站域名变更为 http://www.new.gov.cn 。</p>`,
      ),
    ],
    [
      'a report behind a challenge that was passed',
      page(title, `<p>${'本年度工作情况说明如下。'.repeat(40)}</p><script>$_ts=window['$_ts'];</script>`),
    ],
    [
      'a report that still carries the script of a challenge',
      page(title, `<p>${'本年度工作情况说明如下。'.repeat(40)}</p><script>var acw_sc__v2=1</script>`),
    ],
    [
      'a letter under a paragraph that is hidden and never closed',
      page(
        '说明',
        `<p hidden>广告<p>本机关2025年度未收到政府信息公开申请，未发生行政复议。</p><script src="/a.js"></script>`,
      ),
    ],
    [
      'a listing of two rows, one on maintenance',
      page(
        '年报',
        `<ul>${row('/1.html', title)}${row('/2.html', '关于网站系统升级维护期间暂停服务的公告')}</ul>`,
      ),
      'listing',
    ],
    [
      'a listing with a login',
      page('年报', `<ul>${row('/1.html', title)}</ul><form>用户名<input>密码<input>验证码<input></form>`),
      'listing',
    ],
    [
      'a shell that sends phones elsewhere',
      page(
        '年报',
        '<div id="app"></div><script>if(/iPhone/i.test(navigator.userAgent))location.href="/m/"</script><script src="/app.js"></script>',
      ),
      'listing',
    ],
    [
      'a shell with words for when its rows do not come',
      page(
        '年报',
        '<div id="app"><p v-if="failed">加载失败，请稍后再试，或者与网站的管理员联系</p></div><script src="/app.js"></script>',
      ),
      'listing',
    ],
    [
      'a shell that sets a cookie',
      page(
        '年报',
        '<div id="app"></div><script>document.cookie="v=1"</script><script src="/app.js"></script>',
      ),
      'listing',
    ],
  ])('%s', async (_what, body, expected = 'page') => {
    expect((await asked(body, expected, '/a.html')).code).toBe('admitted')
  })
})
