import { html as honos, raw } from 'hono/html'
import { expect, test } from 'vitest'
import { html } from '../src/publish/explorer/html.ts'

/** Without the indentation of templates, which ours does not send. */
const dense = (page: string): string => page.replace(/\n\s+/gu, '\n')

/** The same template by both. */
async function both(make: (tag: typeof html) => ReturnType<typeof html>) {
  return { ours: dense(String(await make(html))), honos: dense(String(await make(honos))) }
}

test.each([
  ['text', `<b>&amp; "two" 'one'</b>`],
  ['text with lines of its own', 'one\n   two\n\n three\u3000'],
  ['numbers', [0, -1, 1.5]],
  ['nothing', [null, undefined, false, true, '']],
  ['HTML', raw('<i>&nbsp;</i>')],
  ['lists in lists', ['<', [raw('<br>'), ['>', 3]]]],
  ['other objects', [new Date(0), new URL('http://127.0.0.1/?a=1&b=<')]],
  ['text to wait for', Promise.resolve('<later>')],
  ['HTML to wait for among others', ['<', Promise.resolve(raw('<hr>')), '>']],
])('a page says %s as hono would', async (_, value) => {
  const { ours, honos: theirs } = await both(
    (tag) => tag`<p title="${'a"b'}">
      ${value}
        <span>${value}</span>${tag`
        <em>
          ${'<x>'}</em>`}
    </p>`,
  )
  expect(ours).toBe(theirs)
})

test('the indentation of a template is not sent, that of what it is given is', async () => {
  const page = await html`<ul>
    <li>${'a\n  b'}</li>
  </ul>`
  expect(page.valueOf()).toBe('<ul>\n<li>a\n  b</li>\n</ul>')
})
