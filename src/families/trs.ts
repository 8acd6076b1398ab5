import { z } from 'zod'
import { isArticleLink, isFolderAddress } from './articleAddress.ts'
import { treeOptions, walkTree, type TreeStyle } from './columnTree.ts'
import type { Progress } from './columnWalk.ts'
import type { Family } from './family.ts'
import { pageAddresses } from './pageAddresses.ts'
import { suggestTree } from './suggestTree.ts'

const Options = z.strictObject(treeOptions)
type Options = z.infer<typeof Options>

/** By the paging script; where none can be read, by the vendor's file names with the extension that the list has. */
function nextPages(progress: Progress): readonly string[] {
  const { page, pager } = progress.first
  if (pager.templates.length > 0) return pageAddresses(progress, pager.templates)
  const extension = /\.(s?html?)$/iu.exec(new URL(page.url).pathname)?.[1] ?? 'html'
  return pageAddresses(progress, [`index_{n-1}.${extension}`, `index_{n}.${extension}`])
}

const styleOf = ({ rows }: Options): TreeStyle => ({
  rows,
  // an article may be kept elsewhere (链接型文档), but folders are columns, also those with a number (xxgknb_9490)
  isArticle: (link) => !isFolderAddress(link.url) && isArticleLink(link),
  isColumn: isFolderAddress,
  addresses: nextPages,
})

/**
 * 拓尔思 TRS WCM, the commonest maker of portals with a folder for every column. Articles are
 * `./YYYYMM/tYYYYMMDD_<id>.html` below their column (the date is that of the file, not of the report), attachments
 * `./P0YYYYMMDD….pdf` beside them. Further pages are written by script, in three conventions:
 * `createPageHTML(total, current, "index", "html")` whose page 2 is `index_1.html`,
 * `createPageHTML('id', total, current, 'index', 'html', rows)` and `.pagination("setPage", current, total)` whose
 * page 2 is `index_2.html`; also `var countPage = N`. Declared totals can lie, and a page past the end may be page 1,
 * the home page or another column. Seen in public crawlers' code and pages of 2018–2026, none of it live.
 * Years, levels and units are often columns below the 年报 column (`descend`).
 */
export const trs = {
  name: 'trs',
  options: Options,
  detect: ({ text }) =>
    /\/t\d{8}_\d+(?:_ext)?\.s?html?|createPageHTML\(|TRS_Editor|trs_editor_view|["']\.\/P0\d{8}/u.test(text),
  suggest: (page) => suggestTree(page, isFolderAddress),
  list: (options, tools) => walkTree(options, styleOf(options), tools),
} satisfies Family<Options>
