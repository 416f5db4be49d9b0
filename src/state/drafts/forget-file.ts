import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { forgetProjects } from '../files/recent-files.ts';
import { comparedStore, draftAutosave, draftStatusStore, pinStore, sessionStore } from '../page-stores.ts';
import { forgetPreference } from '../ui/preferences.ts';

/**
 * Closes the open project and wipes what this browser keeps of it: its draft, earlier drafts of the very same file, its pins and its
 * place among the recent ones. Another file that only has its name keeps its drafts.
 */
export async function forgetFile(): Promise<void> {
  const { session } = sessionStore.getState();
  if (session === null) return;
  const main = mainDocument(session.opened);
  const files = [...session.workspace.input.texts.keys()];
  comparedStore.getState().setVersion(null);
  // Pins are kept by the main file, which may have been another one of the project.
  for (const file of files) forgetPreference(`pins.${file}`);
  pinStore.setState({ file: '', pins: new Map() });
  await draftAutosave.forget();
  await draftAutosave.look();
  for (const { id, opened } of draftStatusStore.getState().earlier ?? []) {
    if (opened.some(([file, text]) => file === main.file && text === main.text))
      await draftAutosave.remove(id);
  }
  await forgetProjects(files);
}
