import type { Session } from '../../core/session/session.ts';
import { documentOf } from '../../core/session/session-files.ts';
import { readVersion } from '../../state/compare/read-version.ts';
import { comparedStore, uiStore } from '../../state/page-stores.ts';

/** Compares with a chosen or dropped file from now on; shows why where it cannot be read. Nothing is opened. */
export async function compareWith(session: Session, chosen: File): Promise<void> {
  const files = session.workspace.files.map(({ document }) => document.file);
  const { file: shown, toast } = uiStore.getState();
  const version = await readVersion(chosen, files, documentOf(session, shown).file);
  if (typeof version === 'string') toast(version, 'error');
  else comparedStore.getState().setVersion(version);
}
