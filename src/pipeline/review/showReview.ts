import { readArchive } from '../../archive/openArchive.ts'
import type { SiteReader } from '../../archive/siteReader.ts'
import { loadConfig } from '../../config/loadConfig.ts'
import { NianbaoError } from '../../errors.ts'
import { metricsOf, type Metric } from '../../model/metric.ts'
import type { Judgement, Report, Source } from '../../model/report.ts'
import type { ReviewDecision } from '../../model/reviewDecision.ts'
import { correctionsInForce, figuresForUse } from '../../model/reviewedReport.ts'
import type { ReviewItem } from '../../model/reviewItem.ts'
import type { FigureShown, OriginalShown, ReviewShown } from '../../model/reviewShown.ts'
import type { YearFinding } from '../../model/yearFinding.ts'
import { reviewItems } from '../../validate/reviewItems.ts'
import { validator, type Validate } from '../../validate/validate.ts'
import { yearItems } from '../../validate/yearItems.ts'
import { yearFindingsOf } from '../yearFindings.ts'
import { unfiledItem } from './readReview.ts'
import { reviewSubject, type NamedSubject, type ReviewSubject } from './reviewSubject.ts'

export interface ShowOrder extends NamedSubject {
  readonly archive: string
  readonly config: string
  /** Id of a metric; null for those in doubt. */
  readonly metric: string | null
  /** Every figure, not only those in doubt. */
  readonly all: boolean
}

/** `nianbao review show`: original and figure side by side, from what the archive keeps. `usage` where there is nothing so called. */
export async function showReview(order: ShowOrder): Promise<ReviewShown> {
  const { knowledge } = await loadConfig(order.config)
  const archive = await readArchive(order.archive)
  try {
    const decisions = await archive.decisions()
    const found = await reviewSubject(archive, order, decisions)
    const about = { archive: archive.kind, site: found.shelf.id, subject: order.subject }
    if (found.kind === 'unfiled') return { ...about, ...unfiledShown(found, order, decisions) }
    const metrics = knowledge.forms.flatMap(metricsOf)
    const shown = reportShown(found.report, order, {
      metrics,
      validate: validator(knowledge.forms),
      ...{ site: about.site, decisions, across: await yearFindingsOf(archive, knowledge, about) },
    })
    return { ...about, ...shown, originals: await originalsOf(found.shelf, found.report.sources) }
  } finally {
    await archive.close()
  }
}

type Shown = Omit<ReviewShown, 'archive' | 'site' | 'subject'>

function unfiledShown(
  { shelf, originals }: Extract<ReviewSubject, { kind: 'unfiled' }>,
  { subject, metric }: ShowOrder,
  decisions: readonly ReviewDecision[],
): Shown {
  if (metric !== null)
    throw new NianbaoError(
      'usage',
      `${subject}: it gave no report, so it has no figure ${metric}; leave the metric out`,
    )
  const captures = new Map(originals.map(({ capture }) => [capture.sha256, capture]))
  return {
    title: originals[0]?.capture.title ?? '',
    originals: [...captures.values()].map((capture) => ({
      ...{ sha256: capture.sha256, path: shelf.originalPath(capture), role: capture.role },
      ...{ url: capture.url, captured: capture.time },
    })),
    items: originals.flatMap((each) => unfiledItem(shelf.id, each, decisions) ?? []),
    ...{ figures: [], row: [], sums: [], corrections: [], judgements: [], earlier: [] },
  }
}

interface Rules {
  readonly metrics: readonly Metric[]
  readonly validate: Validate
  readonly site: string
  readonly decisions: readonly ReviewDecision[]
  /** Contradictions of this report with other years. */
  readonly across: readonly YearFinding[]
}

function reportShown(
  report: Report,
  { metric, all }: ShowOrder,
  { metrics, validate, site, decisions, across }: Rules,
): Omit<Shown, 'originals'> {
  const figures = figuresForUse(report)
  const known = Object.keys(figures)
  const doubted = new Set(
    [...report.findings, ...across].flatMap((each) => (each.severity === 'info' ? [] : each.metrics)),
  )
  const asked = metric === null ? (all ? known : [...doubted].sort()) : [metric]
  if (metric !== null && !(metric in figures) && !metrics.some(({ id }) => id === metric))
    throw new NianbaoError(
      'usage',
      `${metric}: no form has such a figure; review show with --all lists those of this report`,
    )
  const shown = (each: string): FigureShown => figureShown(report, each, metrics)
  const sums = validate({ ...report, figures }).findings.filter(({ code }) => code.startsWith('sum-'))
  const items = [...reviewItems(site, report, validate), ...yearItems(site, report, across, decisions)]
  return {
    title: report.title,
    items: items.filter((each) => metric === null || each.metrics.includes(metric)),
    figures: asked.map(shown),
    row: metric === null ? [] : rowAround(report, metric).map(shown),
    sums: sums
      .filter((each) => metric === null || each.metrics.includes(metric))
      .map(({ message }) => message),
    corrections: report.corrections ?? [],
    judgements: (report.judgements ?? []).map((each) => asOfYears(each, items)),
    earlier: report.earlier_decisions ?? [],
  }
}

/** The report alone does not know that a figure of another year changed since. */
const asOfYears = (judgement: Judgement, items: readonly ReviewItem[]): Judgement => ({
  ...judgement,
  outdated:
    judgement.outdated ||
    items.some(
      ({ cause, decision }) =>
        cause === judgement.code && decision?.number === judgement.number && decision.outdated,
    ),
})

function figureShown(report: Report, metric: string, metrics: readonly Metric[]): FigureShown {
  const form = metrics.findLast(
    ({ id, table, form: issue }) => id === metric && report.forms[table] === issue,
  )
  const named = form ?? metrics.findLast(({ id }) => id === metric)
  const value = report.figures[metric]
  return {
    metric,
    label: named === undefined ? '' : `${named.rowLabel} × ${named.columnLabel}`,
    ...(value !== undefined && { value }),
    corrected: correctionsInForce(report).get(metric) ?? null,
    cell: report.cells[metric] ?? null,
    findings: [
      ...new Set(
        report.findings.flatMap(({ code, metrics: inDoubt }) => (inDoubt.includes(metric) ? [code] : [])),
      ),
    ],
  }
}

/** Metrics that were read from the same row of the same table, from left to right. */
function rowAround({ cells }: Report, metric: string): readonly string[] {
  const here = cells[metric]
  if (here === undefined) return []
  return Object.entries(cells)
    .filter(
      ([, { source, table, row }]) => source === here.source && table === here.table && row === here.row,
    )
    .sort(([, a], [, b]) => a.column - b.column)
    .map(([id]) => id)
}

async function originalsOf(shelf: SiteReader, sources: readonly Source[]): Promise<readonly OriginalShown[]> {
  const originals: OriginalShown[] = []
  for (const { sha256, role, url, captured, capture } of sources) {
    const path = capture === null ? null : shelf.originalPath(await shelf.capture(capture))
    originals.push({ sha256, path, role, url, captured })
  }
  return originals
}
