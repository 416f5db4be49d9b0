// The page of `bulkhead open`: its project is open from the start, and saving goes back to its files.

import { hostFileName } from '../../../core/host/host.ts';
import { type LiveHost, type LiveRecord, readLiveRecord } from '../../../core/host/running/live-host.ts';
import type { HostRecord, ServedRecord } from '../../../core/host/served-record.ts';
import { daemonChoice } from '../../../core/reach/daemon-settings.ts';
import { parseEngine } from '../../../core/reach/engine-kinds.ts';
import { followDisk, registerHome } from '../../state/files/disk-changes.ts';
import {
  type FileHome,
  type HomeText,
  missingVersion,
  unreadVersion,
  type WriteOutcome,
} from '../../state/files/file-home.ts';
import { type HostEngine, loadHostEngine } from '../../state/host/load-host-engine.ts';
import { projectOfRecord } from '../../state/import/project-input.ts';
import {
  filesStore,
  liveToolsStore,
  mountedStore,
  recoverStore,
  uiStore,
  workOfFile,
  workStore,
} from '../../state/page-stores.ts';
import { fetchRules } from '../../state/work/fetch-rules.ts';
import type { OpenedHost } from '../../state/work/opened-stacks.ts';
import { hostStacks } from '../../state/work/selectors.ts';
import { reportHost, reportOpened } from '../open/open-files.ts';
import { followObserved } from './follow-observed.ts';
import { fetchLive, fetchLocalProject, fetchObserved, fetchRecovered, fetchTried } from './local-project.ts';
import { servedStack } from './served-stack.ts';

const ended =
  'The terminal that serves this file does not answer: the page cannot save there. Run bulkhead open again, or download the file.';
const away =
  'The server of these stacks does not answer, or your session is over. Reload the page to sign in; what is not saved stays in this browser.';
const readOnly = 'This server saves nothing. Download what you change.';
const valuesHidden = "Values of variables that the picture does not need are hidden: they read 'hidden'.";

/** Reads each file again, since events may have been missed. */
async function lookAgain(homes: readonly FileHome[]): Promise<void> {
  for (const home of homes) {
    const placed = filesStore.getState().homes.get(home.file);
    if (placed?.home !== home) continue;
    const now = await home.read().catch(() => null);
    if (now !== null && now.version !== placed.version)
      followDisk(workOfFile(home.file), filesStore, home.file, now);
  }
}

/** Takes over the text on disk of a read-only file, without an undo step. */
function takeOver(file: string, text: string): void {
  const work = workOfFile(file);
  const { session } = work.getState();
  if (session?.readOnly !== undefined) work.dispatch({ type: 'add-files', texts: new Map([[file, text]]) });
}

async function show(project: ServedRecord): Promise<void> {
  const { order, files, engine, machine = null } = project;
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  const { options } = workStore.getState();
  const chosen = { engine: parseEngine(engine) ?? options.engine };
  const daemon = daemonChoice(project);
  if (project.fleet !== undefined) {
    const { openServedFleet } = await import('./open-served-fleet.ts');
    await openServedFleet(project.fleet, texts, { ...workStore.getState().options, ...chosen, ...daemon });
    return;
  }
  if (project.host !== undefined) {
    const live = project.live === undefined ? null : readLiveRecord(project.live);
    const opened = { ...hostOf(project.host, texts, live, await loadHostEngine()), live, machine };
    if (live !== null) recoverStore.setState({ recover: fetchRecovered });
    liveToolsStore.setState({
      tryPair: project.offers?.probe === true ? fetchTried : null,
      look: project.offers?.observed === true ? fetchObserved : null,
    });
    workStore.openHost(opened);
    workStore.setOptions({ ...workStore.getState().options, ...chosen, ...daemon });
    reportHost(opened, [], hostStacks(workStore.getState()).length);
    return;
  }
  // Before the files, so that they are analyzed once.
  workStore.setOptions({ ...options, ...chosen });
  const message = workStore.openProject({ ...projectOfRecord(project, texts), daemon });
  reportOpened({ file: order[0] ?? '', message, files: order });
}

/** Returns the served stacks, each with its own files and variables. */
function hostOf(
  { name, failed, file, stacks }: HostRecord,
  texts: ReadonlyMap<string, string>,
  live: LiveHost | null,
  engine: HostEngine,
): OpenedHost {
  const whyReadOnly = new Map(live?.stacks.map(({ file: main, readOnly }) => [main, readOnly]));
  const opened = stacks.map((stack) => {
    const read = servedStack(stack, texts);
    const readOnly = whyReadOnly.get(stack.order[0] ?? '') ?? null;
    return readOnly === null ? read : { ...read, session: { ...read.session, readOnly } };
  });
  const known = file === null ? null : engine.readHostFile(hostFileName, file);
  return { engine, name, stacks: opened, leftOut: [], failed, file: known };
}

/** Opens the served project and connects its files to the server; shows a message where the server does not answer. */
export async function openLocalProject(): Promise<void> {
  const { toast } = uiStore.getState();
  const project = await fetchLocalProject().catch(() => null);
  if (project === null) return toast(ended, 'error');
  await fetchRules(workStore);
  await show(project);
  const mounted = project.mounted ?? [];
  if (mounted.length > 0) {
    const sources = new Map(mounted.map(([name, text]) => [name, async () => text] as const));
    mountedStore.getState().offer({ sources, texts: new Map(mounted), whole: false });
  }
  // What could not be read matters more than the notice that all is read-only.
  const notices = [
    ...(project.server?.readOnly === true ? [readOnly] : []),
    ...(project.server?.hidesValues === true ? [valuesHidden] : []),
  ];
  const failed = (project.fleet ?? project.host)?.failed;
  if (notices.length > 0 && failed?.length === 0) toast(notices.join(' '), 'info');
  const gone = project.server === undefined ? ended : away;
  followObserved({
    tools: liveToolsStore,
    work: workStore,
    failed: (why) => toast(why, 'error'),
  });
  const homes: FileHome[] = [];
  const changes = listenToChanges({
    lost: () => toast(gone, 'error'),
    back() {
      void lookAgain(homes);
      if (project.live === undefined) return;
      fetchLive().then(workStore.setLive, () => toast(gone, 'error'));
    },
    live: (now) => workStore.setLive(now),
  });
  const place = (name: string, index: number, version: string) => {
    const home = serverHome(name, index, changes);
    homes.push(home);
    registerHome(workOfFile(name), filesStore, home, version);
  };
  for (const { name, index, version, writable } of project.files) {
    if (writable) place(name, index, version);
    else if (project.live !== undefined) changes.follow(index, ({ text }) => takeOver(name, text));
    else if (project.fleet?.machines.some(({ record }) => record === name))
      changes.follow(index, ({ text }) => workStore.takeRecord({ file: name, text }));
  }
  const stacks = project.fleet?.machines.flatMap((machine) => machine.stacks) ?? project.host?.stacks;
  for (const { begins, variables } of stacks ?? [project]) {
    if (begins !== null) place(begins.name, begins.index, missingVersion);
    if (variables !== null)
      place(variables.name, variables.index, variables.present ? unreadVersion : missingVersion);
  }
}

// A file of the `bulkhead open` server as a home. The server compares versions; nothing is decided here.

async function outcomeOf(response: Response): Promise<WriteOutcome> {
  if (response.status === 200 || response.status === 201) {
    const { version } = (await response.json()) as { readonly version: string };
    return { kind: 'saved', version };
  }
  if (response.status === 409) return { kind: 'changed', now: (await response.json()) as HomeText };
  return { kind: 'refused', why: (await response.text()).trim() };
}

/** Returns the home of file number `index`, which the session calls `file`. */
function serverHome(file: string, index: number, changes: LocalChanges): FileHome {
  const address = `api/files/${index}`;
  return {
    file,
    async read() {
      const response = await fetch(address);
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as HomeText;
    },
    async write(text, version) {
      const expected: Record<string, string> =
        version === missingVersion ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` };
      const headers = { 'Content-Type': 'application/yaml', ...expected };
      let response: Response;
      try {
        response = await fetch(address, { method: 'PUT', headers, body: new TextEncoder().encode(text) });
      } catch {
        return {
          kind: 'refused',
          why: `The command that serves ${file} has ended: run bulkhead open again.`,
        };
      }
      return outcomeOf(response);
    },
    watch: (listener) => changes.follow(index, listener),
  };
}

// The server's events about the files, from one stream for the whole page.

interface Change extends HomeText {
  readonly index: number;
}

interface LocalChanges {
  /** Calls `listener` with each new content of file number `index`; returns a function that stops it. */
  follow(index: number, listener: (now: HomeText) => void): () => void;
}

/**
 * Listens to the server's events: `lost` when the connection ends, `back` when it is restored and events may have been missed, `live` when
 * the running containers were read again.
 */
function listenToChanges(listener: { lost(): void; back(): void; live(now: LiveHost): void }): LocalChanges {
  const listeners = new Set<(change: Change) => void>();
  const stream = new EventSource('api/changes');
  let isLost = false;
  stream.addEventListener('message', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as Change;
    for (const listener of listeners) listener(change);
  });
  stream.addEventListener('live', (event: MessageEvent<string>) => {
    listener.live(readLiveRecord(JSON.parse(event.data) as LiveRecord));
  });
  stream.addEventListener('error', () => {
    if (!isLost) listener.lost();
    isLost = true;
  });
  stream.addEventListener('open', () => {
    if (isLost) listener.back();
    isLost = false;
  });
  return {
    follow(index, listener) {
      const onChange = ({ index: changed, text, version }: Change): void => {
        if (changed === index) listener({ text, version });
      };
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
