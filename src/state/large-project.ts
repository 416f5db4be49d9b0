// Opening a project too large to be read in one go. Its texts are read in a thread; what the page itself does is cut into
// tasks, so that the old picture can be used all the while. Opening anything else calls it off.

import { computeReach } from '../core/analysis/compute-reach.ts';
import { judgeWith } from '../core/analysis/judge-with.ts';
import type { ComposeDocument } from '../core/compose/document.ts';
import { documentOf } from '../core/compose/open-document.ts';
import { sizeRefusal } from '../core/compose/size-limit.ts';
import { assembleWorkspace } from '../core/compose/workspace/assemble-workspace.ts';
import { openProject } from './import-text.ts';
import { heldParts } from './late-parts.ts';
import type { FileMessage } from './message.ts';
import { optionsFor } from './options-for.ts';
import { pause } from './pause.ts';
import type { ProjectInput } from './project-input.ts';
import { type ReadingThread, readLarge, startThread } from './reading.ts';
import type { SessionStore } from './session-store.ts';
import { unreadableMessage } from './unreadable-message.ts';

/** Texts from this length on are read in a thread. */
export const largeLength = 300_000;

/** What became of it; `overtaken` where something else was opened meanwhile. */
export type Opened = { readonly message: FileMessage | null } | 'overtaken';

let current: AbortController | null = null;

/** Opens `project` in `store`, at once or, where a text is large, when it was read. */
export async function openWhenRead(
  store: SessionStore,
  project: ProjectInput,
  start: () => ReadingThread = startThread,
): Promise<Opened> {
  current?.abort();
  const { texts, environment } = project.input;
  const large = [...texts].filter(([, text]) => text.length >= largeLength && sizeRefusal(text) === null);
  if (large.length === 0) return { message: openProject(store, project) };
  const calledOff = new AbortController();
  const { signal } = calledOff;
  current = calledOff;
  const { opening } = store.getState();
  store.getState().setReading({ file: large[0]?.[0] ?? '', cancel: () => calledOff.abort() });
  const stop = store.subscribe((now) => {
    if (now.opening !== opening) calledOff.abort();
  });
  try {
    const documents: ComposeDocument[] = [];
    for (const [file, text] of large) {
      const reading = await readLarge({ text, environment }, signal, start);
      if (reading === null) return 'overtaken';
      await pause();
      const { services, networks } = reading;
      const bare = { name: null, profiles: [], unsetVariables: [], otherKeys: [] };
      const lent = { topology: { ...bare, services, networks }, empty: true };
      const context = { file, environment, schema: store.getState().schema };
      documents.push(documentOf(text, reading, context, reading.unreadable ? null : lent));
    }
    await pause();
    if (signal.aborted) return 'overtaken';
    return await show(store, project, documents, signal, stop);
  } finally {
    stop();
    if (current === calledOff) {
      current = null;
      store.getState().setReading(null);
    }
  }
}

async function show(
  store: SessionStore,
  project: ProjectInput,
  documents: readonly ComposeDocument[],
  signal: AbortSignal,
  stop: () => void,
): Promise<Opened> {
  const { schema } = store.getState();
  const workspace = assembleWorkspace({ ...project.input, schema }, documents, null);
  const chosen = { ...store.getState().options, profiles: project.profiles ?? [] };
  const { options } = optionsFor(workspace, chosen, project.folder);
  if (!workspace.stale) {
    await pause();
    const reach = computeReach(workspace.topology, options);
    await pause();
    const first = judgeWith(null, workspace, reach, null);
    await pause();
    if (signal.aborted) return 'overtaken';
    stop();
    store.getState().adopt(workspace, project, first);
    await pause();
    const find = heldParts()?.findFindings ?? null;
    if (find !== null && store.getState().session?.workspace === workspace) store.getState().findAgain();
  } else {
    stop();
    store.getState().adopt(workspace, project, null);
  }
  const message = unreadableMessage(workspace);
  store.getState().setMessage(message);
  return { message };
}
