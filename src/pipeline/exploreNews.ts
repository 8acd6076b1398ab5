import type { CatalogNews, EditionRow, NewsReach } from '../archive/catalog/catalogNews.ts'
import type { Change, Fate } from '../model/history.ts'
import type { SitedReport } from '../model/library.ts'
import type { News, NewsScope, NewsSubject } from '../model/news.ts'
import { unitPath } from '../model/permalink.ts'
import type { YearFinding } from '../model/yearFinding.ts'

/** Where news come from: all of it as others may have it. */
export interface NewsSources {
  readonly catalog: CatalogNews
  readonly read: (
    places: readonly { readonly site: string; readonly id: string }[],
  ) => Promise<readonly SitedReport[]>
  /** What became of reports, newest first: lost, back, withheld; neither found nor replaced, which editions tell. */
  readonly fates: () => readonly Change[]
  /** Contradictions of one unit by its path; without one those of all units. */
  readonly across: (unit: string | null) => readonly YearFinding[]
}

/** The news of a scope, newest first; of one moment by report. */
export async function exploreNews(
  sources: NewsSources,
  scope: NewsScope,
  reach: NewsReach,
): Promise<readonly News[]> {
  const { catalog } = sources
  const inReach = ({ time }: { readonly time: string }): boolean => time >= reach.since
  const editions = catalog.editions(scope, reach)
  const findings = catalog.findings(scope, reach).map((row): News => ({ ...row, kind: 'finding' }))
  const fates = sources
    .fates()
    .filter((change) => inReach(change) && isWithin(scope, change.id))
    .slice(0, reach.most)
  const across = sources
    .across(scope.kind === 'unit' ? scope.path : null)
    .filter(({ report }) => isWithin(scope, report))
  const all: News[] = [
    ...(await editionNews(editions, sources)),
    ...findings,
    ...fates.flatMap((change) => fateNews(change, catalog)),
    ...across.flatMap((finding) => contradiction(finding, catalog)).filter(inReach),
  ]
  return all.sort(newestFirst).slice(0, reach.most)
}

function isWithin(scope: NewsScope, id: string): boolean {
  const unit = id.slice(0, id.lastIndexOf('/'))
  if (scope.kind === 'all') return true
  return scope.kind === 'region' ? unit.startsWith(scope.code) : unitPath(unit) === scope.path
}

/** The figures that changed stand in the report itself. */
async function editionNews(
  rows: readonly EditionRow[],
  { read }: Pick<NewsSources, 'read'>,
): Promise<readonly News[]> {
  const news: News[] = []
  for (const { edition, digest, published, time, ...subject } of rows) {
    if (edition === 1) {
      news.push({ ...subject, kind: 'found', time, published })
      continue
    }
    const [found] = await read([subject])
    const { changes = [], text = [] } = found?.report.editions[edition - 1] ?? {}
    news.push({ ...subject, kind: 'replaced', time, digest, changes, paragraphs: text.length })
  }
  return news
}

function fateNews(change: Change, catalog: CatalogNews): readonly News[] {
  if (change.kind === 'found' || change.kind === 'replaced') return []
  const { id, site, unit, year, title, ...fate } = change
  const place = catalog.subject(site, id)?.place ?? ''
  return [{ ...{ id, site, unit, year, title, place }, ...(fate satisfies Fate) }]
}

/** It was there to be seen when the last of its figures was. */
function contradiction(
  { code, severity, metrics, message, message_zh, evidence, ...about }: YearFinding,
  catalog: CatalogNews,
): readonly News[] {
  const found = catalog.subject(about.site, about.report)
  if (found === null) return []
  const { site, id, unit, place, year, title } = found
  const subject: NewsSubject = { site, id, unit, place, year, title }
  const times = evidence.map(
    (cell) => cell.edited?.since ?? catalog.subject(cell.site, cell.report)?.first_seen ?? '',
  )
  const time = times.sort().at(-1) ?? ''
  const finding = { severity, metrics, message, message_zh, evidence }
  return time === '' ? [] : [{ ...subject, kind: 'contradiction', time, code, finding }]
}

const newestFirst = (one: News, other: News): number => {
  if (one.time !== other.time) return one.time > other.time ? -1 : 1
  return rank(one) < rank(other) ? -1 : 1
}

const rank = ({ site, id, kind }: News): string => `${site} ${id} ${kind}`
