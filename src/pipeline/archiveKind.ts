import { archiveState } from '../archive/archiveFolder.ts'

/** Whether the archive in `folder` is `live` or `replica`; an archive that is yet to begin is `otherwise`. */
export async function archiveKind(
  folder: string,
  otherwise: 'live' | 'replica',
): Promise<'live' | 'replica'> {
  const state = await archiveState(folder)
  return state.kind === 'archive' ? state.file.kind : otherwise
}
