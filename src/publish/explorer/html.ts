import { html as anyHtml, raw } from 'hono/html'
import type { Html } from './scene.ts'

/** Templates as they are sent: without their indentation. A template is one array for as long as the program runs. */
const sent = new WeakMap<TemplateStringsArray, readonly string[]>()

/**
 * The `html` of hono for pages of figures, which are ten thousand templates each: the same text but for the indentation of the templates, which is taken out once
 * and not from every page. What is put in is escaped unless it is HTML. Text in a promise is left to hono.
 */
export function html(template: TemplateStringsArray, ...values: readonly unknown[]): Html {
  let known = sent.get(template)
  if (known === undefined) sent.set(template, (known = template.map(dense)))
  let page = known[0] ?? ''
  for (let at = 0; at < values.length; at += 1) {
    const text = textOf(values[at])
    if (text === null) return anyHtml(template, ...values)
    page += text + (known[at + 1] ?? '')
  }
  return raw(page)
}

/** Without the indentation of our own templates, which would be half of a page. */
const dense = (page: string): string => page.replace(/\n\s+/gu, '\n')

/** HTML of a value; null where it has to be waited for. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return String(value)
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (Array.isArray(value)) {
    let all = ''
    for (const each of value) {
      const text = textOf(each)
      if (text === null) return null
      all += text
    }
    return all
  }
  return isHtml(value) ? value.valueOf() : null
}

const isHtml = (value: unknown): value is string =>
  value instanceof String && 'isEscaped' in value && !('callbacks' in value && value.callbacks !== undefined)

const special = /[&<>'"]/u
const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  ...{ '"': '&quot;', "'": '&#39;' },
}

const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[&<>'"]/gu, (sign) => entities[sign] ?? '') : text
