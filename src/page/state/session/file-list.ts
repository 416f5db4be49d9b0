// Every file at hand with the part it plays in the project, as the page lists them.

import type { Session } from '../../../core/session/session.ts';
import { changedFiles } from '../../../core/session/session-files.ts';
import { isComposeFile } from '../import/stacks.ts';

/**
 * The role of a file. `unused`: could be merged, and is not. `foreign`: YAML that is no Compose file. `missing`: another file includes it,
 * and it was not given. `variables`: `.env`.
 */
export type FilePart =
  | 'main'
  | 'override'
  | 'included'
  | 'extended'
  | 'unused'
  | 'foreign'
  | 'missing'
  | 'variables';

export interface ListedFile {
  readonly file: string;
  readonly part: FilePart;
  readonly changed: boolean;
  readonly locked: boolean;
  /** True when every edit goes into this file. */
  readonly target: boolean;
  /** The file that refers to a missing one. */
  readonly by: string | null;
}

/** Returns the files in merge order, then missing ones, unused ones and variables. */
export function fileList(session: Session): readonly ListedFile[] {
  const { workspace, writing } = session;
  const changed = new Set(changedFiles(session));
  const entry = (file: string, part: FilePart, by: string | null = null): ListedFile => {
    const locked = writing.locked.has(file);
    return { file, part, by, locked, changed: changed.has(file), target: writing.into === file };
  };
  const used = workspace.files.map(({ document, role }) => entry(document.file, role));
  const known = new Set(used.map(({ file }) => file));
  const missing = new Map<string, ListedFile>();
  for (const { file, by, optional } of workspace.missing)
    if (!optional && !known.has(file)) missing.set(file, entry(file, 'missing', by));
  const others = [...workspace.input.texts.keys()].filter((file) => !known.has(file)).sort();
  const variables = (file: string): boolean => !/\.ya?ml$/i.test(file);
  const { texts } = workspace.input;
  const foreign = (file: string): boolean => !isComposeFile(file, texts.get(file) ?? '');
  return [
    ...used,
    ...missing.values(),
    ...others
      .filter((file) => !variables(file))
      .map((file) => entry(file, foreign(file) ? 'foreign' : 'unused')),
    ...others.filter(variables).map((file) => entry(file, 'variables')),
  ];
}
