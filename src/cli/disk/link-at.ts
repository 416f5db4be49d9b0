// Symbolic links, as they are written.

import { readlinkSync } from 'node:fs';

/** What a link says; null for what is none, or is not there. */
export function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
