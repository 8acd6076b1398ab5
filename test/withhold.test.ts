import { execFileSync, spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { keptIn } from './reportLine.ts'
import { z } from 'zod'
import { newestCheckpoint } from '../src/archive/checkpointFiles.ts'
import { checkpointText } from '../src/archive/checkpointText.ts'
import { openSigner } from '../src/archive/openSigner.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { publicReport } from '../src/model/publicReport.ts'
import type { Report } from '../src/model/report.ts'
import { withheldBy, type Withholding } from '../src/model/withholding.ts'
import { withheldText } from '../src/model/withoutWords.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { field, readWarc } from './warcReader.ts'

const secret = '张三，身份证号330105199001011234'
const host = 'http://www.example.gov.cn'
const page = `<html>${secret}`
const file = `附件 ${secret}`
const sha = (text: string | Buffer): string => hash('sha256', text)
const packed = gzipSync(file)
const id = '330105001/2022'
const full = 'the phone number of an applicant stands in it'

/** What an export must not show: a page with personal data, seen again and confirmed, and the same in a file that came compressed. */
async function archiveWithSecret(): Promise<string> {
  const folder = join(testFolder(), 'archive')
  const archive = await openTestArchive(folder, { kind: 'live' })
  const site = await archive.site('gongshu')
  const look = (text: string) => site.admit(exchangeOf(`${host}/2022`, text), factsOf('page'))
  const first = await look(page)
  const encoded = { encoding: 'gzip', bytes: packed, sha256: sha(packed) }
  await site.admit(
    exchangeOf(`${host}/2022.txt`, file, { encoded }),
    factsOf('attachment', { parent: first.seq }),
  )
  await look(page)
  await site.confirm(exchangeOf(`${host}/2022`, '', { status: 304 }), factsOf('page'))
  await look('<html>mended')
  await look('<html>mended')
  await site.admit(exchangeOf(`${host}/2021`, '<html>another'), factsOf('page'))
  for (const key of site.bundleKeys()) {
    const year = Number(key.slice(-4))
    const report = reportOf(await site.bundle(key), '330105001', year)
    const words = year === 2022 ? secret : '一切正常'
    const raw = year === 2022 ? `60（${secret}）` : '60'
    await site.writeReport({
      ...report,
      title: `米市巷街道${year}年政府信息公开工作年度报告`,
      sections: [{ key: 'overview', heading: '一、总体情况', text: words }],
      cells: {
        'applications.new.natural_person': {
          ...{ raw, source: `sha256:${report.sources[0]?.sha256 ?? ''}` },
          ...{ table: 1, row: 1, column: 1 },
        },
      },
      statements: [{ metric: 'applications.new.total', value: 63, text: words, section: 'overview' }],
      findings: [{ code: 'note-in-cell', severity: 'info', metrics: [], message: raw }],
    })
    site.recordDerived(key, { ids: [report.id ?? ''], left: [] })
  }
  await archive.finish()
  await archive.saveRun({
    ...{ schema: 'nianbao/run@1', run: 'test-run', command: 'crawl', started: '', finished: '' },
    ...{ sites: [], requests: {}, hostsRefusing: [] },
  })
  await archive.checkpoint(await openSigner(folder))
  await archive.close()
  return folder
}

const decide = async (archive: string, ...args: string[]) => {
  const { code, stdout, stderr } = await nianbao(
    'withhold',
    ...args,
    '--archive',
    archive,
    '--now',
    '2027-03-04',
  )
  return { code, stdout, failure: lastLine(stderr).split(': ')[1] }
}
/** Both originals with the secret, withheld. */
async function withSecretHidden(): Promise<string> {
  const archive = await archiveWithSecret()
  for (const text of [page, file]) {
    const { code } = await decide(archive, sha(text), '--reason', full, '--by', '李编辑')
    expect(code).toBe(0)
  }
  return archive
}
const problemsIn = async (archive: string) =>
  (await Array.fromAsync(verifyArchive(archive))).map(
    ({ severity, code, file: name }) => `${severity} ${code} ${name}`,
  )
const exported = async (archive: string, format: string, ...more: string[]) => {
  const out = join(testFolder(), 'out')
  const { code, stderr } = await nianbao('export', format, '--out', out, '--archive', archive, ...more)
  expect([code, stderr]).toEqual([0, ''])
  return out
}
/** Every byte that somebody who unpacks it all gets to see. */
const everyByte = (folder: string): Buffer =>
  Buffer.concat(
    filesIn(folder).flatMap((name) => {
      const bytes = readFileSync(join(folder, name))
      if (name.endsWith('.warc.gz')) return readWarc(bytes).map(({ block }) => block)
      if (!/\.(?:wacz|xlsx)$/u.test(name)) return [bytes]
      const inside = join(testFolder(), 'unzipped')
      execFileSync('unzip', ['-q', join(folder, name), '-d', inside])
      return [everyByte(inside)]
    }),
  )
/** Where the secret stands in these bytes, as it is or compressed. */
const shows = (bytes: Buffer): boolean => bytes.includes(secret) || bytes.includes(packed)

describe('nianbao withhold', () => {
  test('leaves ledger, bytes and reports of the archive as they are, and signs the decision', async () => {
    const archive = await archiveWithSecret()
    const before = filesIn(join(archive, 'gongshu')).map((name) => [
      name,
      sha(readFileSync(join(archive, 'gongshu', name))),
    ])
    const { code, stdout } = await decide(archive, sha(page), '--reason', full, '--by', '李编辑')
    expect(code).toBe(0)
    expect(stdout).toContain(`withheld 不公开: ${sha(page)} (李编辑: ${full})`)
    expect(stdout).toMatch(/signed in checkpoint 2\n$/u)
    const after = filesIn(join(archive, 'gongshu')).map((name) => [
      name,
      sha(readFileSync(join(archive, 'gongshu', name))),
    ])
    expect(after).toEqual(before)
    expect(await problemsIn(archive)).toEqual([])
    const line = readFileSync(join(archive, 'withheld.jsonl')).subarray(0, -1)
    expect((await newestCheckpoint(archive))?.text).toContain(`\nwithheld 1 ${sha(line)}\n`)
  })

  test('names what else was had from the same address, because it may say the same', async () => {
    const archive = await archiveWithSecret()
    const { stdout } = await decide(archive, sha(page), '--reason', full)
    const others = stdout.slice(stdout.indexOf('other content'))
    expect(others).toContain(sha('<html>mended'))
    expect(others).not.toContain(sha(page))
    expect(others).not.toContain(sha('<html>another'))
  })

  test('takes the beginning of a hash, also of the compressed bytes, and refuses what is ambiguous, unknown or decided', async () => {
    const archive = await archiveWithSecret()
    const why = ['--reason', full]
    expect(await decide(archive, sha(packed).slice(0, 8), ...why)).toMatchObject({ code: 0 })
    expect(await decide(archive, `sha256:${sha(file)}`, ...why)).toMatchObject({ code: 2, failure: 'usage' })
    expect(await decide(archive, sha('nobody'), ...why)).toMatchObject({ code: 2, failure: 'no-such-file' })
    expect(await decide(archive, sha(page).slice(0, 7), ...why)).toMatchObject({ code: 2, failure: 'usage' })
    expect(await decide(archive, sha(page), '--lift', ...why)).toMatchObject({ code: 2, failure: 'usage' })
    expect(await decide(archive, sha(page), '--reason', ' ')).toMatchObject({ code: 2, failure: 'usage' })
    expect(await decide(archive, ...why)).toMatchObject({ code: 2, failure: 'usage' })
    expect(await decide(testFolder(), sha(page), ...why)).toMatchObject({
      code: 2,
      failure: 'not-an-archive',
    })

    // Two originals whose hashes begin alike, found by trying.
    const seen = new Map<string, string>()
    let pair: readonly [string, string] | null = null
    for (let n = 0; pair === null; n += 1) {
      const start = sha(String(n)).slice(0, 8)
      const twin = seen.get(start)
      if (twin !== undefined) pair = [twin, String(n)]
      seen.set(start, String(n))
    }
    const opened = await openTestArchive(archive, { kind: 'live' })
    const site = await opened.site('yuhang')
    for (const text of pair) await site.admit(exchangeOf(`${host}/${text}`, text), factsOf('listing'))
    await opened.finish()
    await opened.close()
    const start = sha(pair[0]).slice(0, 8)
    expect(await decide(archive, start, ...why)).toMatchObject({ code: 2, failure: 'usage' })
    expect(await decide(archive, sha(pair[0]), ...why)).toMatchObject({ code: 0 })
  })

  test('lists every decision, shows what is in force in status, and lifting shows the original again', async () => {
    const archive = await withSecretHidden()
    const status = async () => (await nianbao('status', '--archive', archive)).stdout
    expect(await status()).toMatch(new RegExp(`Withheld[^\\n]*\\n.*${sha(page)}.*李编辑.*${full}`, 'u'))
    for (const text of [page, file])
      await decide(archive, sha(text), '--lift', '--reason', 'the court says so', '--by', '王')
    expect(await status()).not.toContain('Withheld')
    const { stdout } = await decide(archive, '--list', '--json')
    const decisions = z
      .array(z.object({ action: z.string(), sha256: z.string(), by: z.string() }))
      .parse(JSON.parse(stdout))
    expect(decisions.map(({ action, sha256, by }) => [action, sha256, by])).toEqual([
      ['withhold', sha(page), '李编辑'],
      ['withhold', sha(file), '李编辑'],
      ['lift', sha(page), '王'],
      ['lift', sha(file), '王'],
    ])
    expect(shows(everyByte(await exported(archive, 'warc')))).toBe(true)
    expect(await problemsIn(archive)).toEqual([])
  })
})

test('status says when other content came to the address of a withheld original since', async () => {
  const archive = await archiveWithSecret()
  await nianbao('withhold', sha(page), '--reason', full, '--archive', archive, '--now', '2026-12-01')
  const status = async () => (await nianbao('status', '--archive', archive)).stdout
  expect(await status()).not.toContain('new since at its address')
  const opened = await openTestArchive(archive, { kind: 'live' })
  const site = await opened.site('gongshu')
  const time = '2026-12-02T00:00:00.000Z'
  await site.admit(exchangeOf(`${host}/2022`, `${page}<i>2</i>`, { time }), factsOf('page'))
  await site.admit(exchangeOf(`${host}/2021`, '<html>elsewhere', { time }), factsOf('page'))
  await opened.finish()
  await opened.close()
  expect(await status()).toContain(
    `look: 1 new since at its address, shown; the last is ${sha(`${page}<i>2</i>`)}`,
  )
  await nianbao('withhold', sha(`${page}<i>2</i>`), '--reason', full, '--archive', archive)
  expect(await status()).not.toContain('new since at its address')
})

describe('what leaves an archive', () => {
  test.each(['jsonl', 'csv', 'xlsx', 'parquet', 'datapackage', 'warc', 'wacz', 'bagit'])(
    'shows a withheld original nowhere as %s, and says that it is withheld',
    async (format) => {
      const open = await exported(await archiveWithSecret(), format)
      expect(shows(everyByte(open))).toBe(true)
      const bytes = everyByte(await exported(await withSecretHidden(), format))
      expect(shows(bytes)).toBe(false)
      for (const text of [page, file]) expect(bytes.includes(sha(text))).toBe(true)
      expect(bytes.includes(full)).toBe(true)
    },
  )

  test.each(['--report', '--year', '--site'])(
    'shows it nowhere in a selection by %s either',
    async (option) => {
      const archive = await withSecretHidden()
      const value = { '--report': id, '--year': '2022', '--site': 'gongshu' }[option] ?? ''
      for (const format of ['jsonl', 'csv', 'warc', 'bagit', ...(option === '--report' ? ['bundle'] : [])])
        expect(shows(everyByte(await exported(archive, format, option, value))), format).toBe(false)
    },
  )

  test('keeps the figures of its report and every other report whole', async () => {
    const out = await exported(await withSecretHidden(), 'jsonl')
    const [other, hidden] = readFileSync(join(out, 'reports.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => keptIn(line))
    expect(hidden?.figures).toEqual(other?.figures)
    expect(hidden?.sections).toEqual([{ key: 'overview', heading: withheldText, text: withheldText }])
    expect(hidden?.findings.map(({ code }) => code)).toEqual(['note-in-cell', 'withheld', 'withheld'])
    expect(other?.sections[0]?.text).toBe('一切正常')
    expect(other?.findings[0]?.message).toBe('60')
  })

  test('has in a WARC a metadata record for every look that is withheld, and revisits only of what is there', async () => {
    const out = await exported(await withSecretHidden(), 'warc')
    const [name = ''] = filesIn(out).filter((each) => each.endsWith('.gz'))
    const records = readWarc(readFileSync(join(out, name)))
    const said = records.filter(({ block }) => block.toString().includes('nianbao-withheld-reason'))
    expect(
      said.map(({ type, block }) => [type, /nianbao-ledger-line: (\d+)/u.exec(block.toString())?.[1]]),
    ).toEqual(['1', '2', '3', '4'].map((line) => ['metadata', line]))
    const ids = new Set(records.map((record) => field(record, 'warc-record-id')))
    for (const record of records) {
      for (const link of ['warc-refers-to', 'warc-concurrent-to']) {
        const target = field(record, link)
        if (target !== null) expect(ids.has(target)).toBe(true)
      }
    }
    expect(records.filter(({ type }) => type === 'revisit')).toHaveLength(1)
    expect(
      readFileSync(join(out, filesIn(out).find((each) => each.endsWith('index.cdxj')) ?? ''), 'utf8'),
    ).not.toContain('2022.txt')
  })

  test('is a bag that checks, whose ledger is whole and whose list of originals holds', async () => {
    const archive = await withSecretHidden()
    const out = await exported(archive, 'bagit')
    const bag = join(out, filesIn(out)[0]?.split('/')[0] ?? '')
    const check = (folder: string, list: string) =>
      spawnSync('sha256sum', ['-c', '--strict', '--quiet', list], { cwd: folder, encoding: 'utf8' })
    expect(check(bag, 'manifest-sha256.txt')).toMatchObject({ status: 0 })
    expect(check(join(bag, 'data/gongshu'), 'originals.sha256')).toMatchObject({ status: 0 })
    for (const name of ['gongshu/captures.jsonl', 'withheld.jsonl'])
      expect(readFileSync(join(bag, 'data', name))).toEqual(readFileSync(join(archive, name)))
    const missing = await problemsIn(join(bag, 'data'))
    expect(missing.filter((words) => words.includes('original-missing'))).toHaveLength(3)
  })

  test('is a proof that holds without its bytes, and says so', async () => {
    const archive = await withSecretHidden()
    const out = join(testFolder(), 'proof')
    const { code, stdout } = await nianbao('prove', id, '--out', out, '--archive', archive)
    expect(code).toBe(0)
    expect(stdout).toContain(`withheld 不公开, not in the folder: ${sha(page)}`)
    expect(shows(everyByte(out))).toBe(false)
    const check = () => spawnSync('sh', [join(out, 'verify.sh')], { encoding: 'utf8' })
    expect(check()).toMatchObject({ status: 0, stderr: '' })
    expect(check().stdout).toContain('withheld: not in here are ')
    expect(check().stdout).toContain(sha(page))

    // Who takes an original away cannot say that it was withheld by saying nothing.
    const proof = join(out, 'proof.txt')
    writeFileSync(proof, readFileSync(proof, 'utf8').replace(/^withheld .*\n/gmu, ''))
    const names = filesIn(out).filter((name) => name !== 'files.sha256')
    const list = [
      ...names.filter((name) => !name.includes('/')).sort(),
      ...names.filter((name) => name.includes('/')).sort(),
    ]
    writeFileSync(
      join(out, 'files.sha256'),
      list.map((name) => `${sha(readFileSync(join(out, name)))}  ${name}\n`).join(''),
    )
    expect(check()).toMatchObject({ status: 11 })
    expect(check().stderr).toMatch(/report\.json rests on/u)
  })
})

describe('decisions that were tampered with', () => {
  const everyExport = async (archive: string) => {
    for (const format of ['jsonl', 'warc', 'bagit']) {
      const out = join(testFolder(), 'out')
      const { code, stderr } = await nianbao('export', format, '--out', out, '--archive', archive)
      expect([format, code, lastLine(stderr).split(': ')[1]]).toEqual([format, 5, 'archive-damaged'])
    }
    const { code } = await nianbao('prove', id, '--out', join(testFolder(), 'proof'), '--archive', archive)
    expect(code).toBe(5)
  }

  test('are found wherever a byte is changed, and nothing is shown meanwhile', async () => {
    const archive = await withSecretHidden()
    const path = join(archive, 'withheld.jsonl')
    for (let at = 0; at < readFileSync(path).length; at += 37) {
      flip(path, at)
      const found = await problemsIn(archive)
      expect(found.join(), String(at)).toMatch(/damage withheld-(line|differs) withheld\.jsonl/u)
      flip(path, at)
    }
    flip(path, 100)
    await everyExport(archive)
  }, 120_000)

  test('are missed when they are gone or cut back, and nothing is shown meanwhile', async () => {
    const archive = await withSecretHidden()
    const path = join(archive, 'withheld.jsonl')
    const [first = ''] = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, `${first}\n`)
    expect(await problemsIn(archive)).toEqual(['damage withheld-differs withheld.jsonl'])
    await everyExport(archive)
    rmSync(path)
    expect(await problemsIn(archive)).toEqual(['damage withheld-differs withheld.jsonl'])
    await everyExport(archive)
    // And no checkpoint signs that there was nothing.
    expect((await nianbao('checkpoint', '--archive', archive)).code).toBe(5)
  })

  test('are missed also where somebody with the key signs on as if there had been none', async () => {
    const archive = await withSecretHidden()
    const last = await newestCheckpoint(archive)
    if (last === null) throw new Error('no checkpoint')
    const signer = await openSigner(archive)
    const { number } = last.checkpoint
    const text = checkpointText({
      ...last.checkpoint,
      number: number + 1,
      previous: last.sha256,
      withheld: null,
    })
    writeFileSync(join(archive, `checkpoints/${number + 1}.txt`), text)
    writeFileSync(join(archive, `checkpoints/${number + 1}.sig`), signer.sign(text))
    rmSync(join(archive, 'withheld.jsonl'))
    expect(await problemsIn(archive)).toContain(`damage checkpoint-differs checkpoints/${number + 1}.txt`)
  })

  test('that no checkpoint covers yet are told as unfinished, as where the key is not at hand', async () => {
    const archive = await archiveWithSecret()
    const { code, stdout } = await decide(
      archive,
      sha(page),
      '--reason',
      full,
      '--key',
      join(testFolder(), 'none.pem'),
    )
    expect(code).toBe(0)
    expect(stdout).toContain('not signed')
    expect(await problemsIn(archive)).toEqual(['unfinished checkpoint-behind withheld.jsonl'])
    await nianbao('checkpoint', '--archive', archive)
    expect(await problemsIn(archive)).toEqual([])
  })
})

test('a report keeps of its cells what is a number and nothing else', () => {
  const sha256 = 'a'.repeat(64)
  const decision: Withholding = {
    ...{ seq: 1, prev: '0'.repeat(64), time: 't', action: 'withhold', sha256, by: 'b', reason: 'r' },
  }
  const base = reportOf(
    { originals: [], provenance: { siteDivision: null, givenUnit: null, givenYear: null } },
    '330105001',
    2022,
  )
  const cell = (raw: string) => ({ raw, source: `sha256:${sha256}`, table: 1, row: 1, column: 1 })
  const raws = ['', '60', ' 1,234.5 ', '１２', '-', '251000元', '55（含张三1件）', '张三']
  const report: Report = { ...base, cells: Object.fromEntries(raws.map((raw) => [raw, cell(raw)])) }
  const shown = publicReport(report, withheldBy([decision])).cells
  expect(raws.map((raw) => shown[raw]?.raw)).toEqual([
    '',
    '60',
    ' 1,234.5 ',
    '１２',
    '-',
    withheldText,
    withheldText,
    withheldText,
  ])
  expect(publicReport(report, withheldBy([]))).toBe(report)
  expect(gunzipSync(packed).toString()).toBe(file)
})
