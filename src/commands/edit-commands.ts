import type { Command } from './command.ts';
import { deleteLabel, deleteOperations } from './delete-operations.ts';
import { hasSafeFixes, safeFixes } from './safe-fixes.ts';

/** Commands that change the open file. */
export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keywords: 'back revert',
    shortcuts: ['$mod+z'],
    whileTyping: false,
    when: ({ session }) => (session.getState().session?.undo.length ?? 0) > 0,
    run({ session, ui }) {
      const entry = session.getState().session?.undo.at(-1);
      session.getState().dispatch({ type: 'undo' });
      if (entry) ui.getState().announce(`Undone: ${entry.label}`);
    },
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keywords: 'again forward',
    shortcuts: ['$mod+Shift+z', '$mod+y'],
    whileTyping: false,
    when: ({ session }) => (session.getState().session?.redo.length ?? 0) > 0,
    run({ session, ui }) {
      const entry = session.getState().session?.redo.at(-1);
      session.getState().dispatch({ type: 'redo' });
      if (entry) ui.getState().announce(`Redone: ${entry.label}`);
    },
  },
  {
    id: 'fix-all',
    label: 'Apply all safe fixes',
    group: 'Edit',
    keywords: 'mend repair findings quick fix',
    shortcuts: [],
    whileTyping: false,
    when: ({ session }) => {
      const { session: open, analysis } = session.getState();
      return open !== null && !open.workspace.stale && hasSafeFixes(analysis?.findings ?? []);
    },
    run({ session, ui }) {
      const operations = safeFixes(session.getState());
      if (operations.length === 0) return;
      const { refused } = session.getState().operate(operations, 'Apply all safe fixes');
      if (refused === null) ui.getState().toast('All safe fixes applied in one step.', 'success');
    },
  },
  {
    id: 'delete',
    label: 'Delete the selection',
    group: 'Edit',
    keywords: 'remove detach',
    shortcuts: ['Delete', 'Backspace'],
    whileTyping: false,
    when: ({ ui, session }) => ui.getState().selection.length > 0 && session.getState().session !== null,
    run({ session, ui }) {
      const { selection } = ui.getState();
      const topology = session.getState().analysis?.topology;
      if (topology === undefined) return;
      const operations = deleteOperations(selection, topology);
      if (operations.length === 0) return;
      const label = deleteLabel(selection);
      const { refused } = session.getState().operate(operations, label);
      if (refused !== null) return;
      ui.getState().select([]);
      ui.getState().announce(`${label}. Undo brings it back.`);
    },
  },
];
