import { NianbaoError } from '../errors.ts'
import type { Category } from './gkmlptTree.ts'

/** What to write into the site file for categories that are ordinary columns: those have addresses and pages of their own. */
export function leadsElsewhere(elsewhere: readonly Category[], index: string): NianbaoError {
  const lines = elsewhere.map(({ jump }) => {
    const url = URL.parse(jump ?? '', index)
    const [, base, category] =
      /^(.*)\/gkmlpt\/index#(\d+)$/u.exec(`${url?.pathname ?? ''}${url?.hash ?? ''}`) ?? []
    const source =
      base === undefined || category === undefined
        ? `{ family: 'nfcms', list: '${url?.href ?? jump ?? ''}', descend: 2 }`
        : `{ family: 'gkmlpt', base: '${base}', category: ${category} }`
    return url === null || url.host === new URL(index).host
      ? source
      : `${source} (with ${url.host} among the hosts)`
  })
  const message = `${index}: ${elsewhere.map(({ column, id }) => column ?? id).join('; ')} leads elsewhere; write as source of the site: ${lines.join(', ')}`
  return new NianbaoError('layout-changed', message)
}
