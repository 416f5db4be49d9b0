// The files of a drop, a paste or a file dialog, with the folders they lie in.

import type { FileWithHandle } from 'browser-fs-access';
import type { PermittedHandle } from '../files/handle-home.ts';

export interface ChosenFile {
  /** The path from the dropped or chosen folder; the bare name for single files. */
  readonly path: string;
  readonly file: File;
  /** The handle for writing the file back, if the browser provides one. */
  readonly handle?: PermittedHandle;
}

/** A file that is read on demand. */
export interface LazyFile {
  readonly path: string;
  open(): Promise<File>;
}

export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  /** The name of the one dropped or chosen folder; null for files. */
  readonly folder: string | null;
  /** The handle of the folder for opening it again, if the browser provides one. */
  readonly directory?: FileSystemDirectoryHandle;
  /** The other files of the folders, read when a service mounts them; absent without any. */
  readonly beside?: readonly LazyFile[];
  /** Folders that could not be listed, in words with advice; absent when all could. */
  readonly failed?: readonly string[];
}

/** The most files that are read. A host of two hundred stacks has some hundred; a dropped disk must not be read. */
const maxFiles = 5000;
const tooMany = `More than ${maxFiles} files may belong to a project: the others were not read. Drop a folder further down.`;
const maxDepth = 6;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', 'vendor', '__pycache__', '.venv']);

/** The result of searching folders. */
interface Found {
  readonly files: ChosenFile[];
  readonly beside: LazyFile[];
  readonly failed: string[];
}

const nothingFound = (): Found => ({ files: [], beside: [], failed: [] });

function chosenOf(
  { files, beside, failed }: Found,
  more: Pick<ChosenFiles, 'folder' | 'directory'>,
): ChosenFiles {
  const chosen = beside.length === 0 ? { files, ...more } : { files, ...more, beside };
  return withFailed(chosen, failed);
}

/** The default file names of `bulkhead machine` and `bulkhead observe`, in the folder itself. */
const recordNames: ReadonlySet<string> = new Set(['machine.json', 'bulkhead.observed.json']);

/** True when a file may be a record in the folder; any other file of that name is not part of the project. */
export function mayBeRecord(path: string): boolean {
  return recordNames.has(path);
}

/** True when a file of a folder may belong to a compose project, or be a record beside it. */
function mayMatter(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.ya?ml$/i.test(name) || /(?:^|\.)env(?:\.|$)/i.test(name) || mayBeRecord(path);
}

/** A drop item with file handles, which some browsers and TypeScript's library lack. */
interface HandledItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

function isFileHandle(handle: FileSystemHandle | null): handle is PermittedHandle {
  return handle?.kind === 'file';
}

function isDirectoryHandle(handle: FileSystemHandle | null): handle is FileSystemDirectoryHandle {
  return handle?.kind === 'directory';
}

/** A folder, with its handle if the browser provides one. */
interface DroppedFolder {
  readonly entry: FileSystemEntry;
  readonly handle: Promise<FileSystemHandle | null> | undefined;
}

function withFailed(chosen: ChosenFiles, failed: readonly string[]): ChosenFiles {
  return failed.length === 0 ? chosen : { ...chosen, failed: [...new Set(failed)] };
}

/** Returns the file with the handle that it came with, if any. */
function withHandle(path: string, file: File, handle: FileSystemHandle | null): ChosenFile {
  return isFileHandle(handle) ? { path, file, handle } : { path, file };
}

/** Returns the files of a drop. The transfer is read before the first await, since the browser empties it after the event. */
export function droppedFiles(transfer: DataTransfer): Promise<ChosenFiles> {
  const entries: DroppedFolder[] = [];
  const files: File[] = [];
  const handles = new Map<File, Promise<FileSystemHandle | null>>();
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    // A synthetic drop has items without a file system entry.
    const entry = item.webkitGetAsEntry?.() ?? null;
    const file = item.getAsFile();
    if (entry?.isDirectory) {
      entries.push({ entry, handle: (item as HandledItem).getAsFileSystemHandle?.() });
    } else if (file !== null) {
      files.push(file);
      const asked = (item as HandledItem).getAsFileSystemHandle?.();
      if (asked !== undefined) handles.set(file, asked);
    }
  }
  const loose = files.length > 0 || entries.length > 0 ? files : [...transfer.files];
  return withFolders(loose, entries, handles);
}

/** Returns the files of an earlier folder, by its handle. */
export async function filesOfDirectory(directory: FileSystemDirectoryHandle): Promise<ChosenFiles> {
  const found = nothingFound();
  await collectByHandle(directory, '', found, 0);
  return chosenOf(found, { folder: directory.name, directory });
}

/** Returns the files of a file or folder dialog; those of a folder have paths. */
export function chosenFiles(list: readonly File[]): ChosenFiles {
  const [first] = list;
  const folder = first?.webkitRelativePath ? (first.webkitRelativePath.split('/')[0] ?? null) : null;
  const handled = (file: FileWithHandle, path: string) => withHandle(path, file, file.handle ?? null);
  if (folder === null) return { files: list.map((file) => handled(file, file.name)), folder: null };
  const inside = list
    .map((file) => handled(file, file.webkitRelativePath.slice(folder.length + 1)))
    .filter(({ path }) => isInside(path));
  const files = inside.filter(({ path }) => mayMatter(path));
  const beside = inside
    .filter(({ path }) => !mayMatter(path))
    .slice(0, maxFiles)
    .map(({ path, file }): LazyFile => ({ path, open: async () => file }));
  const failed = files.length > maxFiles ? [tooMany] : [];
  return chosenOf({ files: files.slice(0, maxFiles), beside, failed }, { folder });
}

function isInside(path: string): boolean {
  const parts = path.split('/');
  return parts.length <= maxDepth && !parts.some((part) => skipped.has(part));
}

async function withFolders(
  files: readonly File[],
  folders: readonly DroppedFolder[],
  handles: ReadonlyMap<File, Promise<FileSystemHandle | null>>,
): Promise<ChosenFiles> {
  const found = nothingFound();
  for (const file of files) {
    const handle = (await handles.get(file)?.catch(() => null)) ?? null;
    found.files.push(withHandle(file.name, file, handle));
  }
  const alone = folders.length === 1 && files.length === 0;
  let directory: FileSystemDirectoryHandle | null = null;
  for (const { entry, handle } of folders) {
    const given = (await handle?.catch(() => null)) ?? null;
    const path = alone ? '' : entry.name;
    if (!isDirectoryHandle(given)) {
      await collect(entry, path, found, 0);
      continue;
    }
    if (alone) directory = given;
    await collectByHandle(given, path, found, 0);
  }
  const folder = alone ? (folders[0]?.entry.name ?? null) : null;
  return chosenOf(found, directory === null ? { folder } : { folder, directory });
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

function notRead(path: string): string {
  return `${path}: this file cannot be read. Check its permissions and drop it again.`;
}

function notListed(path: string): string {
  return `${path}: this folder cannot be listed. Check its permissions and drop it again.`;
}

async function collect(entry: FileSystemEntry, path: string, found: Found, depth: number): Promise<void> {
  const { files, beside, failed } = found;
  if (entry.isFile) {
    const file = entry as FileSystemFileEntry;
    if (!mayMatter(path)) {
      if (beside.length < maxFiles) beside.push({ path, open: () => fileOf(file) });
      return;
    }
    if (files.length >= maxFiles) return void failed.push(tooMany);
    try {
      files.push({ path, file: await fileOf(file) });
    } catch {
      failed.push(notRead(path));
    }
    return;
  }
  if (depth >= maxDepth || skipped.has(entry.name) || files.length >= maxFiles) return;
  let children: readonly FileSystemEntry[];
  try {
    children = await childrenOf(entry as FileSystemDirectoryEntry);
  } catch {
    failed.push(notListed(path || entry.name));
    return;
  }
  for (const child of children) await collect(child, joined(path, child.name), found, depth + 1);
}

/** Finds files below a folder handle, which can be written back. */
async function collectByHandle(
  directory: FileSystemDirectoryHandle,
  path: string,
  found: Found,
  depth: number,
): Promise<void> {
  const { failed } = found;
  if (depth >= maxDepth || skipped.has(directory.name) || found.files.length >= maxFiles) return;
  const inside: FileSystemHandle[] = [];
  try {
    for await (const handle of directory.values()) inside.push(handle);
  } catch {
    failed.push(notListed(path || directory.name));
    return;
  }
  // Each folder into a list of its own, so that the order is that of the folders, whichever is read first.
  const parts = await Promise.all(
    inside.map(async (handle): Promise<Found> => {
      const name = joined(path, handle.name);
      const below = nothingFound();
      if (isDirectoryHandle(handle)) await collectByHandle(handle, name, below, depth + 1);
      else if (!isFileHandle(handle)) return below;
      else if (!mayMatter(name)) below.beside.push({ path: name, open: () => handle.getFile() });
      else {
        const file = await handle.getFile().catch(() => null);
        if (file === null) below.failed.push(notRead(name));
        else below.files.push({ path: name, file, handle });
      }
      return below;
    }),
  );
  const all = parts.flatMap(({ files }) => files);
  failed.push(...parts.flatMap((part) => part.failed));
  if (found.files.length + all.length > maxFiles) failed.push(tooMany);
  found.files.push(...all.slice(0, maxFiles - found.files.length));
  const beside = parts.flatMap((part) => part.beside);
  found.beside.push(...beside.slice(0, maxFiles - found.beside.length));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Reads all entries of a folder; the browser returns at most a hundred per call. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
