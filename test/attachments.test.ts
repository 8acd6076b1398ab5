import { describe, expect, test } from 'vitest'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { bestName } from '../src/discover/attachmentName.ts'
import { filesOf } from '../src/pipeline/filesOf.ts'

const at = 'http://www.test.gov.cn/zwgk/nb/202301/t20230120_1001.html'

function files(body: string, text = `<html><body><div id="zoom">${body}</div></body></html>`): unknown {
  const page = { url: at, status: 200, headers: {}, body: new Uint8Array(), text, sha256: '' }
  return attachmentsOf(page).map(({ url, name }) => [url.replace('http://www.test.gov.cn', ''), name])
}
const here = '/zwgk/nb/202301'
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>/]/gu, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)

describe('The files of a page are found, with their address and name, behind', () => {
  test.each<readonly [string, string, string, string | null]>([
    // §4, §6.9: links by extension
    ...['pdf', 'doc', 'docx', 'wps', 'ofd', 'xls', 'xlsx', 'rtf', 'zip', 'rar'].map(
      (kind) =>
        [`a link to .${kind}`, `<a href="./P01.${kind}">年报</a>`, `${here}/P01.${kind}`, '年报'] as const,
    ),
    [
      'a link with a query behind the extension',
      '<a href="/a/b.PDF?v=2#page=1">年报</a>',
      '/a/b.PDF?v=2',
      '年报',
    ],
    ['a link with a session', '<a href="/a/b.pdf;jsessionid=1">年报</a>', '/a/b.pdf;jsessionid=1', '年报'],
    [
      'a link of bare words with a title',
      '<a href="/a/b.pdf" title="2022年年报">点击下载</a>',
      '/a/b.pdf',
      '2022年年报',
    ],
    [
      'a link of bare words with a name to save it under',
      '<a href="/a/b.pdf" download="2022年年报.pdf">下载</a>',
      '/a/b.pdf',
      '2022年年报.pdf',
    ],
    [
      'a link of bare words',
      '<a href="/a/%E5%B9%B4%E6%8A%A5.pdf">【下载】</a>',
      '/a/%E5%B9%B4%E6%8A%A5.pdf',
      '年报.pdf',
    ],
    [
      'an address that only its link tells for a file, by its words',
      '<a href="/prod-api/file?id=700029">2022年年报.docx</a>',
      '/prod-api/file?id=700029',
      '2022年年报.docx',
    ],
    [
      'an address that only its link tells for a file, by the name to save it under',
      '<a href="/prod-api/file?id=700029" download="2022年年报.docx">下载</a>',
      '/prod-api/file?id=700029',
      '2022年年报.docx',
    ],
    [
      'a handler of ASP.NET',
      '<a href="/DownFile.ashx?id=3">附件：2022年报.docx</a>',
      '/DownFile.ashx?id=3',
      '附件：2022年报.docx',
    ],
    [
      'a route, with words that end in the size',
      '<a href="/api/file/show/123">1.2022年年报.docx（25 KB）</a>',
      '/api/file/show/123',
      '1.2022年年报.docx（25 KB）',
    ],
    ...[
      '/DownFile.ashx?id=3',
      '/api/file/download/123',
      '/u/getfile?fid=77',
      '/servlet/DownAttachServlet?attachid=9',
    ].map(
      (address) =>
        [`${address} by itself`, `附件：<a href="${address}">年度报告</a>`, address, '年度报告'] as const,
    ),
    [
      'a report on a new template',
      '<a href="/f/1.docx">湖墅街道2022年政府信息公开年报（新模板）.docx</a>',
      '/f/1.docx',
      '湖墅街道2022年政府信息公开年报（新模板）.docx',
    ],
    [
      'the foot of an article',
      '<footer>附件：<a href="/f/2.docx">2022年年报.docx</a><a href="/f/3.pdf">使用手册</a></footer>',
      '/f/2.docx',
      '2022年年报.docx',
    ],
    ['an attribute for scripts', '<a href="javascript:;" data-url="/f/3.docx">年报</a>', '/f/3.docx', '年报'],
    [
      'a page within an attribute',
      `<iframe srcdoc='&lt;a href="/f/4.docx"&gt;年报&lt;/a&gt;'></iframe>`,
      '/f/4.docx',
      '年报',
    ],
    [
      'an object that says its kind',
      '<object type="application/pdf" data="/f/obj?x=1"></object>',
      '/f/obj?x=1',
      null,
    ],
    [
      'a viewer told behind the #',
      '<iframe src="/pdfjs/web/viewer.html#file=/f/5.pdf"></iframe>',
      '/f/5.pdf',
      '5.pdf',
    ],
    [
      'the viewer of Office',
      '<iframe src="https://view.officeapps.live.com/op/view.aspx?src=http%3A%2F%2Fwww.test.gov.cn%2Ff%2F7.docx"></iframe>',
      '/f/7.docx',
      '7.docx',
    ],
    [
      'words with signs that nobody sees',
      '<a href="/f/8.docx">年报&#27;[31m&#7;\u202excod.docx</a>',
      '/f/8.docx',
      '年报[31mxcod.docx',
    ],
    ['a link on another base', '<base href="/files/"><a href="b.pdf">年报</a>', '/files/b.pdf', '年报'],
    ['a map', '<map><area href="/a/b.pdf" title="年报"></map>', '/a/b.pdf', '年报'],
    // §2.3: UCAP
    [
      'files/… of UCAP',
      '<a href="1001/files/0a1b.docx">年报.docx</a>',
      `${here}/1001/files/0a1b.docx`,
      '年报.docx',
    ],
    // §1.6: Hanweb
    [
      'downfile.jsp with showname',
      '<a href="/module/download/downfile.jsp?classid=0&amp;filename=0af3.doc&amp;showname=%E5%B9%B4%E6%8A%A5.doc">附件1</a>',
      '/module/download/downfile.jsp?classid=0&filename=0af3.doc&showname=%E5%B9%B4%E6%8A%A5.doc',
      '年报.doc',
    ],
    [
      'downfile.jsp with the name in the link',
      '<a href="/module/download/downfile.jsp?classid=0&amp;filename=0af3.doc">2022年年报.doc</a>',
      '/module/download/downfile.jsp?classid=0&filename=0af3.doc',
      '2022年年报.doc',
    ],
    [
      'the store of JPaaS',
      '<a href="/cms_files/filemanager/9/attach/20231/0a1b.pdf">年报</a>',
      '/cms_files/filemanager/9/attach/20231/0a1b.pdf',
      '年报',
    ],
    // §3: VSB
    [
      'download.jsp with the name in the link only',
      '附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2F0A">2022年年报.xls</a>】已下载<span id="nattach2">3</span>次',
      '/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2F0A',
      '2022年年报.xls',
    ],
    [
      'showVsbpdfIframe',
      '<script>showVsbpdfIframe("/__local/A/1/x.pdf","100%","600","pdf")</script>',
      '/__local/A/1/x.pdf',
      'x.pdf',
    ],
    [
      'virtual_attach_file.vsb',
      '<script>showVsbpdfIframe("/virtual_attach_file.vsb?afc=0aB&oid=1&e=.pdf","100%")</script>',
      '/virtual_attach_file.vsb?afc=0aB&oid=1&e=.pdf',
      null,
    ],
    // other servers' handlers
    [
      'a handler that names the file',
      '<a href="/api/file/get?path=/2023/b.docx&t=1">年报</a>',
      '/api/file/get?path=/2023/b.docx&t=1',
      '年报',
    ],
    [
      'download.aspx',
      '<a href="/web/Download.aspx?id=7">年报.doc</a>',
      '/web/Download.aspx?id=7',
      '年报.doc',
    ],
    // frames and objects
    ['a frame', '<iframe src="//www.test.gov.cn/a/b.pdf"></iframe>', '/a/b.pdf', 'b.pdf'],
    ['an embedded file', '<embed src="b.pdf" type="application/pdf">', `${here}/b.pdf`, 'b.pdf'],
    ['an object', '<object data="b.pdf"></object>', `${here}/b.pdf`, 'b.pdf'],
    [
      'the parameter of an object',
      '<object><param name="src" value="b.pdf"></object>',
      `${here}/b.pdf`,
      'b.pdf',
    ],
    // viewers
    [
      'a viewer',
      '<iframe src="/pdfjs/web/viewer.html?file=/cms_files/a/b.pdf"></iframe>',
      '/cms_files/a/b.pdf',
      'b.pdf',
    ],
    [
      'a viewer with an encoded file',
      '<a href="/pdfjs/web/viewer.html?file=%2Fcms_files%2Fa%2Fb.pdf#page=1">年报</a>',
      '/cms_files/a/b.pdf',
      '年报',
    ],
    [
      'a viewer with a file encoded twice',
      '<iframe src="/web/viewer.html?file=%252Fa%252Fb.pdf"></iframe>',
      '/a/b.pdf',
      'b.pdf',
    ],
    [
      'a viewer with a file beside it',
      '<iframe src="/pdfjs/web/viewer.html?file=../../a/b.pdf"></iframe>',
      '/a/b.pdf',
      'b.pdf',
    ],
    [
      'a viewer with another host',
      '<iframe src="/web/viewer.html?file=//oss.test.gov.cn/b.pdf"></iframe>',
      'http://oss.test.gov.cn/b.pdf',
      'b.pdf',
    ],
    [
      'a viewer with a whole address',
      '<iframe src="/web/viewer.html?file=https%3A%2F%2Foss.test.gov.cn%2Fb.pdf%3Fv%3D1"></iframe>',
      'https://oss.test.gov.cn/b.pdf?v=1',
      'b.pdf',
    ],
    [
      'a viewer with a handler',
      '<iframe src="/web/viewer.html?file=%2Fgetfile%3Fid%3D7"></iframe>',
      '/getfile?id=7',
      null,
    ],
    [
      'a viewer by another name',
      '<iframe src="/pdf/preview.jsp?url=/a/b.pdf"></iframe>',
      '/a/b.pdf',
      'b.pdf',
    ],
    [
      'a viewer in a script',
      `<script>$('#f').attr('src', '/pdfjs/web/viewer.html?file=/a/b.pdf')</script>`,
      '/a/b.pdf',
      'b.pdf',
    ],
    ['a text of OpenDocument', '<a href="b.odt">2022年年报</a>', `${here}/b.odt`, '2022年年报'],
    ['a sheet of OpenDocument', '<a href="/a/b.fods">附表</a>', '/a/b.fods', '附表'],
    ['a text in RTF', '<a href="/a/b.rtf">年报</a>', '/a/b.rtf', '年报'],
    // clicks
    ['a click', `<span onclick="window.open('/a/b.wps')">2022年年报</span>`, '/a/b.wps', '2022年年报'],
    [
      'a click in quotes of the other kind',
      `<span onclick='window.open("./b.wps", "_blank")'>年报</span>`,
      `${here}/b.wps`,
      '年报',
    ],
    [
      'a click that goes there',
      `<button onclick="location.href='/a/b.doc'">年报</button>`,
      '/a/b.doc',
      '年报',
    ],
    [
      'a click on a function',
      `<a href="javascript:;" onclick="downloadFile('/a/b.doc','年报.doc')">年报</a>`,
      '/a/b.doc',
      '年报',
    ],
    ['a script for an address', `<a href="javascript:window.open('/a/b.doc')">年报</a>`, '/a/b.doc', '年报'],
    // scripts
    ['var pdf', "<script>var pdf='./P02023.pdf';</script>", `${here}/P02023.pdf`, 'P02023.pdf'],
    ['var pdfUrl, escaped', String.raw`<script>var pdfUrl = "\/a\/b.pdf";</script>`, '/a/b.pdf', 'b.pdf'],
    ['a member', `<script>new Viewer({ el: '#v', file: '/a/b.pdf' })</script>`, '/a/b.pdf', 'b.pdf'],
    ['PDFObject', `<script>PDFObject.embed("b.pdf", "#v")</script>`, `${here}/b.pdf`, 'b.pdf'],
    ['a function for PDF', `<script>loadPdf("/a/b.pdf")</script>`, '/a/b.pdf', 'b.pdf'],
    // §5.1: gkmlpt
    [
      'a link in a body that a script holds',
      `<script>window._CONFIG = {DETAIL: {content: ${escaped('<p>附件：<a href="/attachment/7/7001/8001/9.docx">2022年年报.docx</a></p>')}}}</script>`,
      '/attachment/7/7001/8001/9.docx',
      '2022年年报.docx',
    ],
    [
      'a list of files beside a body',
      `<script>window._CONFIG = {DETAIL: {content: '', attachment: [{id: 9, name: '2022年年报.pdf', url: '/attachment/7/7001/8001/9.pdf'}]}}</script>`,
      '/attachment/7/7001/8001/9.pdf',
      '2022年年报.pdf',
    ],
    [
      'a list of bare addresses',
      `<script>window._CONFIG = {DETAIL: {attachment: [${escaped('//www.test.gov.cn/attachment/9.pdf')}]}}</script>`,
      '/attachment/9.pdf',
      '9.pdf',
    ],
  ])('%s', (_form, html, url, name) => {
    expect(files(html)).toEqual([[url, name]])
  })

  test('pictures of pages, in the script that would show the file, named as what they are', () => {
    const images = 'var imgs=["/__local/A/1.png","/__local/A/2.jpg","/images/loading.gif"]'
    expect(files(`<script>showVsbpdfIframe("","100%","600");${images}</script>`)).toEqual([
      ['/__local/A/1.png', '第1页图片.png'],
      ['/__local/A/2.jpg', '第2页图片.jpg'],
    ])
    expect(files(`<script>showVsbpdfIframe("/__local/A/x.pdf");${images}</script>`)).toEqual([
      ['/__local/A/x.pdf', 'x.pdf'],
    ])
    expect(files(`<script>${images}</script>`)).toEqual([])
  })
})

test.each([
  [
    'sharing',
    '<a href="https://service.weibo.com/share/share.php?url=http://www.test.gov.cn/a/b.pdf">分享</a>',
  ],
  [
    'a QR code',
    '<img src="/qr.png" alt="二维码"><a href="/qrcode.jsp?text=http://www.test.gov.cn/b.pdf"><img src="/q.png"></a>',
  ],
  ['printing', '<a href="javascript:window.print()">打印</a><a onclick="window.print()">打印</a>'],
  ['menus', '<nav><a href="/a/b.pdf">手册</a></nav><footer><a href="/a/c.pdf">声明</a></footer>'],
  [
    'other pages',
    '<a href="/a/b.html">下载中心</a><iframe src="/a/list.html"></iframe><a href="/download/">下载</a>',
  ],
  [
    'words about files',
    `<script>var fileTypes = "*.pdf;*.doc"; var fileExt = ".pdf"; if (src == '/a/b.pdf') {}</script>`,
  ],
  ['the name of a file in a call', `<a onclick="download('17','年报.docx')">年报</a>`],
  [
    'a viewer without a file',
    `<iframe src="/web/viewer.html?file="></iframe><iframe src="/web/viewer.html?file={{url}}"></iframe><script>var src = "/web/viewer.html?file=" + pdf</script>`,
  ],
  ['blank forms', '<a href="/a/b.doc">政府信息公开申请表</a>'],
  ['pages of downloads', '<a href="/col/download/index.html">下载</a><a href="/file/download/">附件下载</a>'],
])('No file of the article: %s', (_what, html) => {
  expect(files(html)).toEqual([])
})

test('A file that is linked, shown and listed is given once, under its best name', () => {
  const html = `<iframe src="/web/viewer.html?file=/a/b.pdf"></iframe><a href="/a/b.pdf">2022年年报.pdf</a><script>var pdf="/a/b.pdf"</script>`
  expect(files(html)).toEqual([['/a/b.pdf', '2022年年报.pdf']])
})

describe('The name of a file that its link does not name is what the server calls it:', () => {
  const url = 'http://www.test.gov.cn/system/_content/download.jsp?wbfileid=2'
  const latin1 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('latin1')
  const gb = [0xc4, 0xea, 0xb1, 0xa8] // 年报
  test.each<readonly [string, string, string]>([
    ['filename*', "attachment; filename=a.pdf; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.pdf", '年报.pdf'],
    ['filename* in GBK', "attachment; filename*=gbk''%C4%EA%B1%A8.pdf", '年报.pdf'],
    ['filename* in quotes', `attachment; filename*="UTF-8''%E5%B9%B4%E6%8A%A5.pdf"`, '年报.pdf'],
    ['filename in GB18030 bytes', `attachment;filename="${latin1(gb)}.pdf"`, '年报.pdf'],
    ['filename in GB18030 bytes, bare', `attachment; filename=${latin1(gb)}.pdf; size=7`, '年报.pdf'],
    [
      'filename in UTF-8 bytes',
      `attachment; filename="${Buffer.from('年报').toString('latin1')}.pdf"`,
      '年报.pdf',
    ],
    ['filename percent-encoded', 'attachment; filename=%E5%B9%B4%E6%8A%A5.pdf', '年报.pdf'],
    ['filename percent-encoded in GBK', 'attachment; filename=%C4%EA%B1%A8.pdf', '年报.pdf'],
    [
      'filename as mail encodes it',
      `attachment; filename="=?UTF-8?B?${Buffer.from('年报.pdf').toString('base64')}?="`,
      '年报.pdf',
    ],
    [
      'filename with signs that nobody sees',
      "a; filename*=UTF-8''%1B%07%E2%80%AE%E5%B9%B4%E6%8A%A5.pdf",
      '年报.pdf',
    ],
    ['filename with a path', String.raw`attachment; filename="D:\upload\b.pdf"`, 'b.pdf'],
    ['an unknown charset beside filename', "attachment; filename=b.pdf; filename*=x-none''%C4.pdf", 'b.pdf'],
  ])('%s', (_form, header, name) => {
    expect(bestName({ url, name: null }, { 'content-disposition': header })).toBe(name)
  })

  test('unless the link says more than the address', () => {
    const headers = { 'content-disposition': 'attachment; filename=b.pdf' }
    expect(bestName({ url, name: '2022年年报.pdf' }, headers)).toBe('2022年年报.pdf')
    const file = 'http://www.test.gov.cn/a/0a1b.pdf'
    expect(bestName({ url: file, name: '0a1b.pdf' }, headers)).toBe('b.pdf')
    expect(bestName({ url: file, name: '0a1b.pdf' }, {})).toBe('0a1b.pdf')
    const shown = `${file}?showname=%E5%B9%B4%E6%8A%A5.pdf`
    expect(bestName({ url: shown, name: '年报.pdf' }, headers)).toBe('年报.pdf')
    expect(bestName({ url, name: null }, { 'content-disposition': 'inline' })).toBeNull()
    expect(bestName({ url, name: null }, { 'content-disposition': 'attachment; filename=""' })).toBeNull()
  })
})

describe('An address of a file that is too long to be asked for', () => {
  const long = `/download.jsp?name=${'a'.repeat(8100)}.pdf`
  const read = (text: string): ReturnType<typeof filesOf> =>
    filesOf({ url: at, status: 200, headers: {}, body: new Uint8Array(), text, sha256: '' })

  test.each([
    ['in a link', `<a href="${long}">年报</a>`],
    ['in a frame', `<iframe src="${long}"></iframe>`],
  ])('%s is named, and the other files of the page are taken', (_where, link) => {
    const { files: taken, fault } = read(`<p>${link}<a href="/a/b.pdf">年报</a></p>`)
    expect(taken.map(({ url }) => new URL(url).pathname)).toEqual(['/a/b.pdf'])
    expect(fault?.code).toBe('too-large')
    expect(fault?.message).toContain(at)
    expect(fault?.message).toContain('/download.jsp?name=aaa')
    expect(fault?.message.length).toBeLessThan(400)
  })

  test('is no matter where it is no address of a file: pictures and scripts in it are none', () => {
    const picture = `data:image/png;base64,${'down'.repeat(2500)}`
    expect(read(`<a href="${picture}">图</a><a href="/a/b.pdf">年报</a>`).fault).toBeNull()
    expect(read(`<a href="/x?${'q'.repeat(9000)}">页</a><a href="/a/b.pdf">年报</a>`).fault).toBeNull()
  })
})

describe('A page in a frame is the text of an article that has none of its own', () => {
  const framed = `<p>报告全文见下：</p><iframe src="/html/2022/nb4.html" width="100%" height="900"></iframe>`

  test('and is fetched with it', () => {
    expect(files(framed)).toEqual([['/html/2022/nb4.html', null]])
  })

  test.each<[string, string, string?]>([
    ['the page has its own chapters', `<p>一、总体情况</p><p>二、主动公开政府信息情况</p>${framed}`],
    ['the page links a file', `${framed}<a href="/a/b.pdf">年报</a>`, '/a/b.pdf'],
    [
      'it is a part of the site',
      '<iframe src="/include/top.html"></iframe><iframe src="/a.html" id="footer">',
    ],
    ['it is another host that shows it', '<iframe src="https://map.example.com/a.html"></iframe>'],
    ['it is too small to read', '<iframe src="/c/1.html" width="0" height="0"></iframe>'],
    ['nobody sees it', '<iframe src="/c/1.html" style="display: none"></iframe>'],
  ])('but not where %s', (_why, body, other) => {
    expect((files(body) as string[][]).map(([url]) => url)).toEqual(other === undefined ? [] : [other])
  })
})
