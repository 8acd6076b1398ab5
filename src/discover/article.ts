import { load } from 'cheerio/slim'
import { metasOf } from '../families/column.ts'
import { dateIn, fold, printedText } from '../families/links.ts'
import type { Page } from '../model/page.ts'

/** What an article page (正文页) says of itself outside the report; null where it says nothing. */
export interface Article {
  readonly title: string | null
  /** ISO date. */
  readonly published: string | null
  /** 来源: who sent it in, often the district and not the unit. */
  readonly source: string | null
  /** 发布机构 of the header table. */
  readonly publisher: string | null
  readonly column: string | null
  readonly columnType: string | null
}

/**
 * Reads the tags that 国办发〔2017〕47号 demands of article pages (ArticleTitle, PubDate, ContentSource, ColumnName,
 * ColumnType; names in any case), then what the page prints: UCAPTITLE, h1, 发布日期, 发布机构.
 */
export function articleOf(page: Page): Article {
  const metas = metasOf(page.text)
  const $ = load(page.text)
  const text = printedText(page.text)
  const heading = fold($('ucaptitle').first().text()) || fold($('h1').first().text())
  const printed = /(?:发布日期|发布时间|日期)\s*[:：]?\s*([\d年月日./-]{8,12})/u.exec(text)?.[1]
  return {
    title: metas['articletitle'] ?? (heading || null),
    published: dateIn(metas['pubdate'] ?? metas['maketime'] ?? printed ?? ''),
    source: metas['contentsource'] ?? null,
    publisher: /发布机构\s*[:：]?\s*(\S{2,40})/u.exec(text)?.[1] ?? null,
    column: metas['columnname'] ?? null,
    columnType: metas['columntype'] ?? null,
  }
}
