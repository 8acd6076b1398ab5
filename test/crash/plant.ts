/**
 * Preloaded (`node --import`) into a process that a crash oracle must find guilty: replaces text of our sources as they are
 * loaded, so that nothing in `src/` knows of it. What does not find its text ends the process, else a control would pass by
 * testing the right code.
 */
import { registerHooks } from 'node:module'
import { sourceFolder, type PlantedBug } from './plantedBug.ts'

const bug = JSON.parse(process.env['NIANBAO_PLANTED'] ?? 'null') as PlantedBug
const left = new Set(bug.edits)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const edits = bug.edits.filter(({ file }) => url === `${sourceFolder}${file}`)
    if (edits.length === 0 || loaded.source == null) return loaded
    let text =
      typeof loaded.source === 'string'
        ? loaded.source
        : Buffer.from(loaded.source as Uint8Array).toString('utf8')
    for (const edit of edits) {
      if (!text.includes(edit.from))
        throw new Error(`${bug.name}: ${edit.file} has no “${edit.from}” any more`)
      text = text.replace(edit.from, () => edit.to)
      left.delete(edit)
    }
    return { ...loaded, source: text }
  },
})

process.on('exit', () => {
  for (const { file } of left) {
    process.stderr.write(`${bug.name}: ${file} was never loaded\n`)
    process.exitCode = 99
  }
})
