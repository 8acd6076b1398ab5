import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { load, type CheerioAPI } from 'cheerio'
import { loadConfig } from '../../src/config/loadConfig.ts'
import { bundleDeriver } from '../../src/pipeline/deriveBundle.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { emptyRun } from '../archive-finished.ts'
import { openTestArchive } from '../archive-open.ts'
import { config, documentOf } from '../explorer-archive.ts'

/** One thing that bodies get wrong in the tables of a page, done to every so many cells or rows. */
const spoils = {
  asPrinted: () => undefined,
  otherNumbers: ($) => {
    eachNumber($, 9, (text) => String(Number(text) + 7))
  },
  blanks: ($) => {
    eachNumber($, 11, () => '')
  },
  notes: ($) => {
    eachNumber($, 10, (text) => `${text}（含自然失效1件）`)
  },
  words: ($) => {
    eachNumber($, 13, () => '详见附件')
  },
  joined: ($) => {
    eachNumber($, 12, (text) => `${text} ${text}1`)
  },
  shortRows: ($) =>
    void $('tr')
      .filter((at) => at % 6 === 5)
      .children()
      .last()
      .remove(),
  lostRows: ($) =>
    void $('tr')
      .filter((at) => at % 8 === 7)
      .remove(),
  twice: ($) =>
    void $('tr')
      .filter((at) => at % 9 === 8)
      .each((_, row) => {
        const again = $(row).clone()
        const numbers = again.find('td').filter((at) => /^\d+$/u.test($(again.find('td')[at]).text().trim()))
        numbers.each((at, cell) => {
          $(cell).text(String(at + 40))
        })
        $(row).after(again)
      }),
  otherLabels: ($) =>
    void $('tr')
      .filter((at) => at % 10 === 9)
      .children()
      .first()
      .text('县里另外要求的一项'),
  noTable: ($) => void $('table').first().remove(),
  blankTables: ($) => {
    eachNumber($, 1, () => '')
  },
  otherWords: ($) => void $('body').append('<p>2019年全年收到政府信息公开申请98765件，予以公开3件。</p>'),
} as const satisfies Readonly<Record<string, ($: CheerioAPI) => void>>

function eachNumber($: CheerioAPI, step: number, change: (text: string) => string): void {
  $('td')
    .filter((_, cell) => /^\d+$/u.test($(cell).text().trim()))
    .filter((at) => at % step === step - 1)
    .each((_, cell) => void $(cell).text(change($(cell).text().trim())))
}

const shared = new URL('../../../shared/corpus/', import.meta.url)

/** Pages of real reports; none where they do not lie beside this checkout. */
function realPages(): readonly Uint8Array[] {
  if (!existsSync(shared)) {
    process.stderr.write(
      'skipped: real reports as a source of findings; ../shared is not beside this checkout\n',
    )
    return []
  }
  return readdirSync(shared)
    .filter((name) => name.endsWith('.html'))
    .map((name) => readFileSync(new URL(name, shared)))
}

/** An archive of made and real reports, each as it is and with one thing wrong in it; so its reports have findings of many kinds. */
export async function spoiledArchive(
  folder: string,
  {
    only = Object.keys(spoils),
    most = 100,
  }: { readonly only?: readonly string[]; readonly most?: number } = {},
): Promise<void> {
  const { knowledge } = await loadConfig(config)
  const archive = await openTestArchive(folder, { kind: 'live' })
  const site = await archive.site('zhejiang-gongshu')
  const units = ['330105001', '330105002', '330105003', '330105014', '330105015', '330105016']
  const pages = [
    ...[documentOf('米市巷街道', 2022, 'html'), documentOf('湖墅街道', 2023, 'html')],
    ...realPages(),
  ].slice(0, most)
  for (const [at, page] of pages.entries())
    for (const [index, [, spoil]] of Object.entries(spoils)
      .filter(([name]) => only.includes(name))
      .entries()) {
      const $ = load(Buffer.from(page).toString('utf8'))
      spoil($)
      const [unit, year] = [units[at] ?? '330105', 2012 + index]
      const given = { unit, year }
      const url = `http://www.gongshu.gov.cn/${unit}/${String(year)}.html`
      await site.admit(
        exchangeOf(url, $.html(), { responseHeaders: { 'content-type': 'text/html' } }),
        factsOf('page', { title: `${String(year)}年政府信息公开工作年度报告`, given }),
      )
    }
  const derive = bundleDeriver(knowledge)
  for (const key of site.bundleKeys()) {
    const { reports } = derive(await site.bundle(key))
    for (const { id, text } of reports) if (id !== null) await site.writeReportText(id, text)
    site.recordDerived(key, { ids: reports.flatMap(({ id }) => id ?? []), left: [] })
  }
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.close()
}
