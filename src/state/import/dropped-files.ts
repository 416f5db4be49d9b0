// The files of a drop, a paste or a file dialog, with the folders they lie in.

import type { FileWithHandle } from 'browser-fs-access';
import type { PermittedHandle } from '../files/handle-home.ts';

export interface ChosenFile {
  /** Relative to the folder that was dropped or chosen; the name alone where there was none. */
  readonly path: string;
  readonly file: File;
  /** What lets the page write it back, where the browser gives that. */
  readonly handle?: PermittedHandle;
}

export interface Chosen {
  readonly files: readonly ChosenFile[];
  /** Name of the one folder that was dropped or chosen; null where files were. */
  readonly folder: string | null;
}

/** A project has few files; a dropped home folder must not be read. */
const mostFiles = 400;
const deepest = 6;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', 'vendor', '__pycache__', '.venv']);

/** Whether a file of a folder may belong to a compose project. */
function mayMatter(name: string): boolean {
  return /\.ya?ml$/i.test(name) || /(?:^|\.)env(?:\.|$)/i.test(name);
}

/** Not in every browser, nor in TypeScript's library. */
interface HandledItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

function isFileHandle(handle: FileSystemHandle | null): handle is PermittedHandle {
  return handle?.kind === 'file';
}

/** The file with the handle that it came with, if any. */
function withHandle(path: string, file: File, handle: FileSystemHandle | null): ChosenFile {
  return isFileHandle(handle) ? { path, file, handle } : { path, file };
}

/** The files of a drop. Asks the transfer before anything is awaited: the browser empties it when the event is over. */
export function droppedFiles(transfer: DataTransfer): Promise<Chosen> {
  const entries: FileSystemEntry[] = [];
  const files: File[] = [];
  const handles = new Map<File, Promise<FileSystemHandle | null>>();
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    // A synthetic drop has items without a file system entry.
    const entry = item.webkitGetAsEntry?.() ?? null;
    const file = item.getAsFile();
    if (entry?.isDirectory) entries.push(entry);
    else if (file !== null) {
      files.push(file);
      const asked = (item as HandledItem).getAsFileSystemHandle?.();
      if (asked !== undefined) handles.set(file, asked);
    }
  }
  const loose = files.length > 0 || entries.length > 0 ? files : [...transfer.files];
  return withFolders(loose, entries, handles);
}

/** The files of a file dialog; those of a folder dialog know their paths. */
export function chosenFiles(list: readonly File[]): Chosen {
  const [first] = list;
  const folder = first?.webkitRelativePath ? (first.webkitRelativePath.split('/')[0] ?? null) : null;
  const handled = (file: FileWithHandle, path: string) => withHandle(path, file, file.handle ?? null);
  if (folder === null) return { files: list.map((file) => handled(file, file.name)), folder: null };
  const files = list
    .map((file) => handled(file, file.webkitRelativePath.slice(folder.length + 1)))
    .filter(({ path }) => isInside(path) && mayMatter(path));
  return { files: files.slice(0, mostFiles), folder };
}

function isInside(path: string): boolean {
  const parts = path.split('/');
  return parts.length <= deepest && !parts.some((part) => skipped.has(part));
}

async function withFolders(
  files: readonly File[],
  folders: readonly FileSystemEntry[],
  handles: ReadonlyMap<File, Promise<FileSystemHandle | null>>,
): Promise<Chosen> {
  const found: ChosenFile[] = [];
  for (const file of files) {
    const handle = (await handles.get(file)?.catch(() => null)) ?? null;
    found.push(withHandle(file.name, file, handle));
  }
  const alone = folders.length === 1 && files.length === 0;
  for (const folder of folders) await collect(folder, alone ? '' : folder.name, found, 0);
  return { files: found, folder: alone ? (folders[0]?.name ?? null) : null };
}

async function collect(
  entry: FileSystemEntry,
  path: string,
  found: ChosenFile[],
  depth: number,
): Promise<void> {
  if (found.length >= mostFiles) return;
  if (entry.isFile) {
    if (!mayMatter(entry.name)) return;
    found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  if (depth >= deepest || skipped.has(entry.name)) return;
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry)) {
    await collect(child, path === '' ? child.name : `${path}/${child.name}`, found, depth + 1);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives at most a hundred entries at a time. */
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
