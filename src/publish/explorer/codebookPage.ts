import { html } from './html.ts'
import type { Form } from '../../model/form.ts'
import type { Metric } from '../../model/metric.ts'
import { formNames, tableNames } from './formNames.ts'
import type { Page } from './layout.ts'
import { listLink } from './lists/listLink.ts'
import { listTable } from './listTable.ts'
import { timeOf } from './moment.ts'
import type { Html, Scene } from './scene.ts'

type TableKey = Metric['table']

/** Every metric of every form: its id, where it stands, in which unit. A table opens when it, or a metric of it, is followed. */
export function codebookPage(scene: Scene): Page {
  const { library, say, language } = scene
  const forms = library.forms.toReversed()
  const tables = forms.map((form) => {
    const metrics = library.metrics.filter((metric) => metric.form === form.id)
    return { form, metrics: Map.groupBy(metrics, ({ table }) => table) }
  })
  const body = html`<p class="note">${say('codebookNote')}</p>
    <nav aria-label="${say('tables')}">
      <ul class="units">
        ${tables.map(
          ({ form, metrics }) =>
            html`<li>
              <a href="#form-${form.id}">${formNames[form.id][language]}</a>
              ${[...metrics.keys()].map((table) => html` <a class="year" href="#${form.id}-${table}">${tableNames[table][language]}</a>`)}
            </li>`,
        )}
      </ul>
    </nav>
    ${tables.map(
      ({ form, metrics }) =>
        html`<h2 id="form-${form.id}">${formNames[form.id][language]}</h2>
          <p>
            <span lang="zh-CN">${form.source}</span
            >${form.issued === null ? '' : html` · ${timeOf(scene, form.issued)}`}
          </p>
          ${[...metrics].map(([table, ofTable]) => tablePart(scene, { form, table, metrics: ofTable }))}`,
    )}
    ${listLink(scene, '/codebook/codebook.csv', 0)}`
  return { heading: say('codebook'), body }
}

function tablePart(
  scene: Scene,
  {
    form,
    table,
    metrics,
  }: { readonly form: Form; readonly table: TableKey; readonly metrics: readonly Metric[] },
): Html {
  const { language } = scene
  const name = tableNames[table][language]
  return html`<details class="site">
    <summary>${name} <span class="count">${metrics.length}</span></summary>
    ${listTable(scene, {
      ...{
        id: `${form.id}-${table}`,
        caption: `${formNames[form.id][language]} · ${name}`,
        kind: 'codebook',
      },
      heads: ['row', 'column', 'unitOf', 'metric'],
      rows: metrics.map(
        ({ id, rowLabel, columnLabel, unit }) =>
          html`<tr id="${form.id}-${id}">
            <th scope="row" lang="zh-CN">${rowLabel}</th>
            <td lang="zh-CN">${columnLabel}</td>
            <td lang="zh-CN">${unit}</td>
            <td>
              <a href="#${form.id}-${id}"><code>${id}</code></a>
            </td>
          </tr>`,
      ),
    })}
  </details>`
}
