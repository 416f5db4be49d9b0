// Undo and redo of the editor are those of the session: one history for typing, canvas and fixes.

import { type Extension, Prec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { EditorHost } from '../editor-host.ts';

type HistoryAct = 'undo' | 'redo';

/** What a key asks of the history. By letter whatever its case: with caps lock on, Shift makes a small one. */
function actOf(event: KeyboardEvent): HistoryAct | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

/** The keys for undo and redo, and the browser's own menu entries for them. */
export function historyKeys(host: Pick<EditorHost, 'undo' | 'redo'>): Extension {
  function run(act: HistoryAct | null): boolean {
    if (act === null) return false;
    if (act === 'undo') host.undo();
    else host.redo();
    return true;
  }
  return Prec.highest(
    EditorView.domEventHandlers({
      keydown: (event) => run(actOf(event)),
      beforeinput({ inputType }) {
        if (inputType === 'historyUndo') return run('undo');
        return run(inputType === 'historyRedo' ? 'redo' : null);
      },
    }),
  );
}
