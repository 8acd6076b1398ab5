import { describe, expect, test } from 'vitest'
import { faultOfShell } from '../src/fetch/faultOfShell.ts'
import { judge } from '../src/fetch/judge.ts'
import { filesOf } from '../src/pipeline/filesOf.ts'

// V8 matches a loop over two-byte text with one entry of its stack for every character, and has room for some eight million.
const many = 9_000_000
const page = (body: string): Buffer =>
  Buffer.from(`<!DOCTYPE html><meta charset="utf-8"><title>清江浦区财政局</title><div>${body}</div>`)

describe('a page of millions of equal characters is judged as any other', () => {
  test.each([
    ['dashes', '—'.repeat(many)],
    ['spaces', ' '.repeat(2 * many)],
    ['signs in a link', `<a href="/">${'—'.repeat(many)}</a>`],
  ])('%s are no article', (_, body) => {
    expect(faultOfShell(page(body))).toMatchObject({ code: 'soft-404' })
  })

  test('and words among them are one', () => {
    const words =
      '我局高度重视政府信息公开工作，全年主动公开各类信息九百条，办理依申请公开十二件，均按时答复申请人，无行政复议。'
    expect(faultOfShell(page(`${'—'.repeat(many)}${words}`))).toBeNull()
  })
})

test('a page of half a million nested elements costs a moment, and is left to whoever reads it', () => {
  expect(faultOfShell(page('<div>'.repeat(500_000)))).toBeNull()
})

test('an answer on which a judgement of ours runs out of stack is refused by name, and the run goes on', async () => {
  const url = new URL('http://www.x.gov.cn/1.html')
  const answer = {
    ...{ status: 200, headers: {}, requestHeaders: {}, framed: true, tls: [] },
    bytes: Buffer.from('\u3000'.repeat(many)),
    time: '2026-11-22T00:00:00.000Z',
  }
  const verdict = await judge(
    { answer, fault: null },
    { asked: url, answered: url, expect: 'page', conditional: false, maxBytes: 2 ** 26 },
  )
  expect(verdict).toMatchObject({ kind: 'bad', fault: { code: 'too-large' }, body: null })
})

test('the pictures of a page of millions of spaces are found', () => {
  const text = `<title>年报</title><p>年报${' '.repeat(2 * many)}</p><img src="1.jpg">`
  const url = 'http://www.x.gov.cn/1.html'
  const found = filesOf({ url, status: 200, headers: {}, body: Buffer.alloc(0), text, sha256: '' })
  expect(found).toMatchObject({ files: [{ url: 'http://www.x.gov.cn/1.jpg' }], fault: null })
})
