import type { Row } from './holdings.ts'

/** A page of an article: tags in capitals and attributes without quotes, as the older of these systems write. */
export const articlePage = ({ title, date, words }: Row, body = 'zoom'): string =>
  `<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=utf-8"><meta content="${title}" name=articletitle>
<meta content='${date} 10:21' name='PubDate'><TITLE>${title}_拱墅区</TITLE></HEAD><BODY>
<div class=nav><a href=/>首页</a> | <a href='/zwgk/'>政务公开</a></div><div id=${body}>${words}</div>
<p>扫一扫在手机打开当前页 <a href="javascript:window.print()">打印本页</a></p></BODY></HTML>`

/** The home page that some hosts give for whatever they do not have. */
export const homePage = `<html><head><title>拱墅区人民政府</title><meta name="SiteName" content="拱墅区"></head><body><h1>拱墅区人民政府门户网站</h1>
${Array.from({ length: 9 }, (_, n) => `<li><a href="/yw/20240${n + 1}/x${n}.html">要闻：区委召开第${n}次会议研究部署重点工作</a></li>`).join('')}</body></html>`
