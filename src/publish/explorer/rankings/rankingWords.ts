import { html } from '../html.ts'
import type { Ranking } from '../../../model/ranking.ts'
import type { UnitKind } from '../../../model/unitKind.ts'
import type { LabelKey } from '../labels.ts'
import { metricName } from '../metricName.ts'
import type { Html, Scene } from '../scene.ts'
import type { WhyLeftOut } from './rankUnits.ts'

export const kindLabels: Readonly<Record<UnitKind, LabelKey>> = {
  province: 'kindProvince',
  prefecture: 'kindPrefecture',
  county: 'kindCounty',
  township: 'kindTownship',
  'province-body': 'kindProvinceBody',
  'prefecture-body': 'kindPrefectureBody',
  'county-body': 'kindCountyBody',
  'township-body': 'kindTownshipBody',
}

export const whyLabels: Readonly<Record<WhyLeftOut, LabelKey>> = {
  small: 'whySmall',
  doubt: 'whyDoubt',
  years: 'whyYears',
  blank: 'whyBlank',
  absent: 'whyAbsent',
  contradiction: 'whyContradiction',
  sites: 'whySites',
  missing: 'whyMissing',
  unreadable: 'whyUnreadable',
  unknown: 'whyUnknown',
}

export const rankingName = ({ language }: Scene, { chinese, english }: Ranking): string =>
  language === 'zh' ? chinese : english

/** What is divided by what, in the words of the form. */
export function rankingFormula(scene: Scene, { above, below, shape, least }: Ranking): Html {
  const { say } = scene
  const sum = (metrics: readonly string[]): Html =>
    html`<span class="sum"
      >${metrics.map((metric, at) => html`${at === 0 ? '' : ' + '}<span class="term">${metricName(scene, metric)}</span>`)}</span
    >`
  const bracketed = (metrics: readonly string[]): Html =>
    metrics.length === 1 ? sum(metrics) : html`( ${sum(metrics)} )`
  if (below === null) return html`<p class="formula"><strong>${say('formula')}</strong> ${sum(above)}</p>`
  return html`<p class="formula">
    <strong>${say('formula')}</strong> ${bracketed(above)} <strong>÷</strong> ${bracketed(below)}
    <small
      >(${shape === 'rate' ? say('per100') : '%'};
      ${say('leastBelow').replace('{least}', String(least))})</small
    >
  </p>`
}

/** A value as it is shown: a count as printed, a quotient to one place, with its sign. */
export function rankingValue({ shape }: Ranking, value: number): string {
  if (shape === 'count') return String(value)
  return `${value.toFixed(1)}${shape === 'part' ? '%' : ''}`
}
