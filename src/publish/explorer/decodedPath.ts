/** Segments decoded one by one; what is no UTF-8 stays as it came. */
export const decodedPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => {
      try {
        return decodeURIComponent(segment)
      } catch {
        return segment
      }
    })
    .join('/')
