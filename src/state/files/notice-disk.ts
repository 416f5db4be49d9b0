import type { SessionStore } from '../session-store.ts';
import { type DiskVerdict, diskVerdict } from './disk-verdict.ts';
import type { HomeText } from './file-home.ts';
import type { FilesStore } from './files-store.ts';
import { textChange } from './text-change.ts';

/** Follows what a file holds on disk: takes it over as one undo step where the page's text is untouched, else asks. Never writes. */
export function noticeDisk(
  session: SessionStore,
  files: FilesStore,
  file: string,
  now: HomeText,
): DiskVerdict {
  const open = session.getState().session;
  const mine = open?.workspace.input.texts.get(file);
  if (!open || mine === undefined) return 'unchanged';
  const verdict = diskVerdict(open.opened.input.texts.get(file) ?? '', mine, now.text);
  if (verdict === 'ask') {
    files.getState().ask({ file, now });
    return verdict;
  }
  const { dispatch } = session.getState();
  if (verdict === 'adopt') {
    const label = `${file} changed on disk`;
    dispatch({ type: 'edit-text', file, edits: textChange(mine, now.text), label });
  }
  if (verdict !== 'unchanged') dispatch({ type: 'set-opened', texts: new Map([[file, now.text]]) });
  files.getState().setVersion(file, now.version);
  return verdict;
}
