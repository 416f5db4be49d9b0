import type { SessionStore } from '../session-store.ts';
import type { FilesStore } from './files-store.ts';
import { textChange } from './text-change.ts';

/** Settles a change on both sides. `mine`: the page's text stays and may be saved over it. `theirs`: the disk's comes in, an undo step away. */
export function answerDisk(session: SessionStore, files: FilesStore, answer: 'mine' | 'theirs'): void {
  const { question, dismiss, setVersion } = files.getState();
  if (question === null) return;
  dismiss();
  const { file, now } = question;
  const { session: open, dispatch } = session.getState();
  if (answer === 'theirs') {
    const mine = open?.workspace.input.texts.get(file) ?? '';
    const label = `${file} as it is on disk`;
    dispatch({ type: 'edit-text', file, edits: textChange(mine, now.text), label });
  }
  dispatch({ type: 'set-opened', texts: new Map([[file, now.text]]) });
  setVersion(file, now.version);
}
