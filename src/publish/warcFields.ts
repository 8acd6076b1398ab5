import type { Capture } from '../model/capture.ts'

type Fields = readonly (readonly [name: string, value: string | number | null])[]

/** A block of the type `application/warc-fields` (WARC 1.1 §8.3): UTF-8, a line each; fields without a value are left out. */
export function fieldsBlock(fields: Fields): Buffer {
  const lines = fields.flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${oneLine(String(value))}\r\n`],
  )
  return Buffer.from(lines.join(''))
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

/** What the ledger knows of a capture besides the exchange itself. `via`: WARC 1.1 §6.6. */
export function captureFields(capture: Capture, site: string, via: string | null): Fields {
  const { seq, time, role, outcome, run, sha256, title, date, column, name, given } = capture
  const picture = capture.browser?.kind === 'pictured' ? capture.browser : null
  return [
    ['via', via],
    ['nianbao-site', site],
    ['nianbao-ledger-line', seq],
    ['nianbao-time', time],
    ['nianbao-original', `sha256:${sha256}`],
    ['nianbao-role', role],
    ['nianbao-outcome', outcome],
    ['nianbao-run', run],
    ['nianbao-asked-for', capture.url === capture.final_url ? null : capture.url],
    ['nianbao-title', title],
    ['nianbao-date', date],
    ['nianbao-column', column],
    ['nianbao-file-name', name],
    ['nianbao-given-unit', given?.unit ?? null],
    ['nianbao-given-year', given?.year ?? null],
    ['nianbao-picture-by', picture?.name ?? null],
    ['nianbao-picture-of', picture === null ? null : `sha256:${picture.page}`],
    [
      'nianbao-picture-viewport',
      picture === null ? null : `${picture.viewport.width}x${picture.viewport.height}`,
    ],
    ['nianbao-picture-missing', picture?.missing ?? null],
    ['nianbao-picture-cut', picture?.cut ?? null],
    ['nianbao-converted-by', capture.conversion?.by ?? null],
    ['nianbao-converted-from', capture.conversion === undefined ? null : `sha256:${capture.conversion.of}`],
  ]
}
