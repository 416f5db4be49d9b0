// The one way in for typed, pasted, dropped and chosen text. Whatever the text is, it is kept and shown; what cannot be
// drawn leaves the last good picture in place and a message that names the line and what to do.

import { aloneInput } from '../core/compose/workspace/open-workspace.ts';
import type { FileMessage } from './message.ts';
import type { ProjectInput } from './project-input.ts';
import type { SessionStore } from './session-store.ts';

/** Opens `text` in `store`; answers with the message where it could not be read, else null. */
export function importText(store: SessionStore, file: string, text: string): FileMessage | null {
  return openProject(store, { input: aloneInput(text, { file }), profiles: null, folder: null });
}

/** Opens the files of a project; answers with the message where one could not be read, else null. */
export function openProject(store: SessionStore, project: ProjectInput): FileMessage | null {
  // Text above the size limit is refused by the core before it is parsed.
  store.getState().open(project);
  return store.getState().message;
}
