import type { Session } from '../../core/session/session.ts';
import { documentOf } from '../../core/session/session-files.ts';
import type { OtherVersion } from '../../state/compare/compared-store.ts';
import { decodeText } from '../../state/import/decode-text.ts';
import { comparedStore, uiStore } from '../../state/page-stores.ts';

// As for opening: what is larger is no compose file.
const mostBytes = 50 * 1024 * 1024;

/**
 * Reads a chosen or dropped file as another version of one of `files`: of the file with the same name, else of `shown`. Returns a text
 * with the reason where it cannot be read.
 */
async function readVersion(
  chosen: File,
  files: readonly string[],
  shown: string,
): Promise<OtherVersion | string> {
  if (chosen.size > mostBytes) return `${chosen.name} is far too large for a compose file.`;
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await chosen.arrayBuffer());
  } catch {
    return `${chosen.name} cannot be read as a file. Choose the compose file itself.`;
  }
  const decoded = decodeText(chosen.name, bytes);
  if (!decoded.ok) return `${chosen.name}: ${decoded.error.text}. ${decoded.error.advice}`;
  const file = files.find((name) => name === chosen.name || name.endsWith(`/${chosen.name}`)) ?? shown;
  return { name: chosen.name, file, text: decoded.value };
}

/** Compares with a chosen or dropped file from now on; shows why where it cannot be read. Nothing is opened. */
export async function compareWith(session: Session, chosen: File): Promise<void> {
  const files = session.workspace.files.map(({ document }) => document.file);
  const { file: shown, toast } = uiStore.getState();
  const version = await readVersion(chosen, files, documentOf(session, shown).file);
  if (typeof version === 'string') toast(version, 'error');
  else comparedStore.getState().setVersion(version);
}
