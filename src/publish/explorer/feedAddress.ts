import type { NewsScope } from '../../model/news.ts'

/** Address of the feed of a scope without its ending, from the root, decoded. */
export function feedAddress(scope: NewsScope): string {
  switch (scope.kind) {
    case 'all':
      return '/feeds/all'
    case 'region':
      return `/feeds/region/${scope.code}`
    case 'unit':
      return `/feeds/unit/${scope.path}`
  }
}
