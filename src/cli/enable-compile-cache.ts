// What Node compiled of our own files is remembered between two calls, which then start in half the time.

import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Since Node 22.1; the types in use are those of Node 20. */
type CompileCache = { readonly enableCompileCache?: (folder: string) => unknown };

/**
 * Remembers compiled code in the user's own cache. Node's default is below the folder of temporary files, where on a shared
 * machine another user could have put code for us to run. Where the folder cannot be made, nothing is remembered.
 */
export function enableCompileCache(): void {
  (module as CompileCache).enableCompileCache?.(join(cacheFolder(), 'bulkhead', 'compiled'));
}

function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME?.startsWith('/')) return XDG_CACHE_HOME;
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA;
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}
