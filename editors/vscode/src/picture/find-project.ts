import { Uri, workspace } from 'vscode';
import {
  defaultNames,
  overrideNameFor,
  overrideNames,
} from '../../../../src/core/compose/discovery/default-names.ts';
import type { EditorProject } from '../../../../src/page/app/embedded/protocol.ts';

/** The project of a text: where its names begin, the files that it reads, and those that the page may make. */
export interface FoundProject {
  readonly folder: Uri;
  /** Name of the text itself. */
  readonly main: string;
  readonly names: readonly string[];
  /** Null: the page finds out. */
  readonly read: EditorProject | null;
}

/** What the language server answers to `bulkhead/project`. */
export interface ServerProject extends EditorProject {
  readonly folder: string;
  readonly files: readonly string[];
  readonly variables: string | null;
}

function baseOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The address of a file of the project. */
export function addressOf(folder: Uri, name: string): Uri {
  return name.startsWith('/') ? folder.with({ path: name }) : Uri.joinPath(folder, name);
}

/** What the server says of the project of `text`; where it says nothing, what stands beside the text by the names of Compose. */
export function foundProject(text: Uri, server: ServerProject | null): FoundProject {
  if (server !== null) {
    const { folder: address, files, variables, ...read } = server;
    const folder = Uri.parse(address);
    const main = files.find((name) => addressOf(folder, name).path === text.path);
    if (main !== undefined)
      return { folder, main, names: variables === null ? files : [...files, variables], read };
  }
  const main = baseOf(text);
  const beside = defaultNames.includes(main) || overrideNames.includes(main);
  const names = new Set([main, ...(beside ? [...defaultNames, ...overrideNames] : []), '.env']);
  return { folder: Uri.joinPath(text, '..'), main, names: [...names], read: null };
}

/** The files that the page may make: the override of the main file, and the file of variables beside it. */
export function mayBegin({ main, read }: FoundProject): readonly string[] {
  const first = read?.order[0] ?? main;
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  return [...(/\.ya?ml$/i.test(first) ? [overrideNameFor(first)] : []), `${folder}.env`];
}

/** Whether a file is there. */
export async function isThere(address: Uri): Promise<boolean> {
  return workspace.fs.stat(address).then(
    () => true,
    () => false,
  );
}
