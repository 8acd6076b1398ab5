import { decode } from '../model/decodeText.ts'

/** Whether a page prints the end of an address, as it stands or decoded: its file name, or what the server is asked for. */
export function namesAddress(bytes: Uint8Array, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { pathname, search } = new URL(address)
  const end = search === '' ? (pathname.split('/').at(-1) ?? '') : search.slice(1)
  const text = decode(bytes).text.replaceAll('&amp;', '&')
  return end !== '' && (text.includes(end) || text.includes(decodedUri(end)))
}

/** Percent signs that encode no UTF-8 stay as they are. */
function decodedUri(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
