import { Command } from 'commander'
import { expect, test } from 'vitest'
import { extractVerb } from '../src/verbs/extractVerb.ts'

test.each([
  'docx',
  'doc',
  'wps',
  'rtf',
  'xlsx',
  'xls',
  'pdf',
  'scan',
  'html',
  'txt',
  'zip',
  'rar',
  'jpg',
  'png',
])('extract says that it reads %s', (kind) => {
  const program = new Command()
  extractVerb(program)
  const [verb] = program.commands
  const words = verb?.helpInformation().split(/[^a-z]+/u)
  expect(words).toContain(kind)
})
