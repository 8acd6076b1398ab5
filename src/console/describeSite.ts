import type { Site } from '../sites/siteFile.ts'

/** One site of `nianbao sites list` for people, with what nobody has seen live yet. */
export function describeSite({ id, name, division, sources, unverified }: Site): string {
  const families = sources.map(({ family }) => family).join(', ')
  const lines = [
    `${id}  ${name}  ${division}  ${families}`,
    ...Object.entries(unverified).map(([path, reason]) => `    unverified ${path}: ${reason}`),
  ]
  return `${lines.join('\n')}\n`
}
