import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** A command on a disk with hardly any room. */
export interface OnTinyDisk {
  /** The command that runs the given one there. `folder/disk` is the disk; it must exist, and ends with the command. */
  readonly command: readonly [string, ...string[]]
  /** Where the disk's content is kept after the command. */
  readonly kept: string
}

/**
 * Runs a command where `folder/disk` is a filesystem of its own with so many bytes, in a mount namespace that goes with it:
 * for root and, where the system lets users have namespaces, for everybody. Null where neither is allowed.
 */
export function onTinyDisk(folder: string, bytes: number, command: readonly string[]): OnTinyDisk | null {
  const namespace = process.getuid?.() === 0 ? ['-m'] : ['-Urm']
  const disk = join(folder, 'disk')
  const kept = join(folder, 'kept')
  if (!existsSync(disk)) mkdirSync(disk)
  const mount = `mount -t tmpfs -o size=${bytes} none '${disk}'`
  if (spawnSync('unshare', [...namespace, 'sh', '-c', mount]).status !== 0) return null
  const script = `${mount} && "$@"; code=$?; cp -a '${disk}' '${kept}'; exit $code`
  return { command: ['unshare', ...namespace, 'sh', '-c', script, 'sh', ...command], kept }
}

/** The command in a process whose files may not grow beyond so many bytes: a limit that everybody may set (EFBIG). */
export function withSmallFiles(bytes: number, command: readonly string[]): readonly [string, ...string[]] {
  // POSIX counts in blocks of 512 bytes.
  return ['sh', '-c', `ulimit -f ${Math.floor(bytes / 512)} && exec "$@"`, 'sh', ...command]
}

/** The command with no more than so many files open at once (EMFILE). */
export function withFewFiles(count: number, command: readonly string[]): readonly [string, ...string[]] {
  return ['sh', '-c', `ulimit -n ${count} && exec "$@"`, 'sh', ...command]
}

/**
 * The command for a user whom permissions bind: root is stripped of the two capabilities that pass them by, and stays the owner
 * of its files. Null where root may not give them up here.
 */
export function boundByRights(
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] | null {
  if (process.getuid?.() !== 0) return command
  const without = '-dac_override,-dac_read_search'
  const strip = ['setpriv', '--bounding-set', without, '--inh-caps', without] as const
  return spawnSync(strip[0], [...strip.slice(1), 'true']).status === 0 ? [...strip, ...command] : null
}
