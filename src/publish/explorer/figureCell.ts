import { html } from './html.ts'
import type { CellEvidence, Correction, Report, Source } from '../../model/report.ts'
import { correctionsInForce } from '../../model/reviewedReport.ts'
import { moment } from './moment.ts'
import { findingName } from './findingWords.ts'
import { cellAnchor } from './cellAnchor.ts'
import { figureAnchor } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

/** What the cells of a report's tables are made of. */
export interface Figures {
  readonly report: Report
  readonly corrections: ReadonlyMap<string, Correction>
  /** Codes of the warnings and errors that doubt a metric. */
  readonly doubts: ReadonlyMap<string, readonly string[]>
  readonly sources: ReadonlyMap<string, Source>
}

export function figuresOf(report: Report): Figures {
  const doubts = new Map<string, string[]>()
  for (const { severity, metrics, code } of report.findings)
    if (severity !== 'info')
      for (const metric of metrics) doubts.set(metric, [...(doubts.get(metric) ?? []), code])
  const sources = [...report.editions.flatMap((edition) => edition.sources ?? []), ...report.sources]
  return {
    report,
    corrections: correctionsInForce(report),
    doubts,
    sources: new Map(sources.map((source) => [source.sha256, source])),
  }
}

/** The number itself: followed, it closes the evidence and leaves the reader where he is. */
const closedAnchor = (metric: string): string => `number-${metric}`

/** A figure in its table: the number, and its evidence, which opens when the number is followed. */
export function figureCell(scene: Scene, figures: Figures, metric: string, label: string): Html {
  const { say } = scene
  const value = figures.report.figures[metric]
  const correction = figures.corrections.get(metric)
  const doubts = figures.doubts.get(metric)
  if (value === undefined && correction === undefined)
    return html`<td class="absent" id="${figureAnchor(metric)}">
      <abbr title="${say('absentLong')}">·</abbr>
    </td>`
  const shown = correction === undefined ? value : correction.value
  return html`<td class="${doubts === undefined ? 'figure' : 'figure doubted'}" id="${figureAnchor(metric)}">
    <a id="${closedAnchor(metric)}" href="#${figureAnchor(metric)}">${figureWords(scene, shown)}</a>${
      doubts === undefined
        ? ''
        : html`<sup
            ><abbr
              title="${say('doubt')}: ${doubts.map((code) => findingName(scene.language, code)).join(', ')}"
              >!</abbr
            ></sup
          >`
    }${correction === undefined ? '' : html`<sup><abbr title="${say('corrected')}">*</abbr></sup>`}
    ${evidenceOf(scene, figures, metric, label)}
  </td>`
}

/** A number as printed; a blank cell in a word. */
export const figureWords = ({ say }: Pick<Scene, 'say'>, value: number | null | undefined): Html =>
  value === undefined
    ? html`<span class="blank">${say('absent')}</span>`
    : value === null
      ? html`<span class="blank">${say('blank')}</span>`
      : html`${value}`

function evidenceOf(scene: Scene, figures: Figures, metric: string, label: string): Html {
  const { say } = scene
  const { report, corrections, doubts } = figures
  const value = report.figures[metric]
  const cell = report.cells[metric]
  const correction = corrections.get(metric)
  return html`<div class="evidence" role="group" aria-label="${say('evidence')}: ${label}">
    <p><strong>${label}</strong> <code>${metric}</code></p>
    <dl>
      <dt>${say('value')}</dt>
      <dd>${figureWords(scene, value)}</dd>
      ${cell === undefined ? '' : cellFacts(scene, figures, cell)}
      ${
        doubts.get(metric) === undefined
          ? ''
          : html`<dt>${say('doubt')}</dt>
              <dd>
                ${doubts
                  .get(metric)
                  ?.map((code) => findingName(scene.language, code))
                  .join(', ')}
              </dd>`
      }
      ${
        correction === undefined
          ? ''
          : html`<dt>${say('corrected')}</dt>
              <dd>
                ${figureWords(scene, correction.value)} (${correction.by}, ${moment(scene, correction.time)}:
                ${correction.reason})
              </dd>`
      }
    </dl>
    <p><a class="close" href="#${closedAnchor(metric)}">${say('close')}</a></p>
  </div>`
}

function cellFacts(scene: Scene, { sources }: Figures, cell: CellEvidence): Html {
  const { say, link } = scene
  const sha256 = cell.source.slice('sha256:'.length)
  const captured = sources.get(sha256)?.captured ?? null
  return html`<dt>${say('raw')}</dt>
    <dd>
      ${cell.raw.trim() === '' ? html`<span class="blank">${say('blank')}</span>` : html`<q>${cell.raw}</q>`}
    </dd>
    <dt>${say('place')}</dt>
    <dd>${placeWords(say('cell'), cell)}${cell.file === undefined ? '' : `, ${cell.file}`}</dd>
    <dt>SHA-256</dt>
    <dd><code>${sha256}</code></dd>
    ${
      captured === null
        ? ''
        : html`<dt>${say('captured')}</dt>
            <dd>${moment(scene, captured)}</dd>`
    }
    <dt>${say('original')}</dt>
    <dd><a href="${link(`/original/${sha256}/view/#${cellAnchor(cell)}`)}">${say('showCell')}</a></dd>`
}

/** `words`: the label of a place, with room for its numbers. */
export const placeWords = (
  words: string,
  { table, row, column }: Pick<CellEvidence, 'table' | 'row' | 'column'>,
): string =>
  words.replace('{table}', String(table)).replace('{row}', String(row)).replace('{column}', String(column))
