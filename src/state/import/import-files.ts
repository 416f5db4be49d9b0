// Files that were dropped or chosen: read as text, then opened as the project that they make together.

import { isEnvFile } from '../../core/compose/environment/env-text.ts';
import type { PermittedHandle } from '../files/handle-home.ts';
import type { FileMessage } from '../session/message.ts';
import type { SessionStore } from '../session/session-store.ts';
import { isPicture, pictureTexts } from '../share/picture-texts.ts';
import { decodeText } from './decode-text.ts';
import type { Chosen, ChosenFile } from './dropped-files.ts';
import { openWhenRead } from './open-project.ts';
import { projectInput } from './project-input.ts';
import { type FoundStack, type FoundStacks, findStacks, textsOf } from './stacks.ts';
import { type TakenVariables, takeVariables, withKeptVariables } from './variable-files.ts';

/** What came of it: the main file, its message if any, and how many files the project has. */
export interface ImportedFiles {
  readonly file: string;
  readonly message: FileMessage | null;
  readonly files: readonly string[];
  /** By the file's name in the project, what lets the page write it back. */
  readonly handles: ReadonlyMap<string, PermittedHandle>;
  /** YAML files that are none of Compose; absent where there are none. */
  readonly leftOut?: readonly string[];
  /** Files of variables came by themselves: no project was opened. Absent else. */
  readonly variables?: TakenVariables;
  /** Several stacks, of which a person has to pick: nothing was opened. Absent else. */
  readonly choice?: FoundStacks;
}

/** Which of several stacks a person wants: one, or all merged as one project (`--merge`). Null where nobody was asked. */
export type StackPick = FoundStack | 'merge' | null;

// Read before decoding: a browser would hold the bytes and the text of a huge file at once.
const mostBytes = 50 * 1024 * 1024;

/**
 * Reads `chosen` into `store`. Several stacks come back for a person to pick from, and nothing is opened; null when there is
 * nothing, or something else was opened before it was read. Files that the open project asks for are added to it.
 */
export async function importFiles(
  store: SessionStore,
  chosen: Chosen,
  pick: StackPick = null,
): Promise<ImportedFiles | null> {
  if (chosen.files.length === 0 && chosen.folder === null) return null;
  const texts = new Map<string, string>();
  for (const one of chosen.files) {
    if (isPicture(one.path)) {
      const inside = await readPicture(one);
      if (inside.size > 0) return openTexts(store, inside);
      const advice =
        'Drop the compose file, or a picture that was exported with the text of the files in it.';
      return refused(store, messageOf(one.path, 'this picture holds no compose file', advice));
    }
    if (texts.has(one.path)) {
      const advice = 'Drop the folders that they lie in, so that they can be told apart.';
      return refused(store, messageOf(one.path, 'two files of this name, of different folders', advice));
    }
    const read = await readFile(one);
    if (typeof read === 'string') texts.set(one.path, read);
    // In a folder, what cannot be read is only reported when the project needs it.
    else if (chosen.folder === null) return refused(store, read);
  }
  const handles = new Map(chosen.files.flatMap(({ path, handle }) => (handle ? [[path, handle]] : [])));
  const added = addMissing(store, texts, handles);
  if (added !== null) return added;
  if (chosen.folder === null && texts.size > 0 && [...texts.keys()].every(isEnvFile)) {
    const taken = takeVariables(store, texts);
    if ('tone' in taken) return refused(store, taken);
    return { file: taken.files[0] ?? '', message: null, files: taken.files, handles, variables: taken };
  }
  const found = findStacks(texts, chosen.folder);
  const stack = pick === 'merge' ? merged(found) : (pick ?? found.stacks[0]);
  if (stack === undefined) {
    const advice = 'Drop the files themselves, or a folder with a compose.yaml.';
    const text = 'no file with a default name of Docker Compose is in it';
    return refused(store, messageOf(chosen.folder ?? 'The drop', text, advice));
  }
  if (pick === null && found.stacks.length > 1)
    return { file: '', message: null, files: [], handles: new Map(), choice: found };
  const own = found.stacks.length > 1 && pick !== 'merge' ? textsOf(stack, texts) : texts;
  const project = withKeptVariables(store, projectInput(own, chosen.folder, stack.files));
  const opened = await openWhenRead(store, project);
  if (opened === 'superseded') return null;
  const workspace = store.getState().session?.workspace;
  const files = workspace?.files.map(({ document }) => document.file) ?? [];
  const leftOut = found.leftOut.filter((file) => own.has(file));
  return {
    file: project.input.order[0] ?? '',
    message: opened.message,
    files,
    handles: new Map([...handles].filter(([file]) => own.has(file))),
    ...(leftOut.length > 0 ? { leftOut } : {}),
  };
}

/** All stacks as one: the files of each in turn, the first one's folder being the project's. */
function merged({ stacks }: FoundStacks): FoundStack {
  return { files: stacks.flatMap(({ files }) => files) };
}

/** The files in a picture; none where it is unreadable or too large. */
async function readPicture({ path, file }: ChosenFile): Promise<ReadonlyMap<string, string>> {
  if (file.size > mostBytes) return new Map();
  try {
    return pictureTexts(path, new Uint8Array(await file.arrayBuffer()));
  } catch {
    return new Map();
  }
}

async function openTexts(
  store: SessionStore,
  texts: ReadonlyMap<string, string>,
): Promise<ImportedFiles | null> {
  const order = [...texts.keys()];
  const input = { order, texts, environment: new Map() };
  const opened = await openWhenRead(store, { input, profiles: null, folder: null });
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

function refused(store: SessionStore, message: FileMessage): ImportedFiles {
  store.getState().setMessage(message);
  return { file: message.file, message, files: [], handles: new Map() };
}

/** Whether every file is one that the open project asks for: then it joins that project. */
function addMissing(
  store: SessionStore,
  texts: ReadonlyMap<string, string>,
  handles: ReadonlyMap<string, PermittedHandle>,
): ImportedFiles | null {
  const { session } = store.getState();
  const missing = session?.workspace.missing ?? [];
  if (session === null || texts.size === 0) return null;
  const named = new Map<string, string>();
  const kept = new Map<string, PermittedHandle>();
  for (const [path, text] of texts) {
    const base = path.slice(path.lastIndexOf('/') + 1);
    const wanted = missing.find(
      ({ file, optional }) => !optional && (file === path || file.endsWith(`/${base}`) || file === base),
    );
    if (!wanted) return null;
    named.set(wanted.file, text);
    const handle = handles.get(path);
    if (handle !== undefined) kept.set(wanted.file, handle);
  }
  store.getState().dispatch({ type: 'add-files', texts: named });
  store.getState().setMessage(null);
  const [file = ''] = named.keys();
  return { file, message: null, files: [...named.keys()], handles: kept };
}
