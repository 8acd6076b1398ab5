/** Longer texts are prose, which no other report prints. */
const longest = 64
/** The labels of all forms, their misprints and the numbers that are often printed are some thousand. */
const most = 4096

/**
 * The same reading of texts, which must be pure, but each short text is read once: reports print the labels of their form again and
 * again. Nothing else is kept, and after 4,096 texts it begins anew.
 */
export function remembered<Value extends object | null>(
  read: (text: string) => Value,
): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    if (text.length > longest) return read(text)
    const found = known.get(text)
    if (found !== undefined) return found
    const own = detached(text)
    const value = read(own)
    if (known.size >= most) known.clear()
    known.set(own, value)
    return value
  }
}

/** A text by itself: a part that was cut from a page would keep all of the page. */
const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')
