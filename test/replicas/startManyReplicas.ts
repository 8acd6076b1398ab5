import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { renderHtml } from '../documents/makeDocument.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import type { Publication } from './publications.ts'
import { startReplica, type RunningReplica } from './replicaServer.ts'
import { staticReplica } from './staticReplica.ts'

export interface ManyOptions {
  readonly sites: number
  readonly reportsPerSite: number
  /** Where the site files and the map are written; an existing, empty folder. */
  readonly folder: string
}

export interface ManyReplicas {
  readonly hosts: Readonly<Record<string, string>>
  /** Folder of the site files, for `--sites`. */
  readonly sites: string
  /** JSON from host to origin, for `--replicas`. */
  readonly map: string
  /** Real URL of every report page. */
  readonly urls: readonly string[]
  readonly close: () => Promise<void>
}

const first = Array.from('永安长乐太平仁和文德')
const second = Array.from('昌兴宁康顺庆丰裕泰祥')
/** A hundred bodies that every division may have: 永昌局, 永兴局… */
const units = first.flatMap((one) => second.map((other) => `${one}${other}局`))
/** Counties and districts of 浙江, one for each site, then again. */
const divisions = ['330102', '330105', '330106', '330108', '330109', '330110', '330111', '330112', '330113']
  .concat(['330114', '330122', '330127', '330182', '330203', '330205', '330206', '330211', '330212'])
  .concat(['330213', '330225', '330226', '330281', '330282', '330302'])
const [FIRST_YEAR, LAST_YEAR] = [2012, 2025] as const

interface Started {
  readonly host: string
  readonly server: RunningReplica
  readonly urls: readonly string[]
}

/** One made report in which unit and year are filled in, so that thousands cost no rendering. */
function template(): (unit: string, year: number) => string {
  const spec = inventReport({
    unit: '某某局',
    division: '',
    year: 2099,
    seed: 'many',
    forms: { proactive: '2021', applications: '2021' },
    title: ['某某局2099年政府信息公开工作年度报告'],
  })
  const page = Buffer.from(renderHtml(spec, { chrome: 'none' })).toString('utf8')
  const body = /<body>([\s\S]*)<\/body>/u.exec(page)?.[1] ?? page
  return (unit, year) => body.replaceAll('某某局', unit).replaceAll('2099', String(year))
}

/**
 * Static-list sites for benches: a server for each, every report a page of its own (unit × year, all different bytes)
 * with fourteen years and as many units as are needed. Every division code is real, every body invented.
 */
export async function startManyReplicas({
  sites,
  reportsPerSite,
  folder,
}: ManyOptions): Promise<ManyReplicas> {
  const fill = template()
  const started: Started[] = []
  for (let index = 0; index < sites; index += 1) {
    const id = `site${String(index + 1).padStart(3, '0')}`
    const host = `${id}.example.gov.cn`
    const reports = published(reportsPerSite, fill, index)
    const server = await startReplica([
      staticReplica({
        words: { site: id, host },
        list: '/html/public/zfxxgknb.html',
        folder: '/html/4012',
        publications: () => reports,
        perPage: 500,
        markup: 'ul',
        paging: 'link',
        overstated: 0,
      }),
    ])
    started.push({
      host,
      server,
      urls: reports.map(({ number }) => `http://${host}/html/4012/${number}.html`),
    })
    await writeSite(join(folder, 'sites', 'many'), id, host, divisions[index % divisions.length] ?? '330105')
  }
  const hosts = Object.fromEntries(started.map(({ host, server }) => [host, server.origin]))
  const map = join(folder, 'replicas.json')
  await writeFile(map, JSON.stringify(hosts))
  return {
    hosts,
    map,
    sites: join(folder, 'sites'),
    urls: started.flatMap(({ urls }) => urls),
    close: async () => {
      await Promise.all(started.map(({ server }) => server.close()))
    },
  }
}

function published(count: number, fill: ReturnType<typeof template>, site: number): readonly Publication[] {
  const years = LAST_YEAR - FIRST_YEAR + 1
  if (count > units.length * years) throw new Error(`at most ${units.length * years} reports per site`)
  return Array.from({ length: count }, (_, index) => {
    const unit = units[Math.floor(index / years)] ?? ''
    const year = FIRST_YEAR + (index % years)
    const title = `${unit}${year}年政府信息公开工作年度报告`
    return {
      number: 100_000 + index,
      hash: '',
      title,
      listed: { text: title, attribute: null },
      published: `${year + 1}-01-20`,
      report: { unit, year },
      body: () => `<!-- ${site} -->${fill(unit, year)}`,
      attachment: null,
      charset: 'utf-8',
    }
  })
}

async function writeSite(folder: string, id: string, host: string, division: string): Promise<void> {
  const define = pathToFileURL(resolve(import.meta.dirname, '../../src/sites/defineSite.ts')).href
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, `${id}.ts`),
    `import { defineSite } from '${define}'
export default defineSite({
  id: 'many-${id}',
  name: '${id}',
  division: '${division}',
  hosts: ['${host}'],
  sources: [{ family: 'static-list', list: 'http://${host}/html/public/zfxxgknb.html' }],
  expect: { from: ${FIRST_YEAR}, perYear: [0, 1000] },
})
`,
  )
}
