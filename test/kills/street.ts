import { renderDocx, renderHtml } from '../documents/makeDocument.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import { html, localSite, type Answer, type LocalSite } from '../running/localSite.ts'

export const years = Array.from({ length: 16 }, (_, n) => 2008 + n)
export const pagesAndFiles = years.length * 1.5

const article = (year: number): string => `/html/1001/${100_000 + year}.html`
const file = (year: number): string => `/files/nb${year}.docx`
const spec = (year: number) =>
  inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year, seed: `kills ${year}` })
const letter = (year: number): string =>
  `<html><body><h1>年报</h1><p>见附件。</p><a href="${file(year)}">年报.docx</a></body></html>`

const sendFile =
  (year: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(renderDocx(spec(year)))
  }

/** Sixteen years of one street: every second a page, the others a letter with the report in a file. */
export function street(): Promise<LocalSite> {
  const answers = years.flatMap((year): (readonly [string, Answer])[] =>
    year % 2 === 0
      ? [[article(year), html(Buffer.from(renderHtml(spec(year))).toString())]]
      : [
          [article(year), html(letter(year))],
          [file(year), sendFile(year)],
        ],
  )
  const titles = years.map((year) => [article(year), `米市巷街道${year}年政府信息公开工作年度报告`] as const)
  return localSite(Object.fromEntries(titles), Object.fromEntries(answers))
}
