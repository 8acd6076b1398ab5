/** Name of the file below a published folder for an address, `/`-parted: `report/330105001/2022/index.html`. */
export function sitePath(address: string): string {
  const segments = address.slice(1).split('/').map(decodeURIComponent)
  const named = segments.at(-1) === '' ? [...segments.slice(0, -1), 'index.html'] : segments
  const odd = named.find((segment) => segment === '' || segment.startsWith('.') || /[/\\\0]/u.test(segment))
  if (odd !== undefined) throw new Error(`${address}: no address of the explorer has a segment ${odd}`)
  return named.join('/')
}
