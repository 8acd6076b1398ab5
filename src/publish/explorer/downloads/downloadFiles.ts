import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { failures, type FailureCode } from '../../../errors.ts'
import type { DownloadedFile, DownloadOrder, Downloads } from '../../../model/download.ts'
import type { Library } from '../../../model/library.ts'
import { unitPath } from '../../../model/permalink.ts'
import { mediaTypeOf } from '../../mediaTypeOf.ts'
import { failureName } from '../failureNames.ts'
import { html } from '../html.ts'
import { languages } from '../language.ts'
import type { Page } from '../layout.ts'
import { documentHeaders } from '../policy.ts'
import type { Scene } from '../scene.ts'
import { formatAt } from './downloadAddress.ts'

interface DownloadTools {
  readonly library: Library
  readonly downloads: Downloads
  readonly shown: (context: Context, make: (scene: Scene) => Page) => Promise<Response>
}

/** What an address may say of a selection; nothing is no limit. */
const Asked = z.object({
  year: z.union([z.literal(''), z.string().regex(/^20\d{2}$/u)]),
  region: z.union([z.literal(''), z.string().regex(/^\d{2}(?:\d{2}(?:\d{2}(?:\d{3})?)?)?$/u)]),
  site: z.union([z.literal(''), z.string().regex(/^[a-z0-9][a-z0-9-]*$/u)]),
  report: z.union([
    z.literal(''),
    z
      .string()
      .max(400)
      .regex(/^\d{2,9}(?:\/.+)?\/20\d{2}$/u),
  ]),
})

/** After so many seconds it is worth asking again. */
const waitFor = '30'

/** Adds the files that are made when they are asked for; in each language, for what is said where there is none. */
export function downloadFiles(app: Hono, { library, downloads, shown }: DownloadTools): void {
  for (const language of languages)
    app.get(`${language === 'zh' ? '' : `/${language}`}/downloads/:format/:name`, async (context) => {
      await library.refresh()
      const order = await orderOf(context, library)
      if (order === null) return context.notFound()
      const got = await downloads(order, context.req.raw.signal)
      if (got.kind === 'file') return given(context, got.file, nameOf(library, order))
      const status = got.kind === 'refused' && isForGood.has(got.code) ? 404 : 503
      if (status === 503) context.header('Retry-After', waitFor)
      return shown(context, (scene) => ({
        heading: scene.say('notDownloaded'),
        body:
          got.kind === 'busy'
            ? html`<p>${scene.say('downloadsBusy')}</p>`
            : html`<p>${nameOfFailure(scene, got.code)} <code>${got.code}</code></p>
                <details>
                  <summary>${scene.say('record')}</summary>
                  <p lang="en">${got.message}</p>
                </details>`,
        status,
      }))
    })
}

/** In English a code is its own name, so there its meaning stands beside it. */
const nameOfFailure = ({ language }: Scene, code: FailureCode): string =>
  language === 'zh' ? failureName(language, code) : failures[code]

/** What asking again does not mend. */
const isForGood: ReadonlySet<FailureCode> = new Set(['usage', 'no-such-file', 'sheet-full'])

/** What is asked for, each part as this archive has it; null where it has none. */
async function orderOf({ req }: Context, library: Library): Promise<DownloadOrder | null> {
  const format = formatAt(req.param('format') ?? '', req.param('name') ?? '')
  const part = (name: string): string | undefined => (req.queries(name) ?? ['']).join('\n')
  const read = Asked.safeParse({
    ...{ year: part('year'), region: part('region'), site: part('site'), report: part('report') },
  })
  if (format === null || !read.success) return null
  const { year, region, site, report } = read.data
  if (format === 'bundle' && report === '') return null
  const [years, sites, found] = await Promise.all([
    year === '' ? [] : library.years(),
    site === '' ? [] : library.coveredSites(),
    region === '' ? null : library.region(region),
  ])
  if (year !== '' && !years.some((each) => each.year === Number(year))) return null
  if (site !== '' && !sites.some((each) => each.site === site && each.reports > 0)) return null
  if (region !== '' && found === null) return null
  if (report !== '' && !(await isThere(library, report, site))) return null
  return {
    format,
    selection: {
      year: year === '' ? null : Number(year),
      site: site === '' ? null : site,
      report: report === '' ? null : report,
      ...(region !== '' && { region }),
    },
  }
}

async function isThere(library: Library, id: string, site: string): Promise<boolean> {
  const slash = id.lastIndexOf('/')
  const sited = await library.report(unitPath(id.slice(0, slash)), Number(id.slice(slash + 1)))
  return sited.some((each) => each.report.id === id && (site === '' || each.site === site))
}

function given(context: Context, file: DownloadedFile, name: string): Promise<Response> | Response {
  const headers = {
    ...documentHeaders,
    'Content-Type': mediaTypeOf(name.slice(name.lastIndexOf('.') + 1)),
    'Content-Length': String(file.bytes),
    'Content-Disposition': `attachment; filename="${name}"`,
    ETag: `"${file.sha256}"`,
  }
  // Nobody reads the body where there is nobody, and nobody lets go of the file then.
  const isRead = context.req.method !== 'HEAD' && !context.req.raw.signal.aborted
  if (isRead) return context.body(file.stream(), 200, headers)
  return file.release().then(() => context.body(null, 200, headers))
}

/** `nianbao-2022.replica.csv.zip`: what it is of, of which archive, and the format; ASCII, since headers are. */
function nameOf({ kind }: Library, { format, selection }: DownloadOrder): string {
  const { site, report, year, region } = selection
  const unit = report === null ? null : unitPath(report.slice(0, -5)).replaceAll('/', '-')
  const parts = ['nianbao', unit, report?.slice(-4), region, site, year]
  const of = parts.filter((part) => part !== null && part !== undefined).join('-')
  const archive = kind === 'replica' ? '.replica' : ''
  return `${of.replace(/[^\w.-]+/gu, '_')}${archive}.${format === 'xlsx' ? 'xlsx' : `${format}.zip`}`
}
