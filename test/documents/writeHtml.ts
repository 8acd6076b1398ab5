import { type Draft, type DraftBlock, type DraftCell, type DraftTable, type Run } from './draft.ts'
import { type Chrome, chromePage } from './htmlChrome.ts'
import { encodeGb18030 } from './gb18030.ts'

export interface HtmlStyle {
  readonly charset: 'utf-8' | 'gb18030'
  /** Whose page stands around the report. */
  readonly chrome: Chrome
  /** The whole text in the cell of a layout table, as before 2012. */
  readonly nestedInLayout: boolean
  /** Pasted from Word: o:p, mso-styles, spans around every few characters, conditional comments. */
  readonly wordPaste: boolean
  /** Tags in capitals, cells and paragraphs never closed, attributes without quotes, digits as references. */
  readonly careless: boolean
  /** Earlier figures in comments, scripts and hidden parts of the page, which no reader sees. */
  readonly staleCopies: boolean
  /** When the page says it was published; ISO date. */
  readonly published: string
}

export const plainHtml: HtmlStyle = {
  charset: 'utf-8',
  chrome: 'none',
  nestedInLayout: false,
  wordPaste: false,
  careless: false,
  staleCopies: false,
  published: '2023-01-13',
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll('\n', '<br />')

const wordHead =
  '<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]--><style>@font-face{font-family:"Times New Roman";}p.MsoNormal{mso-style-name:正文;margin:0pt;font-size:10.5000pt;}</style>'

function runHtml({ text, setting }: Run, style: HtmlStyle): string {
  switch (setting) {
    case 'plain':
    case 'field':
      return style.wordPaste ? spans(text) : escape(text)
    case 'hidden':
      return `<span style="display:none;mso-hide:all">${escape(text)}</span>`
    case 'deleted':
      return `<del cite="mailto:办公室" datetime="2023-01-09T09:30">${escape(text)}</del>`
    case 'inserted':
      return `<ins cite="mailto:办公室" datetime="2023-01-09T09:30">${escape(text)}</ins>`
    case 'text-box':
      return `<!--[if gte vml 1]><v:shape><v:textbox>${escape(text)}</v:textbox></v:shape><![endif]-->`
  }
}

/** Word's export closes a span wherever the font changes, so also inside numbers. */
function spans(text: string): string {
  const pieces = text.match(/.{1,4}|\n/gsu) ?? []
  return pieces
    .map(
      (piece) =>
        `<span style="mso-spacerun:'yes';font-family:宋体;font-size:12.0000pt;"><font face="宋体">${escape(piece)}</font></span>`,
    )
    .join('')
}

/** One run needs no element of its own, several do: that is how editors leave corrected numbers. */
const runsHtml = (runs: readonly Run[], style: HtmlStyle): string =>
  runs
    .map((run) => (runs.length === 1 ? runHtml(run, style) : `<span>${runHtml(run, style)}</span>`))
    .join('') + (style.wordPaste ? '<o:p></o:p>' : '')

function cellHtml(cell: DraftCell, style: HtmlStyle): string {
  const spans =
    (cell.columnSpan === 1 ? '' : ` colspan="${cell.columnSpan}"`) +
    (cell.rowSpan === 1 ? '' : ` rowspan="${cell.rowSpan}"`)
  const look = style.wordPaste
    ? ' valign="center" width="76" style="width:57.0pt;border:1.0000pt solid windowtext;"'
    : ''
  const content = runsHtml(cell.runs, style)
  return `<td${spans}${look}>${style.wordPaste ? `<p class="MsoNormal" align="center">${content}</p>` : content}</td>`
}

function tableHtml({ rows }: DraftTable, style: HtmlStyle): string {
  const body = rows.map(({ cells, setting }) => {
    const hidden = setting === 'deleted' ? ' style="display:none"' : ''
    return `<tr${hidden}>${cells.map((cell) => cellHtml(cell, style)).join('')}</tr>`
  })
  return `<table border="1" cellspacing="0" align="center"><tbody>\n${body.join('\n')}\n</tbody></table>`
}

function blockHtml(block: DraftBlock, style: HtmlStyle): string {
  if (block.kind === 'table') return tableHtml(block, style)
  const look = block.role === 'title' ? ' style="text-align: center;"' : ' style="text-indent: 2em;"'
  return `<p${look}>${runsHtml(block.runs, style)}</p>`
}

/** As editors and people of 2005 wrote it; browsers read it all the same (HTML standard, optional tags). */
const carelessly = (html: string): string =>
  html
    .replaceAll(/<\/(?:td|tr|p)>/gu, '')
    .replaceAll(/<(table|td|tr|p)\b/gu, (tag) => tag.toUpperCase())
    .replaceAll(/(colspan|rowspan)="(\d+)"/gu, '$1=$2')
    .replaceAll(
      /<TD([^>]*)>(\d)\b/gu,
      (_, attributes: string, digit: string) => `<TD${attributes}>&#${48 + Number(digit)};`,
    )

const staleTable =
  '<table><tr><td>行政许可</td><td>7777</td></tr><tr><td>一、本年新收政府信息公开申请数量</td><td>71</td><td>72</td><td>73</td><td>74</td><td>75</td><td>76</td><td>441</td></tr></table>'

/** Where content systems leave what was replaced. */
const stale = `<!-- ${staleTable} --><script type="text/template">${staleTable}</script><div style="display: none;">${staleTable}</div><textarea hidden>${staleTable}</textarea>`

/** The draft as a page: bytes in the charset of the style (GB18030 pages call themselves gb2312, as real ones do). */
export function writeHtml(draft: Draft, style: HtmlStyle): Uint8Array {
  const tidy = draft.blocks.map((block) => blockHtml(block, style)).join('\n')
  const words = `${style.staleCopies ? stale : ''}${style.careless ? carelessly(tidy) : tidy}`
  const pasted = style.wordPaste ? `${wordHead}${words}` : words
  const content = style.nestedInLayout
    ? `<table width="960" border="0"><tr><td width="200"><table><tr><td>栏目导航</td></tr></table></td><td>${pasted}</td></tr></table>`
    : pasted
  const title = draft.blocks
    .flatMap((block) =>
      block.kind === 'paragraph' && block.role === 'title' ? block.runs.map(({ text }) => text) : [],
    )
    .join('')
    .replaceAll(/\s/gu, '')
  const page = chromePage(style.chrome, {
    title: escape(title),
    content,
    published: style.published,
    charset: style.charset === 'utf-8' ? 'utf-8' : 'gb2312',
  })
  return style.charset === 'utf-8' ? Buffer.from(page) : encodeGb18030(page)
}
