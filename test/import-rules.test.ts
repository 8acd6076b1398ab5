import { cp, mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { ESLint } from 'eslint'
import { execFile } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLong } from './running/everyday.ts'

const root = resolve(import.meta.dirname, '..')

/** Every import rule with a file that breaks it. */
const planted: readonly { rule: string; file: string; text: string }[] = [
  { rule: 'sites-are-facts', file: 'crawlers/x/a.ts', text: `import '../../src/errors.ts'` },
  { rule: 'families-without-network', file: 'src/families/planted.ts', text: `import '../fetch/planted.ts'` },
  { rule: 'stages-apart', file: 'src/extract/planted.ts', text: `import '../archive/planted.ts'` },
  { rule: 'stages-below-pipeline', file: 'src/planted.ts', text: `import './archive/planted.ts'` },
  { rule: 'pipeline-below-cli', file: 'src/model/planted.ts', text: `import '../pipeline.ts'` },
  { rule: 'network-in-fetch', file: 'src/discover/planted.ts', text: `import 'got'` },
  { rule: 'lowdb-in-archive', file: 'src/publish/planted.ts', text: `import 'lowdb'` },
  { rule: 'mammoth-in-extract', file: 'src/validate/planted.ts', text: `import 'mammoth'` },
  { rule: 'engines-apart', file: 'src/extract/readers/planted.ts', text: `import '@hyzyla/pdfium'` },
  { rule: 'pages-in-explorer', file: 'src/publish/planted2.ts', text: `import 'hono'` },
  { rule: 'arguments-in-cli', file: 'src/config/planted.ts', text: `import 'commander'` },
  { rule: 'verbs-below-cli', file: 'src/sites/planted.ts', text: `import '../cli.ts'` },
  { rule: 'pure-stages', file: 'src/discover/planted2.ts', text: `import 'node:fs'` },
  { rule: 'program-without-tests', file: 'src/fetch/planted.ts', text: `import '../../test/planted.ts'` },
  { rule: 'no-cycles', file: 'src/archive/planted.ts', text: `import './planted2.ts'` },
  { rule: 'resolvable', file: 'src/model/planted2.ts', text: `import './no-such-file.ts'` },
  { rule: 'no-drawers', file: 'src/archive/planted3.ts', text: `import './utils.ts'` },
  { rule: 'declared-libraries', file: 'src/model/planted3.ts', text: `import 'vitest'` },
]
const targets: readonly { file: string; text: string }[] = [
  { file: 'src/archive/planted2.ts', text: `import './planted.ts'` },
  { file: 'src/archive/utils.ts', text: 'export {}' },
  { file: 'src/pipeline.ts', text: 'export {}' },
  { file: 'src/cli.ts', text: 'export {}' },
  { file: 'test/planted.ts', text: 'export {}' },
]

interface Cruise {
  readonly modules: readonly unknown[]
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
  }
}

/** What the import checker says of the tree in `folder`. */
async function cruise(folder: string): Promise<Cruise> {
  const program = join(root, 'node_modules/.bin/depcruise')
  const output = await new Promise<string>((done) => {
    const args = [program, '--output-type', 'json', 'src', 'crawlers', 'test']
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }, (_error, stdout) => {
      done(stdout)
    })
  })
  return JSON.parse(output) as Cruise
}

describe('The walls between the folders', () => {
  let copy = ''
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'nianbao-walls-'))
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.js'])
      await cp(join(root, name), join(copy, name))
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
    for (const { file, text } of [...planted, ...targets]) {
      await mkdir(dirname(join(copy, file)), { recursive: true })
      await writeFile(join(copy, file), `${text}\n`)
    }
  })
  afterAll(() => rm(copy, { recursive: true }))

  test('a planted violation of each import rule is caught, in the file that breaks it', async () => {
    const { summary } = await cruise(copy)
    const caught = summary.violations.map(({ from, rule }) => `${rule.name} in ${from}`)
    for (const { rule, file } of planted) expect(caught).toContain(`${rule} in ${file}`)
  })

  // Everyday `npm test` has asked the checker itself a minute before.
  test.runIf(isLong)('the checker sees the modules of the real tree and finds nothing', async () => {
    const { modules, summary } = await cruise(root)
    expect(modules.length).toBeGreaterThan(30)
    expect(summary.violations).toEqual([])
  })

  /** The configuration of the project, without the rules that need the types of the whole program. */
  const eslint = new ESLint({
    cwd: root,
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  })
  test.each([
    [
      'a function in a site file',
      'crawlers/zhejiang/gongshu.ts',
      'export default () => 1',
      /holds no function/u,
    ],
    [
      'a variable in a site file',
      'crawlers/zhejiang/gongshu.ts',
      'const a = 1\nexport default a',
      /holds no variable/u,
    ],
    [
      'a condition in a site file',
      'crawlers/zhejiang/gongshu.ts',
      'export default 1 ? 2 : 3',
      /holds no condition/u,
    ],
    ['a clock in extract', 'src/extract/extract.ts', 'export const a = Date.now()', /clock is an argument/u],
    [
      'a clock in validate',
      'src/validate/validate.ts',
      'export const a = new Date()',
      /clock is an argument/u,
    ],
    ['chance in discover', 'src/discover/discover.ts', 'export const a = Math.random()', /No randomness/u],
  ])('%s is caught', async (_what, file, text, message) => {
    const [result] = await eslint.lintText(text, { filePath: join(root, file) })
    expect(result?.messages.map((found) => found.message).join('\n')).toMatch(message)
  })
})
