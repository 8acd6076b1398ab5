import { describe, expect, onTestFinished, test } from 'vitest'
import { openFetch } from '../src/fetch/fetch.ts'
import type { FetchConfig } from '../src/model/config.ts'
import { openFaultyServer, send } from './servers/faultyServer.ts'
import { hastyManners } from './running/hastyManners.ts'

const host = 'www.example.gov.cn'
const config: FetchConfig = { ...hastyManners, backoff: 1 }

type Expected = 'page' | 'listing' | 'attachment'

async function codeFor(
  status: number,
  body: string,
  expected: Expected = 'page',
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = expected === 'attachment' ? '/a.docx' : '/a.html'
  const server = await openFaultyServer({ [path]: send(body, headers, status) })
  const fetcher = openFetch({ config, replicas: new Map([[host, server.origin]]) })
  onTestFinished(async () => {
    fetcher.close()
    await server.close()
  })
  const outcome = await fetcher.fetch({ url: `http://${host}${path}` }, { hosts: [host], expect: expected })
  return outcome.kind === 'refused' ? outcome.code : outcome.kind
}

const html = (body: string, head = ''): string =>
  `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`
/** Pads a page to so many bytes with what nobody sees. */
function sizedTo(bytes: number, page: string): string {
  const short = bytes - Buffer.byteLength(page)
  if (short < 7) throw new Error('the page is longer already')
  return page.replace('</body>', `<!--${' '.repeat(short - 7)}--></body>`)
}

const jslFirst = `<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')+('=')+(-~[]+'')+((+[])+'')+';max-age=3600;path=/';location.href=location.pathname+location.search</script>`
const jslSecond = `<script>var _0x3a=['w5'];function hash(){};function go(d){}; go({"ha":"sha256","bts":["1668","vFK"],"chars":"ABC","ct":"7f","is":true,"vt":"3600","wt":"1500"})</script>`
const ruishu = `<!DOCTYPE html><html><head><meta id="x" content="aa" r='m'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script><script src="/8f.js" r='m'></script></head><body><noscript><meta http-equiv="refresh" content="5"></noscript></body></html>`
const aliyun = html(
  '',
  `<script>var arg1='4F2A';var _0x4818=['\\x63'];setTimeout('setCookie("acw_sc__v2", x)',2);function reload(x){document.cookie="acw_sc__v2="+x;document.location.reload()}</script>`,
)
const stub = html(
  '',
  `<script>(function(){var w=window,k=["loc"+"ation","re"+"place"];w["setT"+"imeout"](function(){w[k[0]][k[1]](w[k[0]])},9)})()</script>`,
)
const vsbCaptcha = html(
  `<form action="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2"><p>请输入图中的字符后继续</p><img src="/system/resource/js/filedownload/createimage.jsp?randnum=1"><input name="codeValue"><input type="submit" value="下载"></form>`,
  '<title>附件下载</title>',
)

describe('What stands in the place of content is told by what it is', () => {
  test.each<[string, number, string, string, Expected?]>([
    ['the first stage of 加速乐 (521), written in pieces', 521, jslFirst, 'challenge-page'],
    ['the first stage of 加速乐 (512)', 512, jslFirst, 'challenge-page'],
    ['the second stage of 加速乐 (521)', 521, jslSecond, 'challenge-page'],
    ['the second stage of 加速乐 as 200', 200, html('', jslSecond), 'challenge-page'],
    ['a 521 of a gateway without a script', 521, html('<h1>Web server is down</h1>'), 'server-error'],
    [
      'a block page of 创宇盾 as 200',
      200,
      html('<h1>当前访问疑似黑客攻击</h1><p>已被创宇盾拦截</p><p>事件 ID：2f3a</p>', '<title>创宇盾</title>'),
      'blocked',
    ],
    ['a block page of 创宇盾 as 405', 405, html('<h1>当前访问疑似黑客攻击</h1>'), 'blocked'],
    ['瑞数 (412)', 412, ruishu, 'challenge-page'],
    ['瑞数 (202)', 202, ruishu, 'challenge-page'],
    ['瑞数 (202) for a listing', 202, ruishu, 'challenge-page', 'listing'],
    ['瑞数 (202) for a file', 202, ruishu, 'challenge-page', 'attachment'],
    ['阿里云 (200)', 200, aliyun, 'challenge-page'],
    ['a 403 of a few bytes', 403, 'Forbidden', 'blocked'],
    ['a 405 of a few bytes', 405, '<html><body>405</body></html>', 'blocked'],
    ['a 422 of a few bytes', 422, '{"code":422}', 'blocked'],
    ['a 403 of a few bytes for a file', 403, 'Forbidden', 'blocked', 'attachment'],
    ['a script of 1,166 bytes and nothing else', 200, sizedTo(1166, stub), 'challenge-page'],
    ['a script of 1,334 bytes and nothing else', 200, sizedTo(1334, stub), 'challenge-page'],
    ['a script of 1,334 bytes for a listing', 200, sizedTo(1334, stub), 'challenge-page', 'listing'],
    [
      'a script under a title that asks to wait',
      200,
      html('<div id="a">请稍候</div><script src="/c.js"></script>', '<title>安全检测中…</title>'),
      'challenge-page',
      'listing',
    ],
    ['a captcha before a download of VSB', 200, vsbCaptcha, 'captcha'],
    ['a captcha before a download of VSB, for the file', 200, vsbCaptcha, 'captcha', 'attachment'],
    [
      'a captcha in words',
      200,
      html('<p>为了您的访问安全，请输入验证码</p><img src="/v.jpg"><input name="v">'),
      'captcha',
    ],
    [
      'a slider',
      200,
      html(
        '<p>请按住滑块，拖动到最右边</p><div class="nc-container"></div><script src="/nc.js"></script><input type="hidden">',
        '<title>滑动验证页面</title>',
      ),
      'captcha',
    ],
    [
      'a login wall',
      200,
      html(
        '<div>系统提示</div><p>您没有权限访问该页面，请先登录</p><a href="/login.jsp">登录</a>',
        '<title>系统提示</title>',
      ),
      'blocked',
    ],
    [
      'a wall for the inner network',
      200,
      html('<p>系统提示：该内容仅限内网用户访问</p>', '<title>系统提示</title>'),
      'blocked',
    ],
    [
      'a maintenance page by its title',
      200,
      html('<img src="/m.png">', '<title>网站维护</title>'),
      'server-error',
    ],
    [
      'a maintenance page in words',
      200,
      html('<p>尊敬的用户：网站正在升级维护中，请稍后访问。</p>'),
      'server-error',
    ],
    [
      'a maintenance page for a listing',
      200,
      html('<p>系统升级，暂停服务，给您带来不便敬请谅解</p>'),
      'server-error',
      'listing',
    ],
    ['a page gone blank after a failed challenge', 200, html(''), 'blocked'],
    ['a page gone blank but for its scripts', 200, html('<script src="/8f.js"></script>'), 'challenge-page'],
    [
      'a page that has a title, a script and nothing else',
      200,
      html(
        '<div id="app"></div><script src="/8f.js"></script>',
        '<title>某区2025年政府信息公开工作年度报告</title>',
      ),
      'challenge-page',
    ],
  ])('%s', async (_what, status, body, code, expected) => {
    expect(await codeFor(status, body, expected)).toBe(code)
  })
})

const words = '收到和处理政府信息公开申请情况。本机关主动公开政府信息，'
const report = (about: string): string =>
  html(
    `<h1>某区2025年政府信息公开工作年度报告</h1><p>${words.repeat(20)}${about}</p>`,
    '<title>年度报告</title>',
  )

describe('What is content is not taken for anything else', () => {
  test.each<[string, string, Expected?, Record<string, string>?]>([
    [
      'a page of a host that sets the cookie __jsluid_h',
      report(''),
      'page',
      { 'set-cookie': '__jsluid_h=ab; path=/' },
    ],
    ['a report that speaks of captchas', report('注册登录时须输入验证码，并通过人机验证。')],
    ['a report that speaks of maintenance', report('全年网站维护中断两次，系统升级维护中暂停服务三小时。')],
    [
      'a report that speaks of missing pages',
      report('清理404页面12个，链接失效问题已整改，页面不存在的提示已更正。'),
    ],
    [
      'a report that speaks of attacks and refusals',
      report('拦截疑似黑客攻击35万次，请先登录后查看，没有权限的不予公开。'),
    ],
    [
      'a report of 1,166 bytes',
      sizedTo(1166, html(`<h1>某镇2025年政府信息公开工作年度报告</h1><p>${words.repeat(5)}</p>`)),
    ],
    [
      'a report of 1,334 bytes with a script',
      sizedTo(
        1334,
        html(`<h1>某镇2025年政府信息公开工作年度报告</h1><p>${words.repeat(5)}</p><script>var a=1</script>`),
      ),
    ],
    [
      'a letter of one sentence that links its file',
      html('<p>现将本机关2025年年报公布如下，系统升级维护中如无法访问请致电。</p><a href="/a.docx">附件</a>'),
    ],
    [
      'a page that shows its file by a script',
      html(
        '<div id="v"></div><script>showVsbpdfIframe("/system/_content/a.pdf","900","1000")</script>',
        '<title>年报</title>',
      ),
    ],
    ['a report that is a picture', html('<img src="/1.jpg"><img src="/2.jpg">', '<title>年报</title>')],
    [
      'a sentence without anything else',
      html('<p>本机关2025年度未收到政府信息公开申请，未发生行政复议和行政诉讼。</p>'),
    ],
    [
      'a small page whose footer names who maintains the site',
      html('<p>本机关2025年度未收到政府信息公开申请。</p><p>网站维护：某区信息中心 系统升级：某公司</p>'),
    ],
    ['an empty listing', html('<ul></ul><p>暂无数据</p>', '<title>年报</title>'), 'listing'],
    [
      'an empty listing that found nothing',
      html('<p>没有找到相关信息</p>', '<title>年报</title>'),
      'listing',
    ],
    [
      'the shell of a listing whose rows come by script',
      html(
        '<div id="app"></div><script>window._CONFIG={"SITE":{"id":1}}</script>',
        '<title>政府信息公开</title>',
      ),
      'listing',
    ],
  ])('%s', async (_what, body, expected, headers) => {
    expect(await codeFor(200, body, expected, headers)).toBe('admitted')
  })
})
