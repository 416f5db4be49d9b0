import type { SessionStore } from '../session-store.ts';
import type { FilesStore } from './files-store.ts';
import { mergeOffer } from './merge-offer.ts';
import { textChange } from './text-change.ts';

/**
 * Settles a change on both sides. `mine`: the page's text stays and may be saved over it. `theirs`: the disk's comes in.
 * `both`: the two are merged, where that can be read; else the question stays. What comes in is one undo step, and is not written.
 */
export function answerDisk(
  session: SessionStore,
  files: FilesStore,
  answer: 'mine' | 'theirs' | 'both',
): void {
  const { question, dismiss, setVersion } = files.getState();
  const { session: open, dispatch } = session.getState();
  if (question === null || open === null) return;
  const { file, now } = question;
  const mine = open.workspace.input.texts.get(file) ?? '';
  if (answer === 'both') {
    const offer = mergeOffer(open, question);
    if (offer.kind !== 'merged') return;
    const label = `${file} merged with the one on disk`;
    dispatch({ type: 'edit-text', file, edits: textChange(mine, offer.text), label });
  }
  if (answer === 'theirs') {
    const label = `${file} as it is on disk`;
    dispatch({ type: 'edit-text', file, edits: textChange(mine, now.text), label });
  }
  dismiss();
  dispatch({ type: 'set-opened', texts: new Map([[file, now.text]]) });
  setVersion(file, now.version);
}
