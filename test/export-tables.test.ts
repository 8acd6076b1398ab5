import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

/** A report before 2019: sentences with numbers, and the national list with a row that only this body has. */
const page = `<html><meta charset="utf-8"><body><h1>青溪县林业局2016年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>2016年，我局认真落实条例，各项工作平稳推进。</p>
<p>二、依申请公开政府信息的情况</p><p>2016年共收到政府信息公开申请12件。</p>
<p>三、存在的主要问题及改进措施</p><p>公开意识有待加强。</p>
<table>${[
  ['统计指标', '单位', '统计数'],
  ['一、主动公开情况', '——', '——'],
  ['（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）', '条', '320'],
  ['其中：主动公开规范性文件数', '条', '4'],
  ['制发规范性文件总数', '件', '4'],
  ['=村务公开栏更新次数', '次', '17'],
  ['（二）通过不同渠道和方式公开政府信息的情况', '——', '——'],
  ['1.政府公报公开政府信息数', '条', '0'],
  ['2.政府网站公开政府信息数', '条', '300'],
  ['3.政务微博公开政府信息数', '条', '20'],
  ['三、依申请公开情况', '——', '——'],
  ['（一）收到申请数', '件', '12'],
  ['1.当面申请数', '件', '12'],
]
  .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
  .join('')}</table></body></html>`

test('the csv has what sentences say and what rows of its own a body added, each in a table beside the figures', async () => {
  const home = await temporaryFolder()
  const [archive, out, file] = [join(home, 'archive'), join(home, 'out'), join(home, '2016.html')]
  await mkdir(out)
  await writeFile(file, page)
  const imported = await nianbao(
    ...['import', file, '--archive', archive, '--from', 'http://127.0.0.1/2016.html'],
    ...['--unit', '330127/林业局', '--year', '2016'],
  )
  expect(imported.code).toBe(0)
  expect((await nianbao('export', 'csv', '--archive', archive, '--out', out)).code).toBe(0)
  const rowsOf = async (name: string): Promise<readonly string[]> =>
    (await readFile(join(out, `${name}.csv`), 'utf8')).split('\r\n').slice(1, -1)
  const [report] = await rowsOf('reports')
  expect(report).toContain(',2014,')
  expect(await rowsOf('statements')).toEqual([
    expect.stringContaining(',applications.new.total,12,applications,2016年共收到政府信息公开申请12件。'),
  ])
  const local = await rowsOf('local_rows')
  expect(local).toContainEqual(
    expect.stringMatching(/村务公开栏更新次数,统计数,17,17,sha256:[0-9a-f]{64},,1,6,3$/u),
  )
  expect((await rowsOf('figures')).filter((row) => row.includes('村务公开栏'))).toEqual([])
})
