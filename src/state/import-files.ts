// Files that were dropped or chosen. One file is read for now; with several, the one that looks most like a compose file.

import { decodeText } from './decode-text.ts';
import { importText } from './import-text.ts';
import type { FileMessage } from './message.ts';
import type { SessionStore } from './session-store.ts';

/** What came of it: the file that was opened, its message if any, and the names of those that were not read. */
export interface ImportedFiles {
  readonly file: string;
  readonly message: FileMessage | null;
  readonly notRead: readonly string[];
}

// Read before decoding: a browser would hold the bytes and the text of a huge file at once.
const mostBytes = 50 * 1024 * 1024;

function likeness(name: string): number {
  if (/^(docker-)?compose\.ya?ml$/i.test(name)) return 0;
  if (/compose.*\.ya?ml$/i.test(name) && !/override/i.test(name)) return 1;
  if (/\.ya?ml$/i.test(name)) return 2;
  return 3;
}

/** Reads the most compose-like of `files` into `store`; null when there is none. */
export async function importFiles(
  store: SessionStore,
  files: readonly File[],
): Promise<ImportedFiles | null> {
  const [chosen, ...others] = [...files].sort((a, b) => likeness(a.name) - likeness(b.name));
  if (chosen === undefined) return null;
  const notRead = others.map(({ name }) => name);
  const refused = (text: string, advice: string): ImportedFiles => {
    const message: FileMessage = { tone: 'error', file: chosen.name, line: null, column: null, text, advice };
    store.getState().setMessage(message);
    return { file: chosen.name, message, notRead };
  };
  if (chosen.size > mostBytes) {
    return refused('this file is far too large for a compose file', 'Choose a file of at most 5 MB.');
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await chosen.arrayBuffer());
  } catch {
    return refused('this cannot be read as a file', 'Drop the compose file itself, not its folder.');
  }
  const decoded = decodeText(chosen.name, bytes);
  if (!decoded.ok) {
    store.getState().setMessage(decoded.error);
    return { file: chosen.name, message: decoded.error, notRead };
  }
  return { file: chosen.name, message: importText(store, chosen.name, decoded.value), notRead };
}
