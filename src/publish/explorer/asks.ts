/** What an address asks for: its parts and its query, as text that nobody has looked at. */
export interface Asks {
  readonly part: (name: string) => string
  readonly query: (name: string) => string
}
