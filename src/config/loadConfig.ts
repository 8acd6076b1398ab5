import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { FetchConfig } from '../model/config.ts'
import { Deadlines } from '../model/deadlines.ts'
import { DecidedLabels, Form } from '../model/form.ts'
import type { Knowledge } from '../model/knowledge.ts'
import { refusalWords } from '../systemRefusal.ts'
import { loadDivisions } from './loadDivisions.ts'
import { readConfigFile } from './readConfigFile.ts'

/** Everything of `config/`: manners for `fetch`, knowledge for `extract` and `validate`. */
export interface Config {
  readonly fetch: FetchConfig
  readonly knowledge: Knowledge
  /** For the coverage: until when reports must be published. */
  readonly deadlines: Deadlines
}

/**
 * Reads and checks the folder `config/`.
 * @throws NianbaoError `bad-config` with `file: path: what is wrong`
 */
export async function loadConfig(dir: string): Promise<Config> {
  const divisions = loadDivisions(join(dir, 'divisions'))
  const [fetch, labels, forms, deadlines] = await Promise.all([
    readConfigFile(join(dir, 'fetch.json'), FetchConfig),
    readConfigFile(join(dir, 'labels.json'), DecidedLabels),
    loadForms(join(dir, 'forms')),
    readConfigFile(join(dir, 'deadlines.json'), Deadlines),
  ])
  return { fetch, knowledge: { forms, labels, divisions }, deadlines }
}

/** The forms in the order of their issue. */
async function loadForms(dir: string): Promise<readonly Form[]> {
  const names = (await listFolder(dir)).filter((name) => name.endsWith('.json')).sort()
  if (names.length === 0) throw new NianbaoError('bad-config', `${dir}: holds no form (2021.json …)`)
  return Promise.all(names.map((name) => readConfigFile(join(dir, name), Form)))
}

async function listFolder(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch (cause) {
    throw new NianbaoError('bad-config', `${dir}: cannot be read: ${refusalWords(cause)}`, { cause })
  }
}
