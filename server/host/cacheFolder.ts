import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs without an editor keep their snapshots. */
export function cacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'concord', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'concord');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'concord');
}
