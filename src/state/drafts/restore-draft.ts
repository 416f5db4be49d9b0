import { textChange } from '../files/text-change.ts';
import type { SessionStore } from '../session-store.ts';
import type { Draft } from './draft.ts';
import { projectOf } from './stored-project.ts';

/** Brings a draft back: the files as they were opened, then the work on them as edits that undo takes back. */
export function restoreDraft(store: SessionStore, draft: Draft): void {
  const before = new Map(draft.opened);
  const texts = new Map(draft.project.texts);
  const { dispatch, open } = store.getState();
  open(projectOf(draft.project, before.size > 0 ? before : texts));
  const names = new Set([...before.keys(), ...texts.keys()]);
  for (const file of names) {
    const edits = textChange(before.get(file) ?? '', texts.get(file) ?? '');
    if (edits.length > 0) dispatch({ type: 'edit-text', file, edits, label: `Draft of ${draft.name}` });
  }
  const { order } = draft.project;
  const { session } = store.getState();
  if (session?.workspace.input.order.join('\n') !== order.join('\n')) dispatch({ type: 'set-order', order });
}
