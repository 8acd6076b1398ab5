import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Webhooks } from '../model/receiver.ts'
import { readConfigFile } from './readConfigFile.ts'

/**
 * Reads `webhooks.json` of the folder `config/`; no receivers where it is not there.
 * @throws NianbaoError `bad-config`
 */
export async function loadWebhooks(dir: string): Promise<Webhooks> {
  const file = join(dir, 'webhooks.json')
  return existsSync(file) ? readConfigFile(file, Webhooks) : { explorer: null, receivers: [] }
}
