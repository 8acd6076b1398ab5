import { createHash } from 'node:crypto'
import { random } from '../documents/random.ts'
import { renderDocx, renderHtml } from '../documents/makeDocument.ts'
import type { ReportSpec } from '../documents/spec.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import { seedReports } from '../fixtures/seeds.ts'

/** One article of a replica site, whatever vendor shows it. */
export interface Publication {
  /** Rises with time; unique within the site. */
  readonly number: number
  /** 32 hexadecimal digits; unique everywhere. */
  readonly hash: string
  readonly title: string
  /** How the listing shows the title: whole, or cut with …. */
  readonly listed: { readonly text: string; readonly attribute: string | null }
  /** ISO date. */
  readonly published: string
  /** The report that this is, or null for a trap. */
  readonly report: { readonly unit: string; readonly year: number } | null
  /** HTML of the article's body. */
  readonly body: () => string
  readonly attachment: { readonly name: string; readonly bytes: () => Uint8Array } | null
  readonly charset: 'utf-8' | 'gb18030'
}

/** Who publishes on a site. */
export interface Publisher {
  /** Words before a unit in titles: 杭州市拱墅区. */
  readonly division: string
  readonly units: readonly string[]
  readonly years: readonly number[]
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** Everything a site shows in its year-report column, newest first: a report per unit and year, and traps. */
export function publications(publisher: Publisher): readonly Publication[] {
  const { units, years, division } = publisher
  const reports = years.flatMap((year) =>
    units.map((unit, index) =>
      publish(seedOf(unit, year) ?? inventReport(invention(unit, year, division)), index),
    ),
  )
  const traps = years.flatMap((year) => trapsOf(publisher, year))
  return [...reports, ...traps]
    .sort((one, other) => compare(one.published + one.title, other.published + other.title))
    .map((publication, index) => ({ ...publication, number: 700_001 + index * 7 }))
    .reverse()
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const invention = (unit: string, year: number, division: string): Parameters<typeof inventReport>[0] => ({
  unit,
  year,
  // the government of the division itself: 杭州市 + 拱墅区
  division: division.endsWith(unit) ? division.slice(0, -unit.length) : division,
  seed: `replica:${division}:${unit}:${year}`,
})

const seedOf = (unit: string, year: number): ReportSpec | undefined =>
  seedReports().find((seed) => seed.unit === unit && seed.year === year)

type Unnumbered = Omit<Publication, 'number'>

const hashOf = (key: string): string => createHash('md5').update(key).digest('hex')

/** Every third unit attaches its report as a Word file, the others write it into the page. */
function publish(spec: ReportSpec, index: number): Unnumbered {
  const title = spec.title.join('')
  const dice = random(`published:${spec.seed}`)
  const attached = (index + spec.year) % 3 === 0
  const name = `${title}.docx`
  return {
    hash: hashOf(`${spec.unitPrinted}:${spec.year}`),
    title,
    listed: listedAs(title, index + spec.year),
    published: `${spec.year + 1}-01-${dice.int(8, 31).toString().padStart(2, '0')}`,
    report: { unit: spec.unit, year: spec.year },
    body: once(() => (attached ? coveringPage(title) : bodyOf(spec))),
    attachment: attached ? { name, bytes: once(() => renderDocx(spec)) } : null,
    charset: 'utf-8',
  }
}

/** Listings show titles whole, or cut in the text with the whole in `title`, or, rarely, cut and without `title`. */
function listedAs(title: string, turn: number): Publication['listed'] {
  const cut = title.length > 22 ? `${title.slice(0, 22)}…` : title
  if (turn % 11 === 7) return { text: cut, attribute: null }
  if (turn % 3 === 0) return { text: cut, attribute: title }
  return { text: title, attribute: turn % 2 === 0 ? title : null }
}

const coveringPage = (title: string): string =>
  `<p style="text-indent: 2em;">${title}已经编制完成，现予公布，全文见附件。</p>`

function bodyOf(spec: ReportSpec): string {
  const page = Buffer.from(renderHtml(spec, { chrome: 'none' })).toString('utf8')
  return /<body>([\s\S]*)<\/body>/u.exec(page)?.[1] ?? page
}

/** Neighbours of annual reports that are none (platforms.md §7.3). */
function trapsOf({ division, units }: Publisher, year: number): readonly Unnumbered[] {
  const place = division.replace(/^.*?市/u, '')
  const [unit = place] = units
  const titles = [
    `${year}年${place}人民政府网站工作年度报表`,
    `${place}${year}年法治政府建设年度报告`,
    `《${division}${year}年政府信息公开工作年度报告》解读`,
    `关于做好${year}年政府信息公开工作年度报告编制和发布工作的通知`,
    ...(year % 2 === 0
      ? [`${place}政府信息公开指南（${year}年版）`, `${unit}${year}年度部门决算公开`]
      : [`${year}年度事业单位法人年度报告书公示`, `${year + 1}年${place}政务公开工作要点`]),
  ]
  return titles.map((title, index) => ({
    hash: hashOf(`${division}:${title}`),
    title,
    listed: listedAs(title, index * 2),
    published: `${year + 1}-0${1 + (index % 3)}-${10 + index}`,
    report: null,
    body: () => `<p>${title}的正文，与年度报告无关。</p>`,
    attachment: null,
    charset: 'utf-8',
  }))
}
