import { expect, test } from 'vitest'
import { nianbao } from './running/nianbao.ts'
import { verbsNamed } from '../src/verbs/verbsNamed.ts'

test('a verb is found wherever it stands, also behind the name of another that is a value', async () => {
  const { code, stderr } = await nianbao('--archive', 'crawl', 'status')
  expect([code, stderr.split('\n')[0]]).toEqual([2, 'nianbao: no-such-file: crawl: there is no such folder'])
})

test('help tells all verbs, and a misspelt verb is told the nearest of all', async () => {
  const all = await verbsNamed([])
  expect(await verbsNamed(['crawl', '--help'])).toHaveLength(all.length)
  expect(await verbsNamed(['--archive', 'x', 'crawl'])).toHaveLength(1)
  const help = await nianbao('--help')
  expect(help.stdout.match(/^ {2}(?:crawl|export|sites|withhold) /gmu)).toHaveLength(4)
  const misspelt = await nianbao('statu')
  expect([misspelt.code, misspelt.stderr]).toEqual([
    2,
    "nianbao: usage: unknown command 'statu' (Did you mean status?); nianbao --help tells what there is\n",
  ])
})
