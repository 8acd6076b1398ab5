import { load } from 'cheerio/slim'
import { NianbaoError } from '../../errors.ts'
import { nameUnit } from '../../extract/identityUnit.ts'
import { metasOf } from '../../families/column.ts'
import type { Divisions } from '../../model/divisions.ts'
import type { Page } from '../../model/page.ts'
import type { Division } from '../../model/unit.ts'

/** Whose government's site it is. */
export interface Owner {
  readonly division: Division
  /** 杭州市拱墅区人民政府. */
  readonly name: string
  /** The words of the site that tell it; null when a person did. */
  readonly told: string | null
}

/**
 * The division of a site: what a person gave, else the one division of the register that the site's own name means
 * (`SiteName`, 国办发〔2017〕47号, else the title of the page).
 * @throws NianbaoError `usage` when there is no such division, or the name fits several: then --division decides
 */
export function ownerOf(page: Page, given: string | null, divisions: Divisions): Owner {
  const names = siteNames(page)
  if (given !== null) {
    const division = divisions.byCode(given)
    if (division === null)
      throw new NianbaoError('usage', `--division ${given}: the register has no such code`)
    return { division, name: governmentOf(division), told: null }
  }
  const doubts: string[] = []
  for (const name of names) {
    const { unit, doubt } = nameUnit(name, divisions, null, [])
    if (doubt === null && unit.division !== null && unit.code === unit.division.code)
      return { division: unit.division, name: governmentName(name, unit.division), told: name }
    doubts.push(doubt ?? `${name} names no government`)
  }
  const why = doubts[0] ?? 'the page does not say'
  throw new NianbaoError('usage', `whose site is it? ${why}; give --division CODE (config/divisions)`)
}

/** What the page calls its site, without the words that every portal has. */
function siteNames({ text }: Page): readonly string[] {
  const title = load(text)('title').first().text()
  const names = [metasOf(text)['sitename'] ?? '', ...title.split(/[-_|—－–>\s]+/u).reverse()]
  const plain = names.map((name) =>
    name
      .replace(/\s+/gu, '')
      .replace(/^(?:中国[·•.]?|欢迎(?:访问|光临))/u, '')
      .replace(/(?:政府)?(?:官方)?(?:门户)?(?:网站|网)(?:群|首页)?$|官网$/u, (words) =>
        words.startsWith('政府') ? '政府' : '',
      ),
  )
  return [...new Set(plain.filter((name) => name.length >= 2))]
}

const governmentName = (name: string, division: Division): string =>
  name.endsWith('人民政府') ? name : governmentOf(division)

/** 杭州市拱墅区人民政府: the city above a district is part of its name, the province is not. */
function governmentOf({ path }: Division): string {
  const [province = '', ...below] = path
  const names = below.length === 0 ? [province] : below.slice(-2)
  const isCity = province.endsWith('市') && below.length === 1
  return `${isCity ? province : ''}${names.join('')}人民政府`
}
