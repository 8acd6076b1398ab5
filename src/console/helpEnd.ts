/** What follows the list of verbs in `nianbao --help`. */
export const helpEnd = `
Begin with:
  nianbao demo                       crawl replicas of every site on this machine, offline
  nianbao status                     what is archived, by unit and year
  nianbao extract FILE               read one report (docx, doc, pdf, html, txt) and print it
Exit codes: 0 fine, 1 our defect or the disk, 2 usage or input, 3 a site failed its expectations,
  4 most hosts refused us, 5 the archive is damaged, 75 another process writes to it (docs/failures.md)`
