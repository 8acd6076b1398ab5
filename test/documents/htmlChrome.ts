/** Whose page stands around the report (大汉, 开普云, 博达, 拓尔思), or a bare body. */
export const chromes = ['none', 'hanweb', 'ucap', 'vsb', 'trs'] as const
export type Chrome = (typeof chromes)[number]

interface Page {
  readonly title: string
  readonly content: string
  /** ISO date. */
  readonly published: string
  readonly charset: string
}

/** The tags that 国办发〔2017〕47号 demands of every article page. */
const metas = ({ title, published, charset }: Page): string =>
  [
    ['SiteName', '示范区人民政府'],
    ['ColumnName', '政府信息公开年报'],
    ['ColumnType', '信息公开年报'],
    ['ArticleTitle', title],
    ['PubDate', `${published} 09:43`],
    ['ContentSource', '政务公开办公室'],
  ].reduce(
    (head, [name, content]) => `${head}<meta name="${name}" content="${content}">\n`,
    `<meta charset="${charset}">\n`,
  )

const share =
  '<div class="share"><a href="javascript:void(0)">微信</a><a href="javascript:void(0)">微博</a><a href="javascript:void(0)">QQ空间</a></div>'

/** Words and numbers that every portal prints around an article, and that no reader may take for the report's. */
const above = ({ title, published }: Page): string =>
  `<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/col/col1/index.html">政府信息公开</a> &gt; <a href="./">政府信息公开年报</a></div>
<h1>${title}</h1>
<div class="info"><span>发布日期：${published}</span> <span>来源：政务公开办公室</span> <span>浏览次数：1063</span> <span>字号：[ 大 中 小 ]</span> <a href="javascript:window.print()">打印</a></div>`

const below = (year: number): string =>
  `${share}
<div class="near"><p>上一篇：<a href="./a.html">${year - 2}年政府信息公开工作年度报告</a></p><p>下一篇：没有了</p></div>
<div class="foot">主办：区人民政府办公室 网站标识码：3301050001 备案序号：00000000号 访问量：25841367</div>`

const bodies: Readonly<Record<Chrome, (page: Page) => string>> = {
  none: ({ content }) => content,
  hanweb: ({ content }) =>
    `<!--<$[信息内容]>begin--><meta name="ContentStart"/><div id="zoom">${content}</div><meta name="ContentEnd"/><!--<$[信息内容]>end-->`,
  ucap: ({ title, content }) =>
    `<div class="zhengwen"><UCAPTITLE>${title}</UCAPTITLE><div id="UCAP-CONTENT"><UCAPCONTENT>${content}</UCAPCONTENT></div></div>`,
  vsb: ({ title, content }) =>
    `<form name="_newscontent_fromname"><h2>${title}</h2><div id="vsb_content_2"><div class="v_news_content">${content}</div></div></form>`,
  trs: ({ content }) => `<div class="article_content"><div class=TRS_Editor>${content}</div></div>`,
}

/** A whole page as that vendor's system serves it. */
export function chromePage(chrome: Chrome, page: Page): string {
  const body = bodies[chrome](page)
  const around =
    chrome === 'none' ? body : `${above(page)}\n${body}\n${below(Number(page.published.slice(0, 4)))}`
  return `<!DOCTYPE html>\n<html>\n<head>\n${metas(page)}<title>${page.title}</title>\n</head>\n<body>\n${around}\n</body>\n</html>\n`
}
