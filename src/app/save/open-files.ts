import type { Chosen } from '../../state/dropped-files.ts';
import { importFiles, type StackPick } from '../../state/import-files.ts';
import { sessionStore, stackChoiceStore } from '../../state/page-stores.ts';
import { tellOpened } from '../tell-opened.ts';
import { keepWays } from './keep-ways.ts';

/**
 * Opens chosen or dropped files, says so, and keeps the way back to each that has one. Of several stacks a person is asked
 * which; `pick` is what was answered. False where there was nothing.
 */
export async function openFiles(chosen: Chosen, pick: StackPick = null): Promise<boolean> {
  const opened = await importFiles(sessionStore, chosen, pick);
  if (opened === null) return false;
  if (opened.choice !== undefined) {
    const open = (answer: Exclude<StackPick, null>): void => {
      stackChoiceStore.setState({ choice: null });
      void openFiles(chosen, answer);
    };
    stackChoiceStore.setState({ choice: { ...opened.choice, open } });
    return true;
  }
  tellOpened(opened);
  if (opened.handles.size > 0) await keepWays(chosen.folder, opened.handles);
  return true;
}
