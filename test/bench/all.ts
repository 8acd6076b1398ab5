/** Every bench in turn, each in a process of its own so that none warms another's compiler. Run: `npm run bench`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const benches = [
  [
    'docx.ts',
    'docx to figures: at most 5 × floor L, at least 25 times as fast as mammoth + cheerio; to the filed report: at most 10 × L',
  ],
  ['doc.ts', 'doc to tables: at most 1.5 × the time of word-extractor, which gives text only'],
  ['pdf.ts', 'pdf to tables: at most 0.3 × the time of pdfjs, which gives text only'],
  ['html.ts', 'a page of HTML: at most half of the time in which cheerio parses it'],
  ['extract.ts', 're-extraction of 1,000 mixed reports: all cores, under 800 MB'],
  ['crawl.ts', 'a crawl against an equally durable got loop: ratio at least 0.5'],
  ['memory.ts', 'memory of a crawl of 5,000 reports: under 300 MB'],
  [
    'archive.ts',
    'time per new report, 200 against 20,000 in the archive: ratio at most 1.2; opening about a second',
  ],
  ['exports.ts', 'exports of tables: rows a second, and memory under 400 MB however many reports there are'],
  ['verify.ts', 'hashing against sha256sum: at least 0.8 of its throughput on one core, more on several'],
  ['publish.ts', 'publish of 5,000 reports: 500 files a second on two cores'],
  ['serve.ts', 'serve over 50,000 reports: 95 of 100 searches under 100 ms, pages under 50 ms, under 400 MB'],
] as const

for (const [file, aim] of benches) {
  console.log(`\n${aim}`)
  const program = fileURLToPath(new URL(file, import.meta.url))
  const args = ['--disable-warning=ExperimentalWarning', program]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
