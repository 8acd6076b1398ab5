/** How a page prints: as style for the browser that makes a PDF of it, and the paper it prints on. */
export interface PdfLook {
  readonly name: string
  readonly style: string
  readonly paper: {
    readonly landscape?: boolean
    readonly width?: string
    readonly height?: string
    readonly displayHeaderFooter?: boolean
    readonly margin?: Readonly<Record<'top' | 'bottom' | 'left' | 'right', string>>
  }
}

const margin = { top: '25mm', bottom: '25mm', left: '26mm', right: '26mm' }
const table =
  '[border="1"]{border-collapse:collapse;width:100%}[border="1"] td{border:1px solid #000;text-align:center;padding:2px 4px}'
const body =
  'table{width:100%!important}td[width="200"]{display:none}body{font:14pt/1.6 serif;text-align:justify}[border="1"]{font-size:10pt;line-height:1.2}'

/** Looks that real reports have: paper, borders, sizes, heads and feet. */
export const pdfLooks: readonly PdfLook[] = [
  { name: 'plain', style: body + table, paper: { margin } },
  { name: 'landscape', style: body + table, paper: { margin, landscape: true } },
  {
    name: 'large',
    style: `${body}${table}body{font-size:18pt}[border="1"]{font-size:12pt}`,
    paper: { margin },
  },
  {
    name: 'narrow',
    style: `${body}${table}[border="1"]{font-size:7pt}`,
    paper: { margin, width: '120mm', height: '170mm' },
  },
  { name: 'heads and feet', style: body + table, paper: { margin, displayHeaderFooter: true } },
  {
    name: 'dotted',
    style: `${body}${table}[border="1"] td{border:1px dotted #000}`,
    paper: { margin },
  },
  {
    name: 'double',
    style: `${body}[border="1"]{border-collapse:separate;border-spacing:1px;border:1px solid}[border="1"] td{border:1px solid #888}`,
    paper: { margin },
  },
  {
    name: 'dashed blue',
    style: `${body}${table}[border="1"] td{border:0.5px dashed #00f}`,
    paper: { margin },
  },
  {
    name: 'shaded',
    style: `${body}${table}[border="1"] tr:nth-child(odd) td{background:#eef}`,
    paper: { margin },
  },
  {
    name: 'open sides',
    style: `${body}${table}[border="1"] td:first-child{border-left:0}`,
    paper: { margin },
  },
  {
    name: 'underlined',
    style: `${body}${table}p{text-decoration:underline}td{text-decoration:underline}`,
    paper: { margin },
  },
  {
    name: 'no lines',
    style: `${body}[border="1"]{width:100%;border:0}td{border:0!important;text-align:center}`,
    paper: { margin },
  },
  {
    name: 'rules across',
    style: `${body}[border="1"]{width:100%;border:0;border-collapse:collapse}[border="1"] td{border:0;border-bottom:1px solid;text-align:center;padding:2px 4px}`,
    paper: { margin },
  },
  {
    name: 'striped',
    style: `${body}[border="1"]{width:100%;border:0}[border="1"] td{border:0;text-align:center}[border="1"] tr:nth-child(odd){background:#eef}`,
    paper: { margin },
  },
  {
    name: 'tight, at the top',
    style: `${body}[border="1"]{width:100%;border:0;border-collapse:collapse}[border="1"] td{border:0;vertical-align:top;text-align:center;padding:0 3px}`,
    paper: { margin },
  },
  {
    name: 'to the left',
    style: `${body}[border="1"]{width:100%;border:0}[border="1"] td{border:0;text-align:left;padding:3px 5px}`,
    paper: { margin, landscape: true },
  },
  {
    name: 'to the right',
    style: `${body}[border="1"]{width:100%;border:0}[border="1"] td{border:0;text-align:right;vertical-align:bottom;padding:3px 5px}`,
    paper: { margin },
  },
  {
    name: 'gaps as lines',
    style: `${body}[border="1"]{width:100%;border:0;border-collapse:separate;border-spacing:1px;background:#000}[border="1"] td{border:0;background:#fff;text-align:center}`,
    paper: { margin },
  },
]
