// Files that were dropped or chosen: read as text, then opened as the project that they make together.

import { textsAskedBy } from '../../../core/compose/discovery/files-asked-by.ts';
import { isEnvFile } from '../../../core/compose/environment/dot-env.ts';
import { fleetFileName } from '../../../core/fleet/stated-fleet.ts';
import { hostFileName } from '../../../core/host/host.ts';
import type { Session } from '../../../core/session/session.ts';
import type { PermittedHandle } from '../files/handle-home.ts';
import { loadFleetEngine } from '../fleet/load-fleet-engine.ts';
import { loadHostEngine } from '../host/load-host-engine.ts';
import { type MountedOffer, type MountedSource, requestedPaths } from '../mounted/mounted-files.ts';
import { type FileMessage, formatMessage } from '../session/message.ts';
import { isPicture, pictureTexts } from '../share/picture-texts.ts';
import type { OpenedFleet } from '../work/opened-fleet.ts';
import type { OpenedHost } from '../work/opened-stacks.ts';
import { drawnSession, hostStacks } from '../work/selectors.ts';
import type { WorkStore } from '../work/work-store.ts';
import { decodeText } from './decode-text.ts';
import { type ChosenFile, type ChosenFiles, mayBeRecord } from './dropped-files.ts';
import { openWhenRead } from './open-project.ts';
import { projectInput } from './project-input.ts';
import { readFleet } from './read-fleet.ts';
import { readStacks } from './read-stacks.ts';
import { type FoundRecord, readRecordText } from './records.ts';
import { type FoundStack, type FoundStacks, stacksAmong, textsOf, variablesOf } from './stacks.ts';
import { type TakenVariables, takeVariables, withKeptVariables } from './variable-files.ts';

/** The result of opening files: the main file, its message if any, and the number of files. */
export interface ImportedFiles {
  readonly file: string;
  readonly message: FileMessage | null;
  readonly files: readonly string[];
  /** The handle for writing each file back, by its name in the project. */
  readonly handles: ReadonlyMap<string, PermittedHandle>;
  /** YAML files that are not Compose files; absent without any. */
  readonly leftOut?: readonly string[];
  /** Files of variables without a project: nothing was opened. Absent otherwise. */
  readonly variables?: TakenVariables;
  /** Files of one folder with different project names, for a person to choose from: nothing was opened. Absent otherwise. */
  readonly choice?: FoundStacks;
  /** Files beside the compose files that services may mount; absent without any. */
  readonly mounted?: MountedOffer;
  /** Records of a machine or of observed traffic among the files, not applied yet; absent without any. */
  readonly records?: readonly FoundRecord[];
  /** Several stacks that were read and not opened yet; absent otherwise. */
  readonly host?: OpenedHost;
  /** The machines of a fleet that were read and not opened yet; absent otherwise. */
  readonly fleet?: OpenedFleet;
}

/** The chosen stack among several, or all merged as one project (`--merge`); null before the question. */
export type StackPick = FoundStack | 'merge' | null;

// Checked before decoding: a browser would hold the bytes and the text of a huge file at once.
const mostBytes = 50 * 1024 * 1024;

/** The place for opened files: `instead` of the open work, or added to the open `host`. */
export type OpeningPlace = 'instead' | 'host';

/**
 * Reads `chosen` into `work`. Several stacks return as a host, and so does a single one that is added to the open host; files of one folder
 * with different project names return for a person to choose from. Null without files, or when something else was opened meanwhile. Files
 * that the open project includes are added to it; those that it mounts, by the paths in `mounted`, are returned beside it.
 */
export async function importFiles(
  work: WorkStore,
  chosen: ChosenFiles,
  pick: StackPick = null,
  onto: OpeningPlace = 'instead',
  mounted: readonly string[] = [],
): Promise<ImportedFiles | null> {
  if (chosen.files.length === 0 && chosen.folder === null) return null;
  const texts = new Map<string, string>();
  const failed = [...(chosen.failed ?? [])];
  // All at once: a host has hundreds of small files, and each is waited for.
  const reads = new Map(
    chosen.files.filter(({ path }) => !isPicture(path)).map((one) => [one, readFile(one)]),
  );
  for (const one of chosen.files) {
    if (isPicture(one.path)) {
      const inside = await readPicture(one);
      if (inside.size > 0) return openTexts(work, inside);
      const advice =
        'Drop the compose file, or a picture that was exported with the text of the files in it.';
      return refused(work, messageOf(one.path, 'this picture holds no compose file', advice));
    }
    if (texts.has(one.path)) {
      const advice = 'Drop their folders, so that the files can be told apart.';
      return refused(work, messageOf(one.path, 'two files have this name, in different folders', advice));
    }
    const read = await (reads.get(one) ?? readFile(one));
    if (typeof read === 'string') texts.set(one.path, read);
    else if (chosen.folder === null && !one.path.includes('/')) return refused(work, read);
    // In a folder, what cannot be read is only reported where other stacks stand beside it.
    else failed.push(formatMessage(read));
  }
  const asked = requestedPaths(mounted, texts.keys());
  if (asked !== null) {
    const sources = new Map(
      [...asked].map(([name, path]) => [path, async () => texts.get(name) ?? null] as const),
    );
    return {
      file: [...asked.values()].join(', '),
      message: null,
      files: [],
      handles: new Map(),
      mounted: { sources, whole: false },
    };
  }
  const records: FoundRecord[] = [];
  for (const [path, text] of texts) {
    const found = await readRecordText(path, text);
    const beside = chosen.folder !== null && mayBeRecord(path);
    // A file of that name in a folder may be anything.
    if (found === null && beside) texts.delete(path);
    if (found === null) continue;
    if ('tone' in found) {
      if (!beside) return refused(work, found);
      failed.push(formatMessage(found));
      texts.delete(path);
      continue;
    }
    records.push(found);
    texts.delete(path);
  }
  if (records.length > 0 && texts.size === 0)
    return { file: records[0]?.file ?? '', message: null, files: [], handles: new Map(), records };
  const opened = await importTexts(work, chosen, { texts, failed }, pick, onto);
  return opened === null || records.length === 0 ? opened : { ...opened, records };
}

/** The readable parts of a drop. */
interface ReadTexts {
  readonly texts: Map<string, string>;
  readonly failed: readonly string[];
}

async function importTexts(
  work: WorkStore,
  chosen: ChosenFiles,
  { texts, failed }: ReadTexts,
  pick: StackPick,
  onto: OpeningPlace,
): Promise<ImportedFiles | null> {
  if (texts.has(fleetFileName)) return importFleet(work, chosen, texts);
  const added = onto === 'host' && hostStacks(work.getState()).length > 0;
  const handles = new Map(chosen.files.flatMap(({ path, handle }) => (handle ? [[path, handle]] : [])));
  const joined = addMissing(work, added, texts, handles);
  if (joined !== null) return joined;
  if (chosen.folder === null && texts.size > 0 && [...texts.keys()].every(isEnvFile)) {
    const taken = takeVariables(work, texts);
    if ('tone' in taken) return refused(work, taken);
    return { file: taken.files[0] ?? '', message: null, files: taken.files, handles, variables: taken };
  }
  const given = added ? withFolder(chosen.folder, texts) : { folder: chosen.folder, texts };
  const found = stacksAmong(texts, chosen.folder);
  const stack = pick === 'merge' ? merged(found) : (pick ?? found.stacks[0]);
  if (stack === undefined) {
    const advice = 'Drop the files themselves, or a folder with a compose.yaml.';
    const text = 'it contains no file with a default name of Docker Compose';
    return refused(work, messageOf(chosen.folder ?? 'The drop', text, advice));
  }
  const moved = given.folder === chosen.folder ? '' : `${chosen.folder}/`;
  const apart = new Set(
    [...texts.keys()].filter((file) =>
      isMountedOnly(
        file,
        texts,
        [...stack.files, ...found.stacks.flatMap(({ files }) => files)],
        found.leftOut,
      ),
    ),
  );
  const beside = besideOf(chosen, texts, apart, moved);
  if (pick === null && found.apart)
    return { file: '', message: null, files: [], handles: new Map(), choice: found };
  const many = found.stacks.length > 1;
  if (pick === null && (many || added)) {
    const named = added ? placedHandles(handles, given.texts, texts) : handles;
    const kept = new Map([...given.texts].filter(([file]) => !apart.has(file.slice(moved.length))));
    const read = await readHost(work, kept, given.folder, {
      handles: named,
      failed,
      leftOut: found.leftOut,
    });
    return read === null || beside === null ? read : { ...read, mounted: beside };
  }
  const dirs = found.stacks.flatMap(({ dir }) => dir ?? []);
  const all = many && pick !== 'merge' ? textsOf(stack, texts, dirs) : texts;
  const own = new Map([...all].filter(([file]) => !apart.has(file)));
  const project = withKeptVariables(work, projectInput(own, chosen.folder, stack.files));
  const opened = await openWhenRead(work, project);
  if (opened === 'superseded') return null;
  const workspace = drawnSession(work.getState())?.workspace;
  const files = workspace?.files.map(({ document }) => document.file) ?? [];
  const leftOut = found.leftOut.filter((file) => all.has(file));
  return {
    file: project.input.order[0] ?? '',
    message: opened.message,
    files,
    handles: new Map([...handles].filter(([file]) => own.has(file))),
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(beside === null ? {} : { mounted: beside }),
  };
}

/** True when a file is not part of a project and stays out of drafts and links: mounted files may contain secrets. */
function isMountedOnly(
  file: string,
  texts: ReadonlyMap<string, string>,
  compose: readonly string[],
  leftOut: readonly string[],
): boolean {
  if (leftOut.includes(file)) return file !== hostFileName;
  if (compose.length === 0 || isEnvFile(file) || /\.ya?ml$/i.test(file) || compose.includes(file))
    return false;
  return !textsAskedBy(compose, texts, variablesOf(texts, '.env')).has(file);
}

/** The most bytes of a configuration file. */
const mostOfOne = 2 * 1024 * 1024;

/** Returns the files that services may mount: every file of the folders, read on demand. Null for files without a folder. */
function besideOf(
  { files, beside = [], folder, failed = [] }: ChosenFiles,
  texts: ReadonlyMap<string, string>,
  apart: ReadonlySet<string>,
  moved: string,
): MountedOffer | null {
  const inFolder = folder !== null || files.some(({ path }) => path.includes('/'));
  const sources = new Map<string, MountedSource>();
  for (const [path, text] of texts)
    if (inFolder ? !isEnvFile(path) : apart.has(path)) sources.set(moved + path, async () => text);
  if (!inFolder && sources.size === 0) return null;
  for (const { path, open } of beside)
    sources.set(moved + path, async () => {
      const file = await open().catch(() => null);
      if (file === null || file.size > mostOfOne) return null;
      const read = await readFile({ path, file });
      return typeof read === 'string' ? read : null;
    });
  return { sources, whole: inFolder && failed.length === 0 };
}

/** Returns texts with their folder in each name, to tell added stacks from open ones. */
function withFolder(
  folder: string | null,
  texts: ReadonlyMap<string, string>,
): { readonly folder: string | null; readonly texts: ReadonlyMap<string, string> } {
  const isStack = [...texts.keys()].some((file) => !file.includes('/') && !isEnvFile(file));
  if (folder === null || !isStack) return { folder, texts };
  return { folder: null, texts: new Map([...texts].map(([file, text]) => [`${folder}/${file}`, text])) };
}

/** Returns the handles by the new names of their files; both maps have the same order. */
function placedHandles(
  handles: ReadonlyMap<string, PermittedHandle>,
  named: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, PermittedHandle> {
  const names = [...named.keys()];
  return new Map(
    [...texts.keys()].flatMap((file, at) => {
      const handle = handles.get(file);
      return handle === undefined ? [] : [[names[at] ?? file, handle] as const];
    }),
  );
}

/** Reads the machines of a folder with a fleet's file; opening anything else meanwhile cancels it. */
async function importFleet(
  work: WorkStore,
  chosen: ChosenFiles,
  texts: ReadonlyMap<string, string>,
): Promise<ImportedFiles | null> {
  const { folder, files, beside = [] } = chosen;
  if (folder === null) {
    const advice = 'Drop the folder that it lies in, with the folders of the machines.';
    return refused(work, messageOf(fleetFileName, 'this file names machines by their folders', advice));
  }
  const engine = await loadFleetEngine();
  const all = besideOf(chosen, texts, new Set(), '');
  const readAt = async (path: string) => texts.get(path) ?? (await all?.sources.get(path)?.()) ?? null;
  const fleet = await whileReading(work, folder, (signal) =>
    readFleet(engine, texts, { folder, schema: work.getState().schema, signal }, readAt),
  );
  if (fleet === null) return null;
  const handles = new Map(files.flatMap(({ path, handle }) => (handle ? [[path, handle]] : [])));
  const mounted = beside.length === 0 || all === null ? {} : { mounted: all };
  return { file: fleetFileName, message: null, files: [], handles, fleet, ...mounted };
}

/** Returns what `read` gives; null when something else is opened meanwhile. */
async function whileReading<T>(
  work: WorkStore,
  file: string,
  read: (signal: AbortSignal) => Promise<T | null>,
): Promise<T | null> {
  work.getState().reading?.cancel();
  const cancelled = new AbortController();
  const own = { file, cancel: () => cancelled.abort() };
  work.setReading(own);
  const made = await read(cancelled.signal);
  if (work.getState().reading === own) work.setReading(null);
  return made;
}

/** Reads several stacks; opening anything else meanwhile cancels it. */
async function readHost(
  work: WorkStore,
  texts: ReadonlyMap<string, string>,
  folder: string | null,
  {
    handles,
    failed,
    leftOut: apart,
  }: {
    readonly handles: ReadonlyMap<string, PermittedHandle>;
    readonly failed: readonly string[];
    readonly leftOut: readonly string[];
  },
): Promise<ImportedFiles | null> {
  const found = stacksAmong(texts, folder);
  const { schema } = work.getState();
  const read = await whileReading(work, `${found.stacks.length} stacks`, (signal) =>
    readStacks(found, texts, { folder, schema, signal }),
  );
  if (read === null) return null;
  const text = texts.get(hostFileName);
  const engine = await loadHostEngine();
  const file = text === undefined ? null : engine.readHostFile(hostFileName, text);
  const leftOut = [...new Set([...apart, ...read.leftOut])].filter((name) => name !== hostFileName);
  const host = { engine, name: folder, ...read, leftOut, failed, file };
  return { file: '', message: null, files: [], handles, host };
}

/** Merges all stacks into one project: the files of each in turn, in the folder of the first. */
function merged({ stacks }: FoundStacks): FoundStack {
  return { dir: stacks[0]?.dir ?? null, files: stacks.flatMap(({ files }) => files) };
}

/** Returns the files stored in a picture; none when it is unreadable or too large. */
async function readPicture({ path, file }: ChosenFile): Promise<ReadonlyMap<string, string>> {
  if (file.size > mostBytes) return new Map();
  try {
    return pictureTexts(path, new Uint8Array(await file.arrayBuffer()));
  } catch {
    return new Map();
  }
}

async function openTexts(work: WorkStore, texts: ReadonlyMap<string, string>): Promise<ImportedFiles | null> {
  const order = [...texts.keys()];
  const input = { order, texts, environment: new Map() };
  const opened = await openWhenRead(work, { input, profiles: null, folder: null });
  if (opened === 'superseded') return null;
  return { file: order[0] ?? '', message: opened.message, files: order, handles: new Map() };
}

async function readFile({ path, file }: ChosenFile): Promise<string | FileMessage> {
  if (file.size > mostBytes) {
    const text = 'this file is far too large for a compose file';
    return messageOf(path, text, 'Choose a file of at most 5 MB.');
  }
  try {
    const decoded = decodeText(path, new Uint8Array(await file.arrayBuffer()));
    return decoded.ok ? decoded.value : decoded.error;
  } catch {
    return messageOf(path, 'this cannot be read as a file', 'Drop the compose file itself, or its folder.');
  }
}

function messageOf(file: string, text: string, advice: string): FileMessage {
  return { tone: 'error', file, line: null, column: null, text, advice };
}

function refused(work: WorkStore, message: FileMessage): ImportedFiles {
  work.setMessage(message);
  return { file: message.file, message, files: [], handles: new Map() };
}

/** True when the open project, or a stack of the open host, refers to every one of the files. */
function addMissing(
  work: WorkStore,
  added: boolean,
  texts: ReadonlyMap<string, string>,
  handles: ReadonlyMap<string, PermittedHandle>,
): ImportedFiles | null {
  if (texts.size === 0) return null;
  if (!added) {
    const session = drawnSession(work.getState());
    const wanted = session === null ? null : wantedOf(session, texts);
    if (wanted === null) return null;
    work.dispatch({ type: 'add-files', texts: wanted.texts });
    work.setMessage(null);
    return joinedFiles(wanted, handles);
  }
  for (const { key, session } of hostStacks(work.getState())) {
    const wanted = wantedOf(session, texts);
    if (wanted === null) continue;
    work.dispatchTo(key, { type: 'add-files', texts: wanted.texts });
    return joinedFiles(wanted, handles);
  }
  return null;
}

interface Wanted {
  /** The texts by their names in the project. */
  readonly texts: ReadonlyMap<string, string>;
  /** The names in the project by the given names. */
  readonly names: ReadonlyMap<string, string>;
}

/** Matches files with the missing ones of a session; null when one of them is not missing. */
function wantedOf({ workspace }: Session, texts: ReadonlyMap<string, string>): Wanted | null {
  const named = new Map<string, string>();
  const names = new Map<string, string>();
  for (const [path, text] of texts) {
    const base = path.slice(path.lastIndexOf('/') + 1);
    const wanted = workspace.missing.find(
      ({ file, optional }) => !optional && (file === path || file.endsWith(`/${base}`) || file === base),
    );
    if (!wanted) return null;
    named.set(wanted.file, text);
    names.set(path, wanted.file);
  }
  return { texts: named, names };
}

function joinedFiles({ texts, names }: Wanted, handles: ReadonlyMap<string, PermittedHandle>): ImportedFiles {
  const kept = [...handles].map(([path, handle]) => [names.get(path) ?? path, handle] as const);
  const files = [...texts.keys()];
  return { file: files[0] ?? '', message: null, files, handles: new Map(kept) };
}
