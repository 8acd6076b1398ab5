import type { Option } from 'commander'
import { folderOption } from './settings.ts'

/** Where recordings (录制) lie: in the checkout, for its tests. */
export const recordingsOption = (): Option =>
  folderOption('--out <folder>', 'where the recordings are', 'test/recordings')
