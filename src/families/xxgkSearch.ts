import { load } from 'cheerio/slim'
import { z } from 'zod'
import type { Page } from '../model/page.ts'
import { columnName, REPORT_COLUMN } from './column.ts'
import { fold, resolveLink } from './links.ts'

/** A search (检索) of 大汉's disclosure directory that lists a column, as its page gives it. */
export const Search = z.strictObject({
  /** Address of `search.jsp`. */
  url: z.url({ protocol: /^https?$/u }),
  fields: z.record(z.string(), z.string()),
  /** The column page, after redirects. */
  page: z.string(),
  /** Name of the column or class (栏目、组配分类), or null. */
  name: z.string().nullable(),
})
export type Search = z.infer<typeof Search>

/** What every seen request had, whatever its page printed. */
const CONSTANT = {
  ...{ infotypeId: '', jdid: '', area: '', divid: '', vc_title: '', vc_number: '', vc_filenumber: '' },
  ...{ vc_all: '', texttype: '', fbtime: '-1', sortfield: ',createdatetime:0,orderid:0' },
}
/** What pages give themselves; which of the others a host wants nobody knows, so printed ones are handed on. */
const FIELD = /^(?:infotypeId|jdid|area|divid|sortfield|texttype|fbtime|standardXxgk|isAllList)$/u
/** Addresses, and all below, have an end within reach: a page may repeat their beginning without one. */
const SEARCH = /["']([^"'\s]{0,500}?module\/xxgk\/search\.jsp[^"'\s]{0,500})["']/iu
const TREE = /["']([^"'\s]{0,500}?module\/xxgk\/tree\.jsp[^"'\s]{0,500})["']/iu
/** A script's object member or variable, and the like in attributes. */
const MEMBER =
  /\b(infotypeId|jdid|webid|area|divid|sortfield|texttype|fbtime|standardXxgk|isAllList)['"]?\s*[:=]\s*(?:'([^']*)'|"([^"]*)"|(\d+))/gu

type Fields = Readonly<Record<string, string>>

/** The search that a column page gives; null when it names none. */
export function searchIn({ text, url }: Page): Search | null {
  const plain = text.replaceAll('&amp;', '&')
  const [printed, tree] = [SEARCH.exec(plain)?.[1], TREE.exec(plain)?.[1]]
  if (printed === undefined && tree === undefined) return null
  const address = resolveLink((printed ?? tree ?? '').replace(/tree\.jsp/iu, 'search.jsp'), url)
  if (address === null) return null
  const { pathname, searchParams } = new URL(url)
  const column = /\/col(\d+)\//u.exec(pathname)?.[1]
  const own = {
    infotypeId: searchParams.get('number') ?? '',
    area: searchParams.get('vc_xxgkarea') ?? searchParams.get('area') ?? '',
  }
  const known = [
    own,
    queryOf(tree),
    calledWith(plain),
    inputsOf(text),
    membersOf(plain),
    { divid: column === undefined ? '' : `div${column}` },
  ]
  const fields = known.reduceRight<Fields>((all, some) => ({ ...all, ...filled(some) }), CONSTANT)
  return { url: address.split('?')[0] ?? address, fields, page: url, name: columnName(text) }
}

/** Fields with a value; what stands between quotes and is none (`'+a+'`) is a variable that only a click fills. */
const filled = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => FIELD.test(name) && /^[\w,:.-]+$/u.test(value)),
  )

const queryOf = (address: string | undefined): Fields =>
  Object.fromEntries(new URLSearchParams(address?.split('?')[1] ?? ''))

/**
 * The page's own call, `loadDynamic('/module/xxgk/search.jsp?infotypeId='+a+'&area=…','div4','class','','','1')`: the address, with
 * variables that only a click fills, then `divid`, class, two that are empty, and `jdid`.
 */
function calledWith(text: string): Fields {
  const at = text.search(/["'][^"'\s]*module\/xxgk\/search\.jsp/iu)
  if (at < 0) return {}
  const call = /^[^;\n<]*/u.exec(text.slice(at))?.[0] ?? ''
  const literals = [...call.matchAll(/(["'])(.*?)\1/gu)].map(([, , literal]) => literal ?? '')
  const box = literals.findIndex((literal) => /^div\d*$/u.test(literal))
  const query = queryOf(literals.slice(0, box < 0 ? literals.length : box).join(''))
  if (box < 0) return query
  const [divid = '', infotypeId = '', , , jdid = ''] = literals.slice(box)
  return { ...query, divid, ...filled({ infotypeId, jdid }) }
}

function inputsOf(html: string): Fields {
  const $ = load(html)
  const inputs = $('input[name][value]').toArray()
  return Object.fromEntries(
    inputs.map((input) => [$(input).attr('name') ?? '', $(input).attr('value') ?? '']),
  )
}

function membersOf(text: string): Fields {
  const members = [...text.matchAll(MEMBER)].map(([, name = '', single, double, bare]) => {
    return [name === 'webid' ? 'jdid' : name, single ?? double ?? bare ?? ''] as const
  })
  return Object.fromEntries(members.reverse()) // the first of a name counts
}

/** Address of the directory's tree (目录树), where a search is of the whole area: its classes narrow it. */
export function treeAddress({ url, fields }: Search): string | null {
  if (fields['infotypeId'] !== '') return null
  const tree = new URL(url.replace(/search\.jsp$/iu, 'tree.jsp'))
  tree.searchParams.set('area', fields['area'] ?? '')
  tree.searchParams.set('divid', fields['divid'] ?? '')
  return tree.href
}

/** The search of the class of annual reports that a tree shows, or null where it shows none or several. */
export function narrowed(search: Search, { text }: Page): Search | null {
  const nodes = text.matchAll(
    /funclick\(\s{0,20}\\?['"]([\w.-]{1,100})\\?['"][^)]{0,300}\)[^<>]{0,300}>\s{0,200}([^<]{1,40})/gu,
  )
  const classes = new Map([...nodes].map(([, id = '', label = '']) => [id, fold(label)]))
  const [report, other] = [...classes].filter(([, label]) => REPORT_COLUMN.test(label))
  if (report === undefined || other !== undefined) return null
  const [infotypeId, name] = report
  return { ...search, fields: { ...search.fields, infotypeId }, name }
}

/** The address of page `number` of a search. The fields stand in it too, as the vendor's own script sends them. */
export function searchAddress({ url, fields }: Search, number: number): string {
  const address = new URL(url)
  for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value)
  address.searchParams.set('currpage', String(number))
  return address.href
}
