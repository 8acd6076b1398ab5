import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { html } from './html.ts'
import type { Html } from './scene.ts'

/** A year and its figure; null where it is blank or was not read: then the line has a gap. */
export interface YearFigure {
  readonly year: number
  readonly value: number | null
  /** ! and *, as they stand beside the number (`figureMarks`). */
  readonly marks?: string
}

const width = 320
const height = 140
const edge = { left: 44, right: 20, top: 12, bottom: 24 }

/** A line over the years, broken where a year has no figure, drawn on the server. Those who cannot see it hear its numbers; they stand in the table below it too, each with its cell. */
export function trendChart(title: string, printed: readonly YearFigure[]): Html {
  const values = printed.flatMap(({ value }) => value ?? [])
  if (values.length === 0) return html``
  const first = Math.min(...printed.map(({ year }) => year))
  const last = Math.max(...printed.map(({ year }) => year))
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const figures = years.map((year) => printed.find((each) => each.year === year) ?? { year, value: null })
  const x = scaleLinear([first, Math.max(last, first + 1)], [edge.left, width - edge.right])
  const y = scaleLinear(
    [Math.min(0, ...values), Math.max(1, ...values)],
    [height - edge.bottom, edge.top],
  ).nice(3)
  const path = line<YearFigure>()
    .defined(({ value }) => value !== null)
    .x(({ year }) => x(year))
    .y(({ value }) => y(value ?? 0))(figures)
  const labelled = years.filter((_, at) => at === 0 || at === years.length - 1 || years.length <= 6)
  const spoken = `${title}: ${figures.map(({ year, value, marks = '' }) => `${year} ${value ?? '–'}${marks}`).join('; ')}`
  return html`<figure class="trend">
    <figcaption lang="zh-CN">${title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${spoken}">
      ${y
        .ticks(3)
        .map(
          (tick) =>
            html`<line
                class="rule"
                x1="${edge.left}"
                x2="${width - edge.right}"
                y1="${round(y(tick))}"
                y2="${round(y(tick))}"
              />
              <text x="${edge.left - 6}" y="${round(y(tick)) + 4}" text-anchor="end">${tick}</text>`,
        )}
      ${labelled.map((year) => html`<text x="${round(x(year))}" y="${height - 6}" text-anchor="middle">${year}</text>`)}
      <path d="${path ?? ''}" fill="none" class="line" />
      ${figures.map(({ year, value, marks = '' }) => (value === null ? '' : html`<circle cx="${round(x(year))}" cy="${round(y(value))}" r="3" />${marks === '' ? '' : html`<text class="mark" x="${round(x(year)) + 6}" y="${round(y(value)) - 4}">${marks}</text>`}`))}
    </svg>
  </figure>`
}

const round = (place: number): number => Math.round(place * 10) / 10
