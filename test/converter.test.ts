import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, write } from '@e965/xlsx'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { convertible } from '../src/extract/convertible.ts'
import { openConverter, type Converted } from '../src/extract/engines/officeEngine.ts'
import { extractor } from '../src/extract/extract.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import { convertLone } from '../src/pipeline/convertLone.ts'
import { loneBundle } from '../src/pipeline/loneBundle.ts'
import { oldWorkbook } from './converted/oldWorkbook.ts'
import { openDocument } from './converted/openDocument.ts'
import { makeDocument, renderDocx } from './documents/makeDocument.ts'
import { at, mishi, spec, titleOf } from './running/changingSite.ts'
import { html, localSite } from './running/localSite.ts'
import { commandLine, nianbao, run } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const { knowledge } = await loadConfig('config')
const extract = extractor(knowledge)
const nobody = { siteDivision: null, givenUnit: null, givenYear: null }

const canSeal =
  spawnSync('unshare', ['--map-root-user', '--net', '--pid', '--fork', 'prlimit', '--core=0', 'true'])
    .status === 0
if (!canSeal)
  process.stderr.write('converter.test.ts is left out: no program can be shut off from the network here\n')
const office = canSeal ? await openConverter(process.env) : { missing: 'nothing can be sealed' }
if ('missing' in office) process.stderr.write(`the tests with LibreOffice are left out: ${office.missing}\n`)

/** A program in the place of LibreOffice: a shell script, to which `$out`, `$home` and `$file` are what it is told. */
async function stand(script: string): Promise<string> {
  const path = join(await temporaryFolder(), 'soffice')
  const parse = `case "$*" in --version) echo 'LibreOffice 7.0.0.1 test'; exit;; esac
for one; do case "$one" in -env:*) home="\${one#*file://}";; esac; [ "$last" = --outdir ] && out="$one"; last="$one"; file="$one"; done`
  writeFileSync(path, `#!/bin/sh\n${parse}\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
const odt = openDocument('<text:p>words</text:p>')
const kind = convertible(odt)
async function convertBy(script: string, seconds = 20): Promise<Converted> {
  const converter = await openConverter(
    { ...process.env, NIANBAO_SOFFICE: await stand(script) },
    seconds * 1000,
  )
  if ('missing' in converter || kind === null) throw new Error('no converter')
  expect(converter.name).toBe('LibreOffice 7.0.0.1 test')
  return converter.convert(odt, kind)
}
const leftovers = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('nianbao-office-'))

describe('what is converted', () => {
  const xml = (root: string, before = ''): Uint8Array =>
    Buffer.from(`<?xml version="1.0"?>\n${before}${root}`)
  const word2003 = '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
  const excel2003 = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
  const flat = (of: string): string =>
    `<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.${of}"/>`

  test('is told by its bytes: OpenDocument, XML of Office 2003, Excel 5', () => {
    const old = write(read(makeDocument(spec(mishi), 'xlsx').bytes), {
      bookType: 'biff5',
      type: 'buffer',
    }) as Buffer
    const files = [odt, xml(word2003), xml(excel2003), xml(flat('text')), xml(flat('spreadsheet')), old]
    for (const file of files)
      expect(readDocument(file, { name: null, mediaType: null })).toMatchObject({ code: 'unreadable-file' })
    expect(files.map((file) => convertible(file)?.extension)).toEqual([
      'odt',
      'xml',
      'xml',
      'fodt',
      'fods',
      'xls',
    ])
    expect(files.map((file) => convertible(file)?.into)).toEqual([
      'docx',
      'docx',
      'xlsx',
      'docx',
      'xlsx',
      'xlsx',
    ])
  })

  test('is nothing that our own readers read, that is encrypted, cut off, or names entities', () => {
    const doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    const files = [
      ...(['docx', 'doc', 'xls', 'xlsx', 'rtf', 'html'] as const).map(
        (one) => makeDocument(spec(mishi), one).bytes,
      ),
      ...[
        odt.subarray(0, odt.length - 30),
        xml(word2003, doctype),
        openDocument('<text:p>&e;</text:p>', doctype),
      ],
      openDocument('', '', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      xml(flat('presentation')),
      xml('<html/>'),
      Buffer.alloc(0),
    ]
    expect(files.map((file) => convertible(file))).toEqual(files.map(() => null))
  })
})

describe.skipIf(!canSeal)('a program that converts', () => {
  test('gives what our readers read, and leaves nothing behind', async () => {
    const docx = join(await temporaryFolder(), 'made.docx')
    writeFileSync(docx, renderDocx(spec(mishi)))
    const before = leftovers()
    const converted = await convertBy(`cp ${docx} "$out/original.docx"`)
    expect(converted).toEqual({ kind: 'converted', bytes: readFileSync(docx) })
    expect(leftovers()).toEqual(before)
  })

  test('is ended with everything that it started when its time is up', async () => {
    const alive = join(await temporaryFolder(), 'alive')
    const converted = await convertBy(
      `(trap '' TERM HUP; while :; do date +%s%N > ${alive}; sleep 0.1; done) & setsid sleep 600 & sleep 600`,
      2,
    )
    expect(converted).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('more than 2 seconds') as string,
    })
    const last = readFileSync(alive, 'utf8')
    await new Promise((done) => setTimeout(done, 500))
    expect(readFileSync(alive, 'utf8')).toBe(last)
  })

  test('reaches no network, not even this machine', async () => {
    let asked = 0
    const server = createServer((_request, response) => {
      asked += 1
      response.end('here')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const told = join(await temporaryFolder(), 'told')
    const ask = `fetch('http://127.0.0.1:${port}/').then(() => 'reached', () => 'refused').then((word) => console.log(word))`
    await convertBy(`${process.execPath} -e "${ask}" > ${told}`)
    expect([readFileSync(told, 'utf8').trim(), asked]).toEqual(['refused', 0])
  })

  test('knows nothing of ours: no key, no proxy, a home of its own', async () => {
    const told = join(await temporaryFolder(), 'told')
    await convertBy(`env > ${told}; cat "$home/user/registrymodifications.xcu" >> ${told}`)
    const text = readFileSync(told, 'utf8')
    expect(text).not.toMatch(/NIANBAO_KEY|_PROXY=|_proxy=/u)
    expect(text).toMatch(/^HOME=.*nianbao-office-/mu)
    for (const setting of ['DisableMacrosExecution', 'BlockUntrustedRefererLinks'])
      expect(text).toContain(setting)
  })

  test('gives nothing where it makes nothing, a link, too much, or what is read no better', async () => {
    const failures = [
      await convertBy('exit 1'),
      await convertBy('ln -s /etc/passwd "$out/original.docx"'),
      await convertBy('head -c 70000000 /dev/zero > "$out/original.docx"'),
      await convertBy('cp "$file" "$out/original.docx"'),
    ]
    expect(failures.map(({ kind: how }) => how)).toEqual(['failed', 'failed', 'failed', 'failed'])
    expect(failures.map((one) => (one.kind === 'failed' ? one.message : ''))).toEqual([
      ...[1, 2, 3].map(() => expect.stringContaining('made nothing of it') as string),
      expect.stringContaining('is not read either') as string,
    ])
  })

  test('that is no LibreOffice, or none, is said in a line with what would help', async () => {
    const other = join(await temporaryFolder(), 'soffice')
    writeFileSync(other, '#!/bin/sh\necho nothing\n', { mode: 0o755 })
    const told = [
      await openConverter({ ...process.env, NIANBAO_SOFFICE: other }),
      await openConverter({ ...process.env, NIANBAO_SOFFICE: '/nowhere' }),
      await openConverter({ PATH: '/nowhere' }),
    ].map((found) => ('missing' in found ? found.missing : ''))
    expect(told).toEqual([
      expect.stringContaining('does not say that it is a LibreOffice') as string,
      expect.stringContaining('NIANBAO_SOFFICE names /nowhere') as string,
      expect.stringContaining('install it') as string,
    ])
  })

  test('is used by a crawl and by import that ask for it, and by no other', async () => {
    const docx = join(await temporaryFolder(), 'made.docx')
    writeFileSync(docx, renderDocx(spec(mishi)))
    const program = await stand(`cp ${docx} "$out/original.docx"`)
    const withIt = (...args: readonly string[]) =>
      run(['env', `NIANBAO_SOFFICE=${program}`, ...commandLine(args)])
    const file = '/files/2022.doc'
    const carrier = html(
      `<html><body><h1>${titleOf(mishi)}</h1><p><a href="${file}">${titleOf(mishi)}.doc</a></p></body></html>`,
    )
    const download = (_request: unknown, response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(odt)
    }
    const local = await localSite({ [at(mishi)]: titleOf(mishi) }, { [at(mishi)]: carrier, [file]: download })
    const reports = join(local.archive, 'zhejiang-example/reports')
    await withIt('crawl', ...local.options, '--now', '2023-02-01')
    expect(existsSync(reports) && readdirSync(reports).length > 0).toBe(false)
    const without = await run([
      'env',
      'NIANBAO_SOFFICE=/nowhere',
      ...commandLine(['crawl', ...local.options, '--convert', '--now', '2023-02-02']),
    ])
    expect(without.stderr.split('\n').filter((line) => line.includes('nothing is converted'))).toHaveLength(1)
    // nothing is new on the third night, and what was left unread before is read
    expect(await withIt('crawl', ...local.options, '--convert', '--now', '2023-02-03')).toMatchObject({
      code: 0,
    })
    expect(readdirSync(reports).length).toBeGreaterThan(0)
    expect(await nianbao('verify', '--archive', local.archive)).toMatchObject({ code: 0, stdout: '' })

    const lone = join(await temporaryFolder(), 'x.odt')
    writeFileSync(lone, odt)
    const given = ['--unit', '330105001', '--year', '2022', '--from', 'http://www.other.example/x.odt']
    const archive = join(await temporaryFolder(), 'archive')
    const imported = await withIt('--archive', archive, 'import', lone, ...given, '--convert')
    expect([imported.code, imported.stdout.includes('330105001/2022')]).toEqual([0, true])
    expect(await nianbao('verify', '--archive', archive)).toMatchObject({ code: 0, stdout: '' })
    const shown = await withIt('extract', lone, '--figures', '--convert')
    expect([shown.code, shown.stdout.includes('"read-from-conversion"')]).toEqual([0, true])
    const refused = await run([
      'env',
      'NIANBAO_SOFFICE=/nowhere',
      ...commandLine(['extract', lone, '--convert']),
    ])
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/no-converter: nothing is converted.*\n.*unreadable-file/u),
    ])
  })
})

describe.skipIf('missing' in office)('LibreOffice', () => {
  const by = 'missing' in office ? null : office
  const convert = async (file: Uint8Array) => (by === null ? null : convertLone(file, by))

  test('gives every figure of a report in OpenDocument as it stood before', async () => {
    const folder = await temporaryFolder()
    const own = renderDocx(spec(mishi))
    writeFileSync(join(folder, 'report.docx'), own)
    const home = `-env:UserInstallation=file://${folder}/profile`
    spawnSync('soffice', [
      '--headless',
      home,
      '--convert-to',
      'odt',
      '--outdir',
      folder,
      join(folder, 'report.docx'),
    ])
    const file = readFileSync(join(folder, 'report.odt'))
    const made = await convert(file)
    if (made?.kind !== 'converted') throw new Error(made?.message ?? 'not to be converted')
    const [report] = extract(loneBundle(file, titleOf(mishi), nobody, made.conversion)).reports
    const [straight] = extract(loneBundle(own, titleOf(mishi), nobody)).reports
    expect(Object.keys(report?.figures ?? {}).length).toBeGreaterThan(100)
    expect(report?.figures).toEqual(straight?.figures)
    expect(report?.findings.map(({ code }) => code)).toContain('read-from-conversion')
  })

  test('gives the words of Excel 95 in the code page in which they were saved', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => [
      '政府信息公开申请',
      '55（含自然失效29件）',
      `第${at}项`,
    ])
    const made = await convert(oldWorkbook(rows))
    if (made?.kind !== 'converted') throw new Error(made?.message ?? 'not to be converted')
    const read = readDocument(made.conversion.bytes, { name: null, mediaType: null })
    const tables =
      read.kind === 'document' ? read.document.blocks.filter((block) => block.kind === 'table') : []
    expect(tables.map(({ table }) => table.rows.map((row) => row.map(({ text }) => text)))).toEqual([rows])
  })

  test('reads no file as the plain text that it is not', async () => {
    // So small that its stream lies among the small ones, where LibreOffice does not find it here.
    const made = await convert(oldWorkbook([['申请']]))
    expect(made).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('made nothing of it') as string,
    })
  })

  test('is not believed where it works out anew what the file had saved', async () => {
    const date = '<text:p><text:date text:date-value="2023-01-20">2023年1月20日</text:date></text:p>'
    const sheet = read('1,2,3', { type: 'string' })
    const first = sheet.Sheets[sheet.SheetNames[0] ?? '']
    if (first === undefined) throw new Error('no sheet')
    first['C1'] = { t: 'n', f: 'SUM(A1:B1)', v: 3 }
    const formula = write(sheet, { bookType: 'ods', type: 'buffer' }) as Buffer
    for (const file of [openDocument(date), formula])
      expect(await convert(file)).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('works out anew') as string,
      })
  })

  test('brings in nothing that a file names outside of itself', async () => {
    const folder = await temporaryFolder()
    writeFileSync(join(folder, 'secret.txt'), 'SECRET OF THIS MACHINE')
    const made = await convert(
      openDocument(
        `<text:p>before</text:p><text:section text:name="s"><text:section-source xlink:type="simple" xlink:href="file://${folder}/secret.txt" xlink:show="embed" xlink:actuate="onLoad"/></text:section>`,
      ),
    )
    if (made?.kind !== 'converted') throw new Error(made?.message ?? 'not to be converted')
    const words = JSON.stringify(readDocument(made.conversion.bytes, { name: null, mediaType: null }))
    expect([words.includes('before'), words.includes('SECRET')]).toEqual([true, false])
  })
})
