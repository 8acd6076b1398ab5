import { NianbaoError } from '../errors.ts'

/** The address below which the explorer will be found, with a slash at its end. `usage` for what is none. */
export function parseBase(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isPlain =
    url !== null && /^https?:$/u.test(url.protocol) && !/[?#]/u.test(text) && url.username === ''
  if (!isPlain)
    throw new NianbaoError('usage', `--base ${text}: give an address as https://example.org/nianbao/`)
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}
