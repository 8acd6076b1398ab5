// what a header must not hold (RFC 9110 §5.5)
const forbidden = /[\u0000-\u0008\u000a-\u001f\u007f]/gu

/**
 * A header's value (首部值) as browsers send it: UTF-8, byte by byte, without control characters. Cookies that the scripts of a page
 * set may hold anything, and a value that HTTP cannot carry must fail no run.
 */
export const headerValue = (text: string): string =>
  Buffer.from(text.replace(forbidden, ''), 'utf8').toString('latin1')

/** The same for all of them. */
export const headerValues = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, headerValue(text)]))
