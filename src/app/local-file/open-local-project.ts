// The page of `bulkhead open`: its project is open from the start, and saving goes back to its files.

import { parseEngine } from '../../core/analysis/parse-engine.ts';
import { noticeDisk, placeHome } from '../../state/files/disk-changes.ts';
import { type FileHome, notThere, unread } from '../../state/files/file-home.ts';
import { openProject } from '../../state/import/open-project.ts';
import { filesStore, sessionStore, uiStore } from '../../state/page-stores.ts';
import { reportOpened } from '../open/open-files.ts';
import { listenToChanges } from './local-changes.ts';
import { fetchLocalProject, type LocalProject } from './local-project.ts';
import { serverHome } from './server-home.ts';

const ended =
  'The terminal that serves this file does not answer: the page cannot save there. Run bulkhead open again, or download the file.';

/** News may have been missed: each file is read again. */
async function lookAgain(homes: readonly FileHome[]): Promise<void> {
  for (const home of homes) {
    const placed = filesStore.getState().homes.get(home.file);
    if (placed?.home !== home) continue;
    const now = await home.read().catch(() => null);
    if (now !== null && now.version !== placed.version) noticeDisk(sessionStore, filesStore, home.file, now);
  }
}

function show(project: LocalProject): void {
  const { order, files, environment, profiles, folder, engine, userlandProxy, directRouting } = project;
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  const input = { order, texts, environment: new Map(environment) };
  const { options, setOptions } = sessionStore.getState();
  // Before the files, so that they are analyzed once.
  setOptions({ ...options, engine: parseEngine(engine) ?? options.engine, userlandProxy, directRouting });
  const message = openProject(sessionStore, { input, profiles, folder });
  reportOpened({ file: order[0] ?? '', message, files: order });
}

/** Opens the served project and gives its files their homes; shows a message where the server does not answer. */
export async function openLocalProject(): Promise<void> {
  const { toast } = uiStore.getState();
  const project = await fetchLocalProject().catch(() => null);
  if (project === null) return toast(ended, 'error');
  show(project);
  const homes: FileHome[] = [];
  const changes = listenToChanges({
    lost: () => toast(ended, 'error'),
    back: () => void lookAgain(homes),
  });
  const place = (name: string, index: number, version: string) => {
    const home = serverHome(name, index, changes);
    homes.push(home);
    placeHome(sessionStore, filesStore, home, version);
  };
  project.files.forEach(({ name, version, writable }, index) => {
    if (writable) place(name, index, version);
  });
  const { begins, variables } = project;
  if (begins !== null) place(begins.name, begins.index, notThere);
  if (variables !== null) place(variables.name, variables.index, variables.present ? unread : notThere);
}
