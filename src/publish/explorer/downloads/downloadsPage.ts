import type { DownloadFormat } from '../../../model/download.ts'
import { html } from '../html.ts'
import type { LabelKey } from '../labels.ts'
import type { Page } from '../layout.ts'
import type { Html, Scene } from '../scene.ts'
import { downloadAddress } from './downloadAddress.ts'

interface Offer {
  readonly format: DownloadFormat
  /** Its name where that is a name in every language; else its label. */
  readonly name: string | { readonly label: LabelKey }
  readonly holds: LabelKey
}

const tables: readonly Offer[] = [
  { format: 'xlsx', name: 'Excel', holds: 'formatXlsx' },
  { format: 'csv', name: 'CSV', holds: 'formatCsv' },
  { format: 'jsonl', name: 'JSON Lines', holds: 'formatJsonl' },
  { format: 'parquet', name: 'Parquet', holds: 'formatParquet' },
  { format: 'datapackage', name: { label: 'datapackageName' }, holds: 'formatDatapackage' },
]
const bundle: Offer = { format: 'bundle', name: { label: 'bundleName' }, holds: 'formatBundle' }

/** What can be taken away, in which formats, and how: from a server by a button, from files by the command line. */
export async function downloadsPage(scene: Scene): Promise<Page> {
  const body = scene.isStatic ? byCommand(scene) : await byButton(scene)
  return { heading: scene.say('downloads'), body }
}

async function byButton(scene: Scene): Promise<Html> {
  const { library, say, link } = scene
  const [years, sites, country] = await Promise.all([
    library.years(),
    library.coveredSites(),
    library.region(''),
  ])
  const none = { value: '', name: say('everything') }
  return html`<p class="note">${say('downloadsNote')}</p>
    <form class="search downloads" method="get" action="${link(downloadAddress('xlsx'))}">
      ${choice('year', say('year'), [none, ...years.map(({ year }) => ({ value: String(year), name: String(year) }))])}
      ${choice('region', say('region'), [
        none,
        ...(country?.below ?? []).map(({ code, name }) => ({ value: code, name, isName: true })),
      ])}
      ${choice('site', say('site'), [
        none,
        ...sites
          .filter(({ reports }) => reports > 0)
          .map(({ site, name }) => ({ value: site, name: name ?? site, isName: true })),
      ])}
      <dl>
        ${tables.map(
          (offer) =>
            html`<dt>
                <button formaction="${link(downloadAddress(offer.format))}">
                  ${say('downloadAs')} ${named(scene, offer)}
                </button>
              </dt>
              <dd>${say(offer.holds)}</dd>`,
        )}
      </dl>
    </form>
    <h2>${named(scene, bundle)}</h2>
    <p>${say(bundle.holds)}</p>`
}

interface Choosable {
  readonly value: string
  readonly name: string
  /** A name of a place or site, in Chinese. */
  readonly isName?: boolean
}

const choice = (id: string, label: string, among: readonly Choosable[]): Html =>
  html`<p>
    <label for="${id}">${label}</label>
    <select id="${id}" name="${id}">
      ${among.map(({ value, name, isName = false }) =>
        isName
          ? html`<option value="${value}" lang="zh-CN">${name}</option>`
          : html`<option value="${value}">${name}</option>`,
      )}
    </select>
  </p>`

const named = ({ say }: Scene, { name }: Offer): Html =>
  typeof name === 'string' ? html`<span lang="en">${name}</span>` : html`${say(name.label)}`

function byCommand(scene: Scene): Html {
  const { say } = scene
  return html`<p class="note">${say('downloadsStatic')}</p>
    <dl class="downloads">
      ${[...tables, bundle].map(
        (offer) =>
          html`<dt>${named(scene, offer)} <code>${commandFor(offer.format)}</code></dt>
            <dd>${say(offer.holds)}</dd>`,
      )}
    </dl>
    <p>
      ${say('downloadsPart')} <code>--year 2022</code> <code>--site zhejiang-gongshu</code>
      <code>--region 3301</code> <code>--report 330105001/2022</code>
    </p>`
}

const commandFor = (format: DownloadFormat): string =>
  `nianbao export ${format}${format === 'bundle' ? ' --report 330105001/2022' : ''} --out DIR`
