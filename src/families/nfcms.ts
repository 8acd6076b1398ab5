import { z } from 'zod'
import { isArticleLink, isFolderAddress } from './articleAddress.ts'
import { treeOptions, walkTree, type TreeStyle } from './columnTree.ts'
import type { Progress } from './columnWalk.ts'
import type { Family } from './family.ts'
import { pageAddresses } from './pageAddresses.ts'
import { suggestTree } from './suggestTree.ts'

const Options = z.strictObject(treeOptions)
type Options = z.infer<typeof Options>

/** Page 2 is `index_2.html`, whatever else a pager says. */
const nextPages = (progress: Progress): readonly string[] => pageAddresses(progress, ['index_{n}.html'])

const styleOf = ({ rows }: Options): TreeStyle => ({
  rows,
  isArticle: (link) => !isFolderAddress(link.url) && isArticleLink(link),
  isColumn: isFolderAddress,
  addresses: nextPages,
  identity,
})

/** `mpost_` is the mobile twin of `post_`; the number is the article's own, whatever column shows it. */
function identity(url: string): string {
  const { pathname } = new URL(url)
  const id = /\/content\/(?:[^?]*\/)?m?post_(\d+)\.html?$/iu.exec(pathname)?.[1]
  return id === undefined ? url : new URL(`/content/post_${id}.html`, url).href
}

/**
 * Guangdong's NFCMS (南方网站群), the ordinary columns of the province's portals. Articles are `<column>/content/post_<n>.html`
 * with a mobile twin `mpost_<n>.html`, lists `index.html`, `index_2.html`. The numbers of different sites rise together with
 * time (post_9432878 荔湾, post_9469010 广州, January 2024), so a number is taken to name one article of its
 * host (inferred). Years and 部门 are columns below the 年报 column (`descend`).
 */
export const nfcms = {
  name: 'nfcms',
  options: Options,
  detect: ({ url, text }) =>
    /NFCMS_(?:SITE|POST)_ID|\/content\/m?post_\d+\.html/u.test(text) ||
    /\/content\/m?post_\d+\.html$/u.test(new URL(url).pathname),
  suggest: (page) => suggestTree(page, isFolderAddress),
  list: (options, tools) => walkTree(options, styleOf(options), tools),
  identity,
} satisfies Family<Options>
