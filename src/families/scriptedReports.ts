import { parseReportTitle } from '../model/reportTitle.ts'
import { scriptsOf } from '../model/scripts.ts'
import { fold, isCut } from './links.ts'

const QUOTED = /(["'])((?:\\.|[^"'\\\n<>]){8,160})\1/gu

/** What is said of titles of reports that stand in scripts of a page (脚本里的列表) and are none of its rows. */
export function scriptedReports(html: string): (titles: readonly string[]) => readonly string[] {
  const told = new Set<string>()
  for (const script of scriptsOf(html)) {
    if (!/年|\\u5e74/iu.test(script)) continue
    for (const [, , quoted = ''] of script.slice(0, LONGEST).matchAll(QUOTED)) {
      const title = fold(
        quoted.replace(/\\u([\da-f]{4})/giu, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      )
      const said = /年报|报告/u.test(title) ? parseReportTitle(title) : null
      if (said?.kind === 'report' && said.unit !== null && said.year !== null) told.add(title)
    }
  }
  if (told.size === 0) return () => []
  return (titles) => {
    const listed = new Set(titles)
    const cut = [...listed].filter(isCut).map((title) => title.replace(/[….。\s]+$/u, ''))
    const left = [...told].filter((title) => !listed.has(title) && !cut.some((one) => title.startsWith(one)))
    const [first] = left
    return first === undefined ? [] : [`${left.length} titles of reports in a script, ${first} the first`]
  }
}

/** A script with more holds data of a whole site. */
const LONGEST = 500_000
