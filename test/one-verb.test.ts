import { expect, test } from 'vitest'
import { nianbao } from './running/nianbao.ts'
import { verbsNamed } from '../src/verbs/verbsNamed.ts'

test('a verb is found wherever it stands, also behind the name of another that is a value', async () => {
  const { code, stderr } = await nianbao('--archive', 'crawl', 'status')
  expect([code, stderr.split('\n')[0]]).toEqual([2, 'nianbao: no-such-file: crawl: there is no such folder'])
})

test('help tells all verbs, and a misspelt verb is told the nearest of all', async () => {
  const loaded = async (...words: string[]) =>
    (await verbsNamed(words)).filter(({ isLoaded }) => isLoaded).map(({ name }) => name)
  const all = await loaded()
  expect(all.length).toBeGreaterThan(10)
  expect(await loaded('crawl', '--help')).toEqual(all)
  expect(await loaded('--archive', 'x', 'crawl')).toEqual(['crawl'])
  const help = await nianbao('--help')
  expect(help.stdout.match(/^ {2}(?:crawl|export|sites|withhold) /gmu)).toHaveLength(4)
  const misspelt = await nianbao('statu')
  expect([misspelt.code, misspelt.stderr]).toEqual([
    2,
    "nianbao: usage: unknown command 'statu' (Did you mean status?); nianbao --help tells what there is\n",
  ])
})

test('a misspelt verb is told the nearest of all also where the name of another stands among the words', async () => {
  for (const words of [
    ['statu', 'crawl'],
    ['--archive', 'crawl', 'statu'],
    ['statu', '--sites', 'export', 'prove'],
  ]) {
    const { code, stderr } = await nianbao(...words)
    expect([code, stderr]).toEqual([2, expect.stringContaining('(Did you mean status?)')])
  }
})

test('extract says of every kind of picture that it reads that it does', async () => {
  const { stdout } = await nianbao('extract', '--help')
  expect(stdout.replace(/\s+/gu, ' ')).toContain('images of pages (jpg, png, bmp)')
})
