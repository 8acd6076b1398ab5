import { html } from './html.ts'
import type { SitedReport } from '../../model/library.ts'
import type { Report } from '../../model/report.ts'
import { citation } from './citation.ts'
import { comparisonLinks } from './comparison/comparisonLinks.ts'
import { downloadLinks } from './downloads/downloadLinks.ts'
import { editionsPart } from './editionsPart.ts'
import { figureCell, figuresOf } from './figureCell.ts'
import { marksLegend } from './figureMarks.ts'
import { findingsPart } from './findingsPart.ts'
import { figureLinks } from './figureLinks.ts'
import { formTable } from './formTable.ts'
import { formNames, sectionNames, tableNames } from './formNames.ts'
import type { Page } from './layout.ts'
import { listLink } from './lists/listLink.ts'
import { listTable } from './listTable.ts'
import { localRowsPart } from './localRowsPart.ts'
import { sitedAddress, unitAddress } from './reportAddress.ts'
import { regionTrail } from './regionTrail.ts'
import { timeOf } from './moment.ts'
import { metricName } from './metricName.ts'
import type { Html, Scene } from './scene.ts'
import { sourcesPart } from './sourcesPart.ts'

/** One report: its tables as the form has them, what it says in words, what is remarkable, where it is from. */
export async function reportPage(
  scene: Scene,
  sited: SitedReport,
  others: readonly SitedReport[],
): Promise<Page> {
  const { say, library } = scene
  const { report } = sited
  const doubted = new Set(
    report.findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics)),
  )
  const body = html`
    <p class="lead" lang="zh-CN">${report.title}</p>
    <p class="facts">
      ${report.published === null ? '' : html`${say('published')} ${timeOf(scene, report.published)} · `}${doubted.size}
      ${say('inDoubt')} · ${say('editions')} ${report.editions.length}
      ${others.map(
        (other) =>
          html` · ${say('alsoAt')} <a href="${scene.link(sitedAddress(library, other))}">${other.site}</a>`,
      )}
    </p>
    ${await comparisonLinks(scene, sited)}
    ${report.unit.code === null ? '' : listLink(scene, `${unitAddress(report.unit.code)}figures.csv`, 0, 'unitFile')}
    ${downloadLinks(scene, sited)} ${await findingsPart(scene, sited)} ${tablesPart(scene, report)}
    ${localRowsPart(scene, report)} ${statementsPart(scene, report)} ${sectionsPart(scene, report)}
    ${editionsPart(scene, report)} ${sourcesPart(scene, report)} ${citation(scene, report)}
  `
  const trail = [
    ...regionTrail(library, report),
    ...(report.unit.code === null ? [] : [{ name: report.unit.name, path: unitAddress(report.unit.code) }]),
  ]
  return { heading: `${report.unit.name} ${report.year ?? ''}`, headingIn: 'zh', body, trail }
}

function tablesPart(scene: Scene, report: Report): Html {
  const { library, language, say } = scene
  const figures = figuresOf(report)
  const tables = library.forms.flatMap((form) =>
    form.tables.filter(({ key }) => report.forms[key] === form.id).map((table) => ({ form, table })),
  )
  return html`<h2 id="tables">${say('tables')}</h2>
    ${tables.length === 0 ? html`<p>${say('none')}</p>` : ''}
    ${figures.doubts.size + figures.corrections.size === 0 ? '' : marksLegend(scene)}
    ${tables.map(
      ({ form, table }) =>
        html`<section>
          <h3>${tableNames[table.key][language]} <small>${formNames[form.id][language]}</small></h3>
          ${formTable(table, tableNames[table.key][language], (metric, label) => figureCell(scene, figures, metric, label))}
        </section>`,
    )}`
}

function sectionsPart({ say, language }: Scene, { sections }: Report): Html {
  if (sections.length === 0) return html``
  return html`<h2>${say('sections')}</h2>
    ${sections.map(
      ({ key, heading, text }) =>
        html`<section class="prose" lang="zh-CN">
          <h3>${heading === '' ? sectionNames[key][language] : heading}</h3>
          ${text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => html`<p>${line}</p>`)}
        </section>`,
    )}`
}

function statementsPart(scene: Scene, report: Report): Html {
  const { say, language } = scene
  const { statements } = report
  const linked = figureLinks(scene, report)
  if (statements.length === 0) return html``
  return html`<h2>${say('statements')}</h2>
    <p class="note">${say('statementsNote')}</p>
    ${listTable(scene, {
      caption: say('statements'),
      heads: ['metric', 'value', 'sentence'],
      rows: statements.map(
        ({ metric, value, text, section }) =>
          html`<tr>
            <td>${linked(metric, metricName(scene, metric))}</td>
            <td class="figure">${value}</td>
            <td lang="zh-CN">${text} <small>${sectionNames[section][language]}</small></td>
          </tr>`,
      ),
    })}`
}
