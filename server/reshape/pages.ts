import type { KbPath } from '../model/path.ts';
import { pageOf } from '../model/resolve.ts';
import type { Places } from './movedIndex.ts';

/** The file that shows for a folder. */
export const homeOf = (folder: KbPath, index: Places): KbPath | undefined => pageOf(folder, index)?.path;
