import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Archive } from '../../src/archive/openArchive.ts'
import { loadConfig } from '../../src/config/loadConfig.ts'
import type { Divisions } from '../../src/model/divisions.ts'
import { Report } from '../../src/model/report.ts'
import type { SiteRun } from '../../src/model/run.ts'
import { bundleDeriver } from '../../src/pipeline/deriveBundle.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { emptyRun } from '../archive-finished.ts'
import { openTestArchive } from '../archive-open.ts'
import { renderDocx, renderHtml } from '../documents/makeDocument.ts'
import { random } from '../documents/random.ts'
import { inventReport } from '../fixtures/inventReport.ts'
import { root } from '../running/nianbao.ts'
import { inventProse, placeholder } from './inventProse.ts'

export const config = resolve(root, 'config')
const [firstYear, years, unitsOfSite] = [2012, 14, 14]
const perSite = years * unitsOfSite
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const syllables = Array.from('永安长乐太平仁和文德昌兴宁康')
const bodies = syllables.map((one, at) => `${one}${syllables[(at + 3) % syllables.length] ?? ''}局`)

/** What the templates say in place of a place and a body. */
const [anyPlace, anyBody] = ['杭州市拱墅区', '文博局']
/** Templates for each year; one in four is a docx, the others are pages. */
const shapes = 4

interface Template {
  readonly document: Buffer
  /** Text of the derived report. */
  readonly report: string
  readonly sha256: string
  readonly digest: string
  readonly kind: 'docx' | 'html'
}

/** An archive on disk for benches, and the folder of its site files. */
export interface InventedArchive {
  readonly folder: string
  readonly sites: string
}

/**
 * An archive of `reports` reports at sites of 196 each (14 bodies, 14 years), of real divisions and invented bodies: every original has bytes
 * of its own, every report its own prose. It is made by the archive itself, from documents that our own reader read. One that lies in `folder`
 * already and has as many reports is taken as it is.
 */
export async function inventedArchive(folder: string, reports: number): Promise<InventedArchive> {
  const [archive, sites, mark] = ['archive', 'sites', 'invented'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  if (existsSync(mark) && Number(await readFile(mark, 'utf8')) === reports) return { folder: archive, sites }
  for (const each of [archive, sites]) await rm(each, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await build({ archive, sites, reports })
  await writeFile(mark, String(reports))
  return { folder: archive, sites }
}

async function build(order: { archive: string; sites: string; reports: number }): Promise<void> {
  const { knowledge } = await loadConfig(config)
  const places = counties(knowledge.divisions)
  const templates = await inventTemplates(bundleDeriver(knowledge), order.archive)
  const archive = await openTestArchive(order.archive)
  const count = Math.ceil(order.reports / perSite)
  const seen: SiteRun[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const place = places[at % places.length] ?? { code: '330105', path: [] }
      const site = { id: `bench-site${String(at).padStart(4, '0')}`, place }
      await writeSite(order.sites, site.id, place.code)
      const size = Math.min(perSite, order.reports - at * perSite)
      await fillSite(archive, site, { size, templates })
      seen.push(siteRun(site.id, size))
    }
  }
  await Promise.all(Array.from({ length: 24 }, lane))
  await archive.finish()
  await archive.saveRun({ ...emptyRun, sites: seen.sort((a, b) => (a.site < b.site ? -1 : 1)) })
  await archive.close()
}

interface Place {
  readonly code: string
  readonly path: readonly string[]
}

/** Every county of the register, the provinces in turn. */
function counties(divisions: Divisions): readonly Place[] {
  const provinces = Array.from({ length: 90 }, (_, code) => divisions.byCode(String(code + 10)) ?? []).flat()
  return provinces
    .flatMap(({ code }) => divisions.childrenOf(code))
    .flatMap(({ code }) => divisions.childrenOf(code))
    .filter(({ code }) => code.length === 6)
}

async function inventTemplates(
  derive: ReturnType<typeof bundleDeriver>,
  folder: string,
): Promise<readonly Template[]> {
  const scratch = `${folder}-templates`
  const archive = await openTestArchive(scratch)
  try {
    const site = await archive.site('zhejiang-gongshu')
    const made = new Map<string, Pick<Template, 'document' | 'kind'>>()
    for (let at = 0; at < years * shapes; at += 1) {
      const year = firstYear + (at % years)
      const kind = at >= years * (shapes - 1) ? 'docx' : 'html'
      const title = `${anyPlace}${anyBody}${year}年政府信息公开工作年度报告`
      const spec = inventReport({
        unit: anyBody,
        division: anyPlace,
        year,
        seed: `bench ${at}`,
        title: [title],
      })
      const document =
        kind === 'docx'
          ? Buffer.from(renderDocx(spec))
          : Buffer.from(
              Buffer.from(renderHtml(spec)).toString('utf8').replace('</p>', `</p><p>${placeholder}</p>`),
            )
      const url = `http://www.gongshu.gov.cn/${at}`
      await site.admit(exchangeOf(url, document), factsOf('page', { title }))
      made.set(url, { document, kind })
    }
    const templates: Template[] = []
    for (const [url, { document, kind }] of made) {
      const [derived] = derive(await site.bundle(url)).reports
      if (derived === undefined) throw new Error(`${url}: no report was derived from a document of the bench`)
      const digest = /"digest": "([0-9a-f]{64})"/u.exec(derived.text)?.[1] ?? ''
      templates.push({ document, report: derived.text, sha256: hash('sha256', document), digest, kind })
    }
    return templates
  } finally {
    await archive.close()
    await rm(scratch, { recursive: true, force: true })
  }
}

async function fillSite(
  archive: Archive,
  { id, place }: { id: string; place: Place },
  { size, templates }: { size: number; templates: readonly Template[] },
): Promise<void> {
  const site = await archive.site(id)
  for (let at = 0; at < size; at += 1) {
    const year = firstYear + (at % years)
    const unit = bodies[Math.floor(at / years)] ?? anyBody
    const dice = random(`${id} ${at}`)
    const template = templates[(at % years) + years * dice.int(0, shapes - 1)]
    if (template === undefined) throw new Error('a template is missing')
    const prose = inventProse(dice)
    const words = place.path.slice(1).join('')
    const bytes = bytesOf(template, { words, unit, prose, mark: `${id} ${at}` })
    const url = `http://${hostOf(id)}/${at}.${template.kind}`
    const headers = template.kind === 'docx' ? docxType : 'text/html; charset=utf-8'
    const title = `${words}${unit}${year}年政府信息公开工作年度报告`
    const capture = await site.admit(
      exchangeOf(url, bytes, { responseHeaders: { 'content-type': headers } }),
      factsOf('page', { title, date: `${year + 1}-01-20`, division: place.code }),
    )
    const { sha256 } = capture
    const text = template.report
      .replaceAll(template.sha256, sha256)
      .replaceAll(template.digest, hash('sha256', `${template.digest} ${sha256}`))
      .replaceAll(placeholder, prose)
      .replaceAll(anyPlace, words)
      .replaceAll(anyBody, unit)
      .replaceAll('"330105', `"${place.code}`)
      .replace(/"path": \[[^\]]*\]/u, `"path": ${JSON.stringify(place.path)}`)
      .replace(/"url": "[^"]*"/gu, `"url": ${JSON.stringify(url)}`)
      .replace(/"capture": \d+/gu, `"capture": ${capture.seq}`)
    const report = `${place.code}/${unit}/${year}`
    await site.bundle(url)
    await site.writeReportText(report, text)
    site.recordDerived(url, { ids: [report], left: [] })
  }
}

/** A page says unit and prose; a docx of the same words has bytes of its own by the comment at the end of the archive (APPNOTE 4.3.16). */
function bytesOf(
  { document, kind }: Template,
  { words, unit, prose, mark }: { words: string; unit: string; prose: string; mark: string },
): Buffer {
  if (kind === 'html')
    return Buffer.from(
      `${document.toString('utf8').replace(placeholder, prose).replaceAll(anyPlace, words).replaceAll(anyBody, unit)}<!-- ${mark} -->`,
    )
  const comment = Buffer.from(mark)
  const end = Buffer.from(document)
  end.writeUInt16LE(comment.length, end.length - 2)
  return Buffer.concat([end, comment])
}

const hostOf = (id: string): string => `${id}.example.gov.cn`

async function writeSite(folder: string, id: string, division: string): Promise<void> {
  const define = pathToFileURL(resolve(root, 'src/sites/defineSite.ts')).href
  await mkdir(join(folder, 'bench'), { recursive: true })
  const text = `import { defineSite } from '${define}'
export default defineSite({
  id: '${id}',
  name: '${id}',
  division: '${division}',
  hosts: ['${hostOf(id)}'],
  sources: [{ family: 'static-list', list: 'http://${hostOf(id)}/list_1.html' }],
  expect: { from: ${firstYear}, perYear: [0, 1000] },
})
`
  await writeFile(join(folder, 'bench', `${id.slice('bench-'.length)}.ts`), text)
}

const siteRun = (site: string, reports: number): SiteRun => ({
  ...{ site, listings: [], candidates: reports, ignored: {}, reports, waiting: 0 },
  captured: { new: reports, changed: 0, unchanged: 0 },
  ...{ unread: [], troubles: [], alarms: [] },
})

/** What a bench asks a server for. */
export interface Sample {
  readonly site: string
  readonly division: string
  readonly unit: string
  readonly year: number
  readonly text: string
  /** A word that hardly any other report has. */
  readonly rare: string
  readonly sha256: string
  readonly digest: string
}

/** Reports from all over an archive, always the same ones. */
export async function sampleReports(
  { folder, sites }: InventedArchive,
  most: number,
): Promise<readonly Sample[]> {
  const dice = random('samples')
  const ids = (await readdir(join(sites, 'bench'))).map((name) => `bench-${name.replace('.ts', '')}`).sort()
  const samples: Sample[] = []
  for (let at = 0; at < most; at += 1) {
    const site = ids[dice.int(0, ids.length - 1)] ?? ''
    const year = firstYear + dice.int(0, years - 1)
    const names = await readdir(join(folder, site, 'reports', String(year)))
    const name = names.sort()[dice.int(0, names.length - 1)] ?? ''
    const { unit, sections, sources, editions } = Report.parse(
      JSON.parse(await readFile(join(folder, site, 'reports', String(year), name), 'utf8')),
    )
    const text = sections.map((section) => section.text).join('\n')
    samples.push({
      ...{ site, year, text, division: unit.division?.code ?? '', unit: unit.name },
      rare: /联系人(..)。/u.exec(text)?.[1] ?? unit.name,
      sha256: sources[0]?.sha256 ?? '',
      digest: editions[0]?.digest ?? '',
    })
  }
  return samples
}
