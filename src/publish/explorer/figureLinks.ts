import type { Report } from '../../model/report.ts'
import { html } from './html.ts'
import { figureAnchor } from './reportAddress.ts'
import type { Html, Scene } from './scene.ts'

/**
 * Links from within the page of a report to the cells of its tables. A metric of a form that the report does not use has no cell there (what a
 * sentence says of the statistics of other years, what became of a table): its words stand alone. `place`: they are where links from elsewhere
 * lead that ask for its cell, because they say why there is none.
 */
export function figureLinks(
  { library }: Pick<Scene, 'library'>,
  { forms }: Pick<Report, 'forms'>,
): (metric: string, words: Html | string, look?: 'cell', place?: 'place') => Html {
  const shown = new Set(
    library.metrics.filter(({ form, table }) => forms[table] === form).map(({ id }) => id),
  )
  return (metric, words, look, place) => {
    const kind = look === undefined ? '' : html`class="${look}"`
    const anchor = place === undefined ? '' : html`id="${figureAnchor(metric)}"`
    return shown.has(metric)
      ? html`<a ${kind} href="#${figureAnchor(metric)}">${words}</a>`
      : html`<span ${kind} ${anchor}>${words}</span>`
  }
}
