const thisMachine = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/u

/**
 * By which names of a host a server may be called that listens at this address: on the loopback only by names of this machine, and by that of `base`.
 * Otherwise a page from anywhere, whose name its owner lets lead to 127.0.0.1 (DNS rebinding), would read the archive in its visitors' browsers.
 * Null for any other address: who listens there is called by names that we do not know.
 */
export function ownNames(listensAt: string, base: string | null): ((name: string) => boolean) | null {
  if (!thisMachine.test(listensAt)) return null
  const outside = base === null ? null : new URL(base).hostname
  return (name) => thisMachine.test(name) || name === outside
}
