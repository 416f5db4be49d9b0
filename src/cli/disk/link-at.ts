// Symbolic links, as they are written.

import { readlinkSync } from 'node:fs';

/** Returns the target of a link; null for anything else or a missing entry. */
export function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
