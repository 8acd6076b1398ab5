import { access, constants, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { boundedProcess } from './boundedProcess.ts'

/** A LibreOffice that can be used here: what begins its command line, and its name with its version. */
export interface Office {
  readonly command: readonly [string, ...string[]]
  readonly name: string
}

/** Or the line that says what would help. */
export type FoundOffice = Office | { readonly missing: string }

type Environment = Readonly<Record<string, string | undefined>>

/** In bytes and seconds of a processor; a report of a hundred pages takes a tenth of each (LibreOffice 7.4, 2026-11-21). */
const limits = ['--as=4294967296', '--cpu=100', '--fsize=67108864', '--core=0']
/** Ends it also where we were killed and cannot: later than we would. */
const atTheLatest = ['timeout', '--signal=KILL', '180']
/** No network, not even loopback; whatever it starts ends with it. */
const alone = ['--net', '--ipc', '--pid', '--fork', '--kill-child']
/** As nobody with any power; or where a machine keeps that from its users and we are root, as root. */
const walls = [
  ['unshare', '--map-root-user', ...alone],
  ['unshare', ...alone],
] as const
const patience = 30_000

/**
 * Finds a LibreOffice: the one that NIANBAO_SOFFICE names (and then no other) or one on the PATH, and a way to run it without network and within
 * limits (`unshare` and `prlimit` of util-linux). Without either it is not used.
 */
export async function findOffice(environment: Environment): Promise<FoundOffice> {
  const program = await findProgram(environment)
  if ('missing' in program) return program
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-office-'))
  try {
    const bounds = { environment: plainEnvironment(environment, folder), folder, milliseconds: patience }
    for (const wall of walls) {
      const [first, ...more] = [...wall, '--', ...atTheLatest, 'prlimit', ...limits, '--']
      if (!(await succeeds([first, ...more, 'true'], bounds))) continue
      const asked = await boundedProcess([first, ...more, program.path, '--version'], bounds)
      const name =
        asked.kind === 'ended' ? /^LibreOffice [\d.]+.*$/mu.exec(asked.said)?.[0].trim() : undefined
      return name === undefined
        ? { missing: `${program.path} does not say that it is a LibreOffice` }
        : { command: [first, ...more, program.path], name }
    }
    return {
      missing: 'nothing here can shut LibreOffice off from the network (unshare and prlimit of util-linux)',
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Nothing of ours but where programs are: no proxy, no home, no key. */
export const plainEnvironment = (
  environment: Environment,
  home: string,
): Readonly<Record<string, string>> => ({
  PATH: environment['PATH'] ?? '/usr/bin:/bin',
  ...{ HOME: home, TMPDIR: home, LANG: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' },
})

async function succeeds(
  command: readonly [string, ...string[]],
  bounds: Parameters<typeof boundedProcess>[1],
): Promise<boolean> {
  const end = await boundedProcess(command, bounds)
  return end.kind === 'ended' && end.status === 0
}

async function findProgram(
  environment: Environment,
): Promise<{ readonly path: string } | { readonly missing: string }> {
  const named = environment['NIANBAO_SOFFICE'] ?? ''
  if (named !== '') {
    if (await isProgram(named)) return { path: named }
    return { missing: `NIANBAO_SOFFICE names ${named}, which is no program` }
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of folders) {
    const path = join(folder, 'soffice')
    if (await isProgram(path)) return { path }
  }
  return {
    missing:
      'no LibreOffice was found; install it (Debian: libreoffice-writer-nogui, libreoffice-calc-nogui) or name its soffice in NIANBAO_SOFFICE',
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false // whatever the reason: it cannot be started
  }
}
