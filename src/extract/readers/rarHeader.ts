/** What the header of one file in a RAR archive says; names are left to whoever unpacks it. */
export interface RarHeader {
  /** A link is another name of something; it has no bytes of its own. */
  readonly kind: 'file' | 'folder' | 'link'
  /** Bytes after unpacking, as declared; Infinity where the header does not say. */
  readonly size: number
  readonly isEncrypted: boolean
}

/** Why nothing of an archive can be read, seen in its headers. */
export type RarFault = 'encrypted' | 'volume' | 'cut off' | 'damaged'

export type RarHeaders =
  | { readonly kind: 'headers'; readonly headers: readonly RarHeader[] }
  | { readonly kind: 'fault'; readonly fault: RarFault }
