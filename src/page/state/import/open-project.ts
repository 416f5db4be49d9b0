// The one way in for typed, pasted, dropped and chosen text. Whatever the text is, it is kept and shown; what cannot be drawn
// leaves the last good picture in place and a message that names the line and what to do. A project of some 150 services is worked
// out in short tasks. One too large to be read in one go is read in a worker and laid out in another; what the page itself does is
// cut into tasks, so that the old picture can be used all the while. It is replaced at once by all of the new one, picture and
// findings together. Opening anything else cancels it.

import type { ComposeDocument } from '../../../core/compose/document.ts';
import { documentOf, sizeRefusal } from '../../../core/compose/open-document.ts';
import { assembleWorkspace } from '../../../core/compose/workspace/assemble-workspace.ts';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { analyzeInTasks, checkInTasks } from '../large/analyze-in-tasks.ts';
import { isLargeText, isLargeTopology, isOpenedInTasks, yieldToMain } from '../large/large.ts';
import { type ReadingThread, readLarge, startThread } from '../large/reading.ts';
import { type DrawElsewhere, drawInThread, drawLarge } from '../picture/draw-large.ts';
import { noKeptLayout } from '../picture/picture-of.ts';
import { optionsFor } from '../session/file-options.ts';
import type { FileMessage } from '../session/message.ts';
import { fetchRules, hasRules } from '../work/fetch-rules.ts';
import { projectOptions } from '../work/opening-options.ts';
import { drawnMessage } from '../work/selectors.ts';
import type { WorkStore } from '../work/work-store.ts';
import type { ProjectInput } from './project-input.ts';

/** Opens `text` in `work`; returns a message when it is unreadable, null otherwise. */
export function importText(work: WorkStore, file: string, text: string): FileMessage | null {
  // The core refuses a text above the size limit before it parses it.
  return work.openProject({ input: aloneInput(text, { file }), profiles: null, folder: null });
}

/** The result of opening; `superseded` when something else was opened meanwhile. */
export type Opened = { readonly message: FileMessage | null } | 'superseded';

/** The threads that read and lay out; tests replace them. */
export interface Threads {
  readonly read: () => ReadingThread;
  readonly draw: DrawElsewhere;
}

const browserThreads: Threads = { read: startThread, draw: drawInThread };

/** Opens `project` in `work`, at once or, for a large text, after a thread has read it. */
export async function openWhenRead(
  work: WorkStore,
  project: ProjectInput,
  threads: Threads = browserThreads,
): Promise<Opened> {
  const { texts, environment } = project.input;
  if (!hasRules(work)) await fetchRules(work);
  const large = [...texts].filter(([, text]) => sizeRefusal(text) === null && isLargeText(text));
  if (large.length === 0 && ![...texts.values()].some(isOpenedInTasks))
    return { message: work.openProject(project) };
  const { reading: before } = work.getState();
  before?.cancel();
  const cancelled = new AbortController();
  const { signal } = cancelled;
  // The work calls `cancel` when anything else is opened meanwhile.
  const own = { file: large[0]?.[0] ?? project.input.order[0] ?? '', cancel: () => cancelled.abort() };
  work.setReading(own);
  try {
    const documents: ComposeDocument[] = [];
    for (const [file, text] of large) {
      const reading = await readLarge({ text, environment }, signal, threads.read);
      if (reading === null) return 'superseded';
      const { services, networks } = reading;
      const { schema } = work.getState();
      await checkInTasks(services.values(), environment, schema);
      await yieldToMain();
      const bare = { name: null, profiles: [], unsetVariables: [], otherKeys: [] };
      const lent = { topology: { ...bare, services, networks }, empty: true };
      const context = { file, environment, schema };
      documents.push(documentOf(text, reading, context, reading.unreadable ? null : lent));
      await yieldToMain();
    }
    if (signal.aborted) return 'superseded';
    return await show(work, project, documents, signal, threads.draw);
  } finally {
    if (work.getState().reading === own) work.setReading(null);
  }
}

async function show(
  work: WorkStore,
  project: ProjectInput,
  documents: readonly ComposeDocument[],
  signal: AbortSignal,
  draw: DrawElsewhere,
): Promise<Opened> {
  const { schema } = work.getState();
  const workspace = assembleWorkspace({ ...project.input, schema }, documents, null);
  await yieldToMain();
  if (signal.aborted) return 'superseded';
  const chosen = projectOptions(work.getState(), project);
  const { options } = optionsFor(workspace, chosen, project.folder);
  if (workspace.stale) {
    work.adopt(workspace, project, null);
  } else {
    const analysis = await analyzeInTasks(work.getState().book, workspace, options, null, signal);
    if (analysis === null) return 'superseded';
    if (isLargeTopology(workspace.topology))
      await drawLarge(analysis, new Set(), noKeptLayout, new Map(), null, signal, draw);
    if (signal.aborted) return 'superseded';
    work.adopt(workspace, project, analysis);
  }
  return { message: drawnMessage(work.getState()) };
}
